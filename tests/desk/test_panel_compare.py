"""Comparing scenarios on the desk, without a browser."""

import pytest

from model.base.money import pounds
from tests.desk.desk_alone import NAME, desk_in, do, edit


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def test_two_scenarios_are_compared_from_the_one_chosen_to_the_one_open(desk):
    """The open one is a change of the one ticked: what is more in it is more."""
    before = desk.draft.assessment.costed.amount("proposed", "top", desk.draft.assessment.costed.year_of_change)
    other = desk.folder / "other.yaml"
    other.write_bytes(desk.draft.path.read_bytes())
    edit(desk, 0, "grade", "42-46", side="proposed")
    after = desk.draft.assessment.costed.amount("proposed", "top", desk.draft.assessment.costed.year_of_change)
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[str(other)])
    blocks = {block["key"]: block for block in desk.page.views["results"]["blocks"]}
    table = blocks["comparison"]
    row = next(row for row in table["rows"] if row[0].startswith("Proposed"))
    assert after > before and row[-1].startswith("+") and row[-3:-1] == [pounds(before), pounds(after)]
    assert any("39-42 becomes 42-46" in line for line in blocks["differs This scenario"]["items"])


def test_a_copy_opens_and_scenarios_are_compared_in_pounds_and_in_words(desk):
    do(desk, "picker", "copy", name="mine.yaml")
    assert desk.draft.path == desk.folder / "mine.yaml"
    edit(desk, 0, "grade", "42-44")
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[str(desk.folder / NAME)])
    kinds = [block["kind"] for block in desk.page.views["results"]["blocks"]]
    assert kinds == ["choose", "table", "chart", "words"]
    assert any("grade" in item for item in desk.page.views["results"]["blocks"][3]["items"])


def test_many_scenarios_are_compared_at_once_with_the_one_chosen(desk):
    others = [desk.folder / name for name in ("barnet-schools-ict-as-published.yaml", "barnet-schools-ict-prices.yaml")]
    edit(desk, 0, "grade", "42-46", side="proposed")
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[*map(str, others)], baseline="This scenario")
    choice, table, chart, *words = desk.page.views["results"]["blocks"]
    names = ["barnet-schools-ict-as-published", "barnet-schools-ict-prices", "This scenario"]
    assert [name for _, name in choice["baselines"]] == names and choice["baseline"] == "This scenario"
    heads = [column["name"] for column in table["columns"]]
    assert heads[3:] == [*names, f"{names[0]} less This scenario", f"{names[1]} less This scenario"]
    assert [row[0] for row in chart["table"]["rows"]] == names
    assert [block["title"] for block in words] == [f"What differs in {name}" for name in names[:2]]
    assert all(any("42-46 becomes 39-42" in line for line in block["items"]) for block in words)
