"""A change at a place of a scenario: the same figures and the same faults at a terminal, in Python and on the desk."""

import json
from copy import deepcopy
from itertools import permutations
from pathlib import Path

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.desk.draft import Draft
from model.schema.changes.change import with_changes
from model.schema.load import load_scenario, read_scenario
from tests.conftest import HOME, RESOLVED, first_of, run_model, small

ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
POSTS = "id,title,grade,fte,filled_by\nnew,New,24,1,assimilation\nspare,Spare,20,1,open\n"
CHANGES = {
    "on_costs.lgps[2024-04-01].rate": "22%",
    "present.temp": "{title: Temp, grade: 5, fate: deleted}",
    "present.clerk": "",
    "proposed.new.id": "lead",
    "proposed.spare.fte": "0.5",
}
"""A value set, an entry added, one removed, one renamed, and a row of a CSV file."""


def write(folder: Path, posts: str = POSTS, **laid_over) -> Path:
    """Write a small scenario whose proposed posts stand in a CSV file beside it; gives its path."""
    given = small()
    clerk = {"id": "clerk", "title": "Clerk", "grade": 10, "fate": "deleted"}
    scenario = {**given, "present": [*given["present"], clerk], "proposed": "posts.csv"} | laid_over
    folder.mkdir(exist_ok=True)
    (folder / "posts.csv").write_text(posts, encoding="utf-8")
    (folder / "case.yaml").write_text(json.dumps(scenario, indent=1), encoding="utf-8")
    return folder / "case.yaml"


@pytest.fixture
def case(tmp_path):
    return write(tmp_path)


@pytest.fixture
def by_hand(tmp_path):
    """The files of the case with the five changes made in them by hand."""
    lgps = {"from": "2024-04-01", "to": "2025-03-31", "rate": "22%", "source": "A", "reason": "B"}
    present = [
        {"id": "old", "title": "Old", "grade": 24, "fate": "assimilated", "to": "lead"},
        {"id": "temp", "title": "Temp", "grade": 5, "fate": "deleted"},
    ]
    posts = POSTS.replace("new,New", "lead,New").replace("Spare,20,1", "Spare,20,0.5")
    return write(tmp_path / "by_hand", posts, present=present, on_costs={"lgps": [lgps]})


def set_(changes):
    """Changes as options of a command."""
    return [part for place, value in changes.items() for part in ("--set", f"{place}={value}")]


def faults_of(do) -> list[tuple[str, str]]:
    """Where each fault is, and what is said of it."""
    with pytest.raises(InputFaults) as found:
        do()
    return [(fault.where, fault.said) for fault in found.value.faults]


def test_changes_give_the_figures_of_a_file_changed_by_hand(case, by_hand, rates):
    wanted = assess(by_hand, rates).digest
    assert assess(case, rates).digest != wanted
    assert assess(case, rates, CHANGES).digest == wanted
    assert assess(case, rates).with_changes(CHANGES).digest == wanted


def test_changes_at_a_terminal_give_the_same_figures(case, by_hand, rates):
    shown = run_model("cost", str(case), "--json", *set_(CHANGES))
    assert (shown.stdout, shown.returncode) == (assess(by_hand, rates).results, 0)


def test_the_desk_gives_the_same_figures_by_its_cells_and_by_places(case, by_hand, rates):
    cells, places = Draft.open(case, rates), Draft.open(case, rates)
    cells.edit(("on_costs", "lgps", 0, "rate"), "22%")
    cells.add_post("present", {"id": "temp", "title": "Temp", "grade": "5", "fate": "deleted"})
    cells.delete_post("present", 1)
    cells.edit(("proposed", 0, "id"), "lead")
    cells.edit(("proposed", 1, "fte"), "0.5")
    for place, value in CHANGES.items():
        places.edit(place, value)
    assert [draft.assessment.digest for draft in (cells, places)] == [assess(by_hand, rates).digest] * 2
    for _ in CHANGES:
        places.undo()
    assert not places.changed


@pytest.mark.long
def test_the_notebook_gives_the_same_figures(case, by_hand, rates, tmp_path):
    from model.report.notebook_run import fingerprint_of, run_notebook

    run = run_notebook(tmp_path / "run.ipynb", {"scenario": str(case), "changes": CHANGES})
    assert fingerprint_of(run) == assess(by_hand, rates).digest


