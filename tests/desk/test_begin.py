"""A new case at the desk: from nothing, or from another, to a file that checks."""

import pytest

from model.base.faults import InputFaults
from model.rates.tables import load_rates
from model.schema.load import load_scenario
from tests.desk.desk_alone import NAME, desk_in, do

NEEDED = {
    "reference": "ICT 12 (invented)",
    "summary": "Two engineers become one lead and one engineer from 1 October 2026 (invented).",
    "dates.decision": "18 June 2026",
    "on_costs.lgps.0.rate": "19.5",  # the sign may be left out
    "on_costs.lgps.0.status": "published",
    "on_costs.lgps.0.source": "Rates and adjustments certificate 2026 (invented)",
}


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def step(desk, title):
    return next(group for group in desk.page.views["begin"]["groups"] if group["title"] == title)


def to_mend(desk):
    """What each step says is missing or wrong, by its title."""
    groups = desk.page.views["begin"]["groups"]
    return {group["title"]: group["said"] for group in groups if "\u26a0" in group["said"]}


def test_a_blank_case_is_led_step_by_step_to_a_file_that_checks(desk):
    do(desk, "begin", "make", name="libraries-ict.yaml", title="Libraries ICT", authority="An invented council")
    file = desk.folder / "libraries-ict.yaml"
    with pytest.raises(InputFaults):
        load_scenario(file, load_rates())
    missing = "\u26a0 Still missing: {}."
    assert to_mend(desk) == {
        "The proposal": missing.format("Report number and Summary"),
        "Dates": missing.format("Decision"),
        "On-costs": missing.format("Employer's pension rate"),
        "Present posts": missing.format("a post"),
        "Proposed posts": missing.format("a post"),
    }
    for key, value in NEEDED.items():
        do(desk, "begin", "edit", key=key, value=value)
    assert to_mend(desk).keys() == {"Present posts", "Proposed posts"}
    asked = [change.path[-1] for change, _ in desk.draft.assumptions_changed]
    assert asked == ["status"], "a first rate is no change of one, and its source is asked for beside it"
    for title, grade, number in (("ICT Engineer", "26-29", 2), ("ICT Manager", "34-37", 1)):
        place = desk.draft.add_post("present", {"title": title, "grade": grade, "number": number})
        assert desk.draft.value(("present", place, "id"))
    assert step(desk, "What becomes of each post")["said"] == (
        "\u26a0 Still missing: what becomes of ICT Engineer and ICT Manager."
    )
    do(desk, "begin", "copy_posts")
    assert [post["title"] for post in desk.draft.posts("proposed")] == ["ICT Engineer", "ICT Manager"]
    assert [(post["fate"], post["to"]) for post in desk.draft.posts("present")] == [
        ("assimilated", "ict-engineer-new"),
        ("assimilated", "ict-manager-new"),
    ]
    assert to_mend(desk) == {} and desk.page.views["begin"]["ready"].startswith("Nothing is left to mend")
    for change in desk.draft.reasons_missing:
        do(desk, "save", "reason", key=".".join(map(str, change.path)), reason="Stated when the case was begun")
    do(desk, "save", "save", author="A. Officer (invented)")
    scenario = load_scenario(file, load_rates())
    assert scenario.on_costs.lgps[0].rate == 0.195 and len(scenario.proposed) == 2
    assert "# The employer's LGPS rate" in file.read_text(encoding="utf-8"), "the file explains each of its keys"


def test_posts_are_copied_once_and_those_whose_fate_is_known_are_not(desk):
    before = desk.draft.data
    do(desk, "begin", "copy_posts")
    assert desk.draft.data == before, "each present post has a fate"
    desk.draft.add_post("present", {"title": "Trainer", "grade": "22-23", "fate": "unresolved"})
    do(desk, "begin", "copy_posts")
    do(desk, "begin", "copy_posts")
    assert [post["title"] for post in desk.draft.posts("proposed")].count("Trainer") == 1
    do(desk, "page", "undo")
    assert "Trainer" not in [post["title"] for post in desk.draft.posts("proposed")]


def test_a_case_begins_from_another_with_its_comments_under_a_title_of_its_own(desk):
    template = desk.folder / NAME
    do(desk, "begin", "make", name="again.yaml", title="The same again", template=str(template))
    assert desk.draft.path.name == "again.yaml" and desk.draft.value(("title",)) == "The same again"
    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (template, desk.draft.path))
    differ = [line for line in before if line not in after]
    assert len(differ) == 1 and differ[0].startswith("title:")
    assert not desk.draft.faults


@pytest.mark.parametrize(
    "given",
    [
        {"name": "no-title.yaml", "title": " ", "authority": "An invented council"},
        {"name": "no-council.yaml", "title": "A title", "authority": ""},
        {"name": NAME, "title": "A title", "authority": "An invented council"},
        {"name": "../outside.yaml", "title": "A title", "authority": "An invented council"},
    ],
)
def test_nothing_is_made_without_a_title_a_council_and_a_free_name(desk, given):
    files = {path: path.read_bytes() for path in desk.folder.parent.rglob("*.yaml")}
    do(desk, "begin", "make", **given)
    assert desk.page.views["begin"]["said"].startswith("\u26a0 Nothing was made")
    assert {path: path.read_bytes() for path in desk.folder.parent.rglob("*.yaml")} == files
    assert desk.draft.path.name == NAME


def test_a_case_begins_in_a_folder_that_the_officer_names_with_the_lists_that_it_reads(desk, tmp_path):
    elsewhere = tmp_path / "restructures"
    elsewhere.mkdir()
    template = desk.folder / "fictional-council.yaml"
    do(desk, "picker", "folder", path=str(elsewhere))
    assert "no scenario yet" in desk.page.views["page"]["notice"]
    do(desk, "begin", "make", name="ours.yaml", title="Ours", template=str(template))
    assert desk.draft.path == elsewhere / "ours.yaml" and not desk.draft.faults
    mine, theirs = (load_scenario(path, load_rates()) for path in (desk.draft.path, template))
    assert mine.present == theirs.present
    lists = {
        path.relative_to(elsewhere): path.read_bytes() for path in elsewhere.rglob("*.*") if path.suffix != ".yaml"
    }
    assert lists == {path: (template.parent / path).read_bytes() for path in lists} and lists
    (elsewhere / next(iter(lists))).write_text("id,title\n", encoding="utf-8")
    do(desk, "begin", "make", name="again.yaml", title="Again", template=str(template))
    assert "differs from the file of that name" in desk.page.views["begin"]["said"]
    assert not (elsewhere / "again.yaml").exists()


def test_the_cases_of_the_workbook_are_offered_with_their_titles_and_a_sentence_each(desk):
    """The title and the first sentence of each file, as they are written in it."""
    blank, gallery, here = desk.page.views["begin"]["templates"]
    assert [title for _, title, _ in blank["cases"]] == ["A blank case", "A payroll or HR extract"]
    said = {title: sentence for _, title, sentence in gallery["cases"]}
    assert said["Education Support Team, two funds (fictional council, invented figures) (example-two-funds.yaml)"] == (
        "A vacant assistant post is deleted and a data officer created."
    )
    assert len(said) == len(here["cases"]) and all(sentence.endswith(".") for sentence in said.values())
