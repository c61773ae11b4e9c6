"""Compare: this scenario and others in one table and one chart, and in a list of what differs from the baseline."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.report.chart import Chart
from model.report.table import Table
from model.schema.reading.form_words import faults_in_form_words

THIS = "This scenario"
NO_YEAR = "No pounds are compared, because no year is shown by all of these scenarios."


def blocks(desk: Any, table_block: Callable[[Table], dict], chart_block: Callable[[Chart], dict]) -> Iterator[dict]:
    """The choice of scenarios and baseline, then a table and a chart of their figures in £, and their differences."""
    from model.report.comparison import Comparison

    others = [
        (str(path), f"{path.name}: {title}") for path, title in desk.scenarios.titled() if path != desk.draft.path
    ]
    names = dict(zip(desk.compared, _names_for(desk.compared), strict=True))
    baseline = names.get(desk.baseline, THIS)
    yield {
        "kind": "choose",
        "key": "choose",
        "title": "Compare with",
        "choices": others,
        "chosen": desk.compared,
        "baselines": [[path, name] for path, name in ((THIS, THIS), *names.items())] if names else [],
        "baseline": next((path for path, name in names.items() if name == baseline), THIS),
    }
    assessments = {} if desk.draft.assessment is None else {THIS: desk.draft.assessment}
    for path, name in names.items():
        try:
            assessments[name] = desk.scenarios.assessed(Path(path))
        except InputFaults as faults:
            said = faults_in_form_words(faults.faults)
            yield {"kind": "words", "key": f"faults {path}", "title": Path(path).name, "items": said}
    if THIS not in assessments or len(assessments) == 1:
        return
    comparison = Comparison(assessments, baseline if baseline in assessments else THIS)
    if comparison.years:
        yield table_block(comparison.table())
    else:
        yield {"kind": "words", "key": "no years", "title": "", "items": [NO_YEAR]}
    if chart := comparison.chart():
        yield chart_block(chart)
    for name, lines in comparison.differences().items():
        title = f"What differs in {name[0].lower()}{name[1:]}" if name == THIS else f"What differs in {name}"
        yield {"kind": "words", "key": f"differs {name}", "title": title, "items": lines or ["Nothing."]}


def choose(desk: Any, paths: list[str], baseline: str = "", **_: Any) -> None:
    """Choose the baseline, and the scenarios to compare with it from those that the desk lists."""
    known = {str(path) for path in desk.scenarios.files()}
    desk.compared = [path for path in paths if path in known]
    desk.baseline = baseline


def _names_for(paths: Sequence[str]) -> list[str]:
    """A name for each file: its stem, or its whole path where two files have the same stem."""
    stems = [path.rpartition("/")[2].rpartition(".")[0] or path for path in paths]
    return [stem if stems.count(stem) == 1 else path for stem, path in zip(stems, paths, strict=True)]
