"""Comparing scenarios on the desk, without a browser."""

import pytest

from model.base.money import pounds
from tests.desk.desk_alone import NAME, desk_in, do, edit


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def test_the_scenarios_ticked_are_compared_with_the_one_that_is_open(desk):
    """What is less in the one ticked than in the open one is less."""
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
    assert after > before and row[-1].startswith("\u2212") and row[-3:-1] == [pounds(after), pounds(before)]
    effect = next(row for row in table["rows"] if row[0].startswith("Full-year effect"))
    assert effect[-3].startswith("+") and effect[-2].startswith("+"), "an effect has its sign"
    assert any("42-46 becomes 39-42" in line for line in blocks["differs other"]["items"])


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
    names = ["This scenario", "barnet-schools-ict-as-published", "barnet-schools-ict-prices"]
    assert [name for _, name in choice["baselines"]] == names and choice["baseline"] == "This scenario"
    heads = [column["name"] for column in table["columns"]]
    assert heads[3:] == [*names, f"{names[1]} less This scenario", f"{names[2]} less This scenario"]
    assert [row[0] for row in chart["table"]["rows"]] == names
    assert [block["title"] for block in words] == [f"What differs in {name}" for name in names[1:]]
    assert all(any("42-46 becomes 39-42" in line for line in block["items"]) for block in words)


def test_scenarios_that_share_no_year_say_so_and_have_no_empty_table(desk):
    """Barnet shows 2010/11 to 2012/13, the other from 2025/26."""
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[str(desk.folder / "example-schools-it-service.yaml")])
    kinds = [block["kind"] for block in desk.page.views["results"]["blocks"]]
    assert kinds == ["choose", "words", "words"]
    assert "no year is shown by all of these" in desk.page.views["results"]["blocks"][1]["items"][0]
