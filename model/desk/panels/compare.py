"""Compare: this scenario with others, in pounds and in a list of what differs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.report.table import Table
from model.schema.differences import scenario_differences


def blocks(desk: Any, table_block: Callable[[Table], dict]) -> Iterator[dict]:
    """The choice of scenarios, then for each one chosen the pounds and what differs."""
    from model.report.tables.cost import side_by_side

    others = [
        (str(path), f"{path.name}: {title}") for path, title in desk.scenarios.titled() if path != desk.draft.path
    ]
    yield {"kind": "choose", "key": "choose", "title": "Compare with", "choices": others, "chosen": desk.compared}
    mine = desk.draft.assessment
    for path in desk.compared:
        try:
            other = desk.scenarios.assessed(Path(path))
        except InputFaults as faults:
            yield {
                "kind": "words",
                "key": f"faults {path}",
                "title": Path(path).name,
                "items": str(faults).splitlines(),
            }
            continue
        if mine is None:
            continue
        yield _in_pounds(table_block(side_by_side(other, mine)), path)
        said = scenario_differences(other.scenario, mine.scenario) or ["Nothing."]
        yield {"kind": "words", "key": f"differs {path}", "title": "What differs", "items": said}


def _in_pounds(block: dict, path: str) -> dict:
    names = {"First": Path(path).stem, "Second": "This scenario"}
    columns = [column | {"name": names.get(column["name"], column["name"])} for column in block["columns"]]
    return block | {"key": f"pounds {path}", "title": f"From {Path(path).stem} to this scenario, £", "columns": columns}


def choose(desk: Any, paths: list[str], **_: Any) -> None:
    """Set which scenarios are compared; only those that the desk itself lists."""
    known = {str(path) for path in desk.scenarios.files()}
    desk.compared = [path for path in paths if path in known]