def test_half_a_post_is_paid_half_its_point(case, rates):
    """Point 20 of the NJC spine is £31,586 from 1 April 2024 (the employers' circular of 22 October 2024)."""

    def basic_pay(**given):
        records = json.loads(assess(case, rates, **given).results)
        return sum(
            record["amount"]
            for record in records
            if (record["structure"], record["element"], record["basis"]) == ("proposed", "basic_pay", "top")
        )

    assert basic_pay() - basic_pay(changes={"proposed.spare.fte": "50%"}) == pytest.approx(31_586 / 2, abs=0.01)


def test_what_was_changed_is_said_in_words(case, rates):
    said = assess(case, rates, CHANGES).changes
    assert said == (
        "On-costs, LGPS 1 April 2024: rate 20% becomes 22%",
        "Present post deleted: Clerk (grade 10)",
        "Old: to new becomes lead",
        "Present post added: Temp (grade 5)",
        "New: id new becomes lead",
        "Spare: FTE 1 becomes 0.5",
    )
    shown = run_model("cost", str(case), *set_(CHANGES)).stdout
    assert shown.startswith("These figures include changes that are not saved in any file:")
    assert all(sentence in shown for sentence in said)


def test_the_order_of_changes_makes_no_difference(case, rates):
    changes = [("present.clerk", ""), ("present.3", "{id: temp, title: Temp, grade: 5, fate: deleted}")]
    changes += [("proposed.new.id", "lead"), ("proposed.new.grade", "23")]
    digests = {assess(case, rates, list(order)).digest for order in permutations(changes)}
    assert len(digests) == 1


def test_two_posts_can_take_each_others_id(case, rates):
    swapped = load_scenario(case, rates, {"proposed.new.id": "spare", "proposed.spare.id": "new"})
    assert [(post.id, post.title) for post in swapped.proposed] == [("spare", "New"), ("new", "Spare")]
    assert swapped.present[0].to == ("spare",)


def test_a_holder_is_renamed_wherever_the_scenario_names_the_holder(rates):
    before = load_scenario(ACTUAL, rates)
    after = load_scenario(ACTUAL, rates, {"present.1.holders.A.ref": "Z"})
    assert [place.holder for place in before.people.ring_fence].count("A") > 0
    assert [place.holder.replace("Z", "A") for place in after.people.ring_fence] == [
        place.holder for place in before.people.ring_fence
    ]
    assert "Z" in [place.holder for place in after.people.ring_fence]


def test_a_post_whose_only_destination_is_removed_is_unresolved(case, rates):
    changed = load_scenario(case, rates, {"proposed.new": ""})
    assert (changed.present[0].fate, changed.present[0].to) == ("unresolved", ())


WRONG_PLACES = [
    ("proposed.spar.grade", "20", "spare"),
    ("proposed.spare.grdae", "20", "grade"),
    ("propsed.spare.grade", "20", "proposed"),
    ("on_costs.lgps[2024-05-01].rate", "22%", "2024-04-01"),
    ("proposed.3.grade", "20", ""),
    ("present.old.holders.H1.point", "20", ""),
    ("title.short", "x", ""),
    ("proposed..grade", "20", ""),
]


def paths_of(do) -> list[tuple]:
    """The path of each fault."""
    with pytest.raises(InputFaults) as found:
        do()
    return [fault.path for fault in found.value.faults]


@pytest.mark.parametrize(("place", "value", "nearest"), first_of(WRONG_PLACES, 2))
def test_a_wrong_place_is_the_same_fault_everywhere(case, rates, tmp_path, place, value, nearest):
    from model.report.notebook_run import run_notebook

    changes = {place: value}
    [(where, said)] = faults_of(lambda: assess(case, rates, changes))
    assert where == place and said.endswith(f"Did you mean {nearest}?" if nearest else ".")
    assert faults_of(lambda: Draft.open(case, rates).edit(place, value)) == [(where, said)]
    parameters = {"scenario": str(case), "changes": changes}
    assert faults_of(lambda: run_notebook(tmp_path / "run.ipynb", parameters)) == [(where, said)]
    assert not (tmp_path / "run.ipynb").exists()  # no kernel was started
    shown = run_model("check", str(case), *set_(changes))
    assert shown.returncode == 2 and f"{case.as_posix()}, change 1: {where}: {said}\n" in shown.stderr


WRONG_VALUES = [
    ("proposed.spare.grade", "4x-46"),
    ("proposed.spare.filled_by", "opn"),
    ("dates.implementation", "31 February 2025"),
    ("on_costs.lgps.1.rate", "122%"),
    ("present.old.to", "nowhere"),
    ("proposed.lead", "{title: Lead, grade: 24}"),
    ("proposed.lead", "{title: Lead, grade: 24 #25, filled_by: open}"),
]


@pytest.mark.parametrize(("place", "value"), first_of(WRONG_VALUES, 2))
def test_a_wrong_value_is_the_same_fault_everywhere(case, rates, tmp_path, place, value):
    from model.report.notebook_run import run_notebook

    changes = {place: value}
    found = faults_of(lambda: assess(case, rates, changes))
    draft = Draft.open(case, rates)
    draft.edit(place, value)
    assert [said for _, said in found] == [fault.said for fault in draft.faults]
    assert paths_of(lambda: assess(case, rates, changes)) == [fault.path for fault in draft.faults]
    assert faults_of(lambda: run_notebook(tmp_path / "run.ipynb", {"scenario": str(case), "changes": changes})) == found
    shown = run_model("cost", str(case), *set_(changes))
    assert shown.returncode == 2
    assert all(f"{case.as_posix()}, change 1: {where}: {said}\n" in shown.stderr for where, said in found)


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        ("proposed.2.grade", "4x", "proposed spare, grade"),
        ("proposed.spare.grade", "4x", "proposed spare, grade"),
        ("on_costs.lgps.1.rate", "122%", "on_costs, lgps 2024-04-01, rate"),
        ("proposed.lead", "{title: Lead, grade: 24}", "proposed lead, filled_by"),
    ],
)
def test_a_fault_of_a_change_names_the_entry_since_it_has_no_line(case, rates, place, value, where):
    [(found, _)] = faults_of(lambda: assess(case, rates, {place: value}))
    assert found == where


def test_every_fault_of_several_changes_is_told_at_once(case, rates):
    changes = [("proposed.spar.grade", "20"), ("proposed.spare.grade", "4x"), ("proposed.2.grade", "21")]
    with pytest.raises(InputFaults) as found:
        assess(case, rates, changes)
    assert [fault.cell for fault in found.value.faults] == ["change 1", "change 2", "change 3"]


@pytest.mark.parametrize("twice", ["proposed.spare.fte", "proposed.2.fte", "proposed[spare]", " proposed . spare.fte"])
def test_two_changes_of_one_place_are_a_fault(case, rates, twice):
    [(where, said)] = faults_of(lambda: assess(case, rates, [("proposed.spare.fte", "0.5"), (twice, "{id: x}")]))
    assert where == twice and "a value that change 1 (proposed.spare.fte) also changes" in said


def test_what_is_no_change_at_all_is_a_fault(case, rates):
    for no_changes in ("proposed.spare.fte=0.5", ["proposed.spare.fte=0.5"], [("a", "b", "c")]):
        [(where, said)] = faults_of(lambda: assess(case, rates, no_changes))  # noqa: B023
        assert where == "the changes" and "each place with its value" in said
    shown = run_model("cost", str(case), "--set", "proposed.spare.fte")
    assert shown.returncode == 2 and "no equals sign after a place" in shown.stderr


def test_the_scenario_that_is_changed_stays_as_it_was(case, rates):
    base = assess(case, rates)
    before, digest = deepcopy(base.document), base.digest
    base.with_changes(CHANGES)
    assert (base.document, assess(case, rates).digest) == (before, digest)


def test_changes_of_what_was_changed_come_after_it(case, rates):
    twice = assess(case, rates).with_changes({"proposed.new.id": "lead"}).with_changes({"proposed.lead.grade": "23"})
    assert twice.digest == assess(case, rates, {"proposed.new.id": "lead", "proposed.new.grade": "23"}).digest
    assert len(twice.changes) == 3


def test_a_section_that_no_change_is_in_stays_the_same_object(case):
    document, _ = read_scenario(case)
    changed, _ = with_changes(document, {"proposed.spare.grade": "21"})
    same = {name for name in document.data if changed.data[name] is document.data[name]}
    assert same == set(document.data) - {"proposed"}
    assert changed.data["proposed"][0] is document.data["proposed"][0]


@pytest.mark.long
def test_the_first_scenario_of_the_workbook_is_compared_with_its_own_changes():
    shown = run_model("compare", str(RESOLVED), "--set", "proposed.senior-officer.grade=36-39").stdout
    assert "ICT Senior Officer: grade 35-38 becomes 36-39." in shown
