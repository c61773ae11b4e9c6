"""Everything wrong with an input is said at once, each thing with its file, its line and the nearest valid name."""

import functools
import itertools
import json
import operator
import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.schema.load import load_scenario
from model.schema.sections.scenario import Scenario
from tests.conftest import RESOLVED, faults_of, first_of, line_of, worked_examples


@dataclass(frozen=True)
class Slip:
    """A sound text, what a hurried officer writes instead, what the fault must say, and the text on its line."""

    old: str
    new: str
    says: tuple[str, ...] = ()
    at: str = ""

    def is_told(self, faults, path):
        """Whether a fault says it, on the line where ``at`` stands, or what was written."""
        line = line_of(path.read_text(encoding="utf-8"), self.at or self.new.lstrip("\n"))
        return any(
            fault.file == path.as_posix() and fault.line == line and all(words in str(fault) for words in self.says)
            for fault in faults
        )


def slips(*kinds):
    """The slips of ``slips.csv``: told together with others, alone because they hide others, or made in a posts CSV."""
    return [
        pytest.param(Slip(*(row[side].replace(r"\n", "\n").replace(r"\t", "\t") for side in ("old", "new")),
                          says=tuple(row["says"].split("|")), at=row["at"]), id=row["slip"])
        for row in worked_examples("slips") if row["kind"] in kinds
    ]  # fmt: skip


@pytest.mark.parametrize("slip", slips("together", "alone"))
def test_a_slip_is_named_where_it_is(write_scenario, rates, slip):
    path = write_scenario((slip.old, slip.new))
    faults = faults_of(path, rates)
    assert slip.is_told(faults, path), "\n".join(map(str, faults))


def test_every_slip_of_a_file_is_told_at_once(write_scenario, rates):
    made = {case.id: case.values[0] for case in slips("together")}
    path = write_scenario(*((slip.old, slip.new) for slip in made.values()))
    faults = faults_of(path, rates)
    assert [what for what, slip in made.items() if not slip.is_told(faults, path)] == []
    assert str(InputFaults(faults)).startswith(f"{len(faults)} faults were found; nothing was computed.")


HIDING = [("a number for a date", "a change in another century"), ("years beyond the spine", "a point above the spine")]


@pytest.mark.parametrize("pair", HIDING, ids=" and ".join)
def test_one_fault_does_not_hide_another(write_scenario, rates, pair):
    made = [case.values[0] for case in slips("together", "alone") if case.id in pair]
    path = write_scenario(*((slip.old, slip.new) for slip in made))
    faults = faults_of(path, rates)
    assert all(slip.is_told(faults, path) for slip in made), "\n".join(map(str, faults))


def test_both_places_of_a_repeated_id_are_named(write_scenario, rates):
    path = write_scenario(("{id: senior,", "{id: principal,"))
    first, second = (line_of(path.read_text("utf-8"), f"{{id: principal, title: {who}") for who in ("Pr", "Se"))
    repeated = next(fault for fault in faults_of(path, rates) if "no other post has" in fault.expected)
    assert repeated.line == second and f"{path.as_posix()}, line {first}" in repeated.expected


def test_a_missing_file_is_told_with_the_nearest_name(rates):
    [fault] = faults_of(RESOLVED.with_name("barnet-schools-it.yaml"), rates)
    assert (fault.found, fault.nearest) == ("no such file", RESOLVED.name)


NUMBERS = {
    "number": ("number: 4, fate", "number: {}, fate"),
    "fte": ("vacant: true,", "vacant: true, fte: {},"),
    "hours": ("full_time_hours: 36", "full_time_hours: {}"),
    "customers": ("count: 102", "count: {}"),
    "price step": ("price_step: 1", "price_step: {}"),
    "published": ("amount: 444090", "amount: {}"),
    "tolerance": ("tolerance: 1000", "tolerance: {}"),
    "pension": ("rate: 24.8%\n      status: derived", "rate: {}\n      status: derived"),
}


ODD = [".nan", ".inf", "-.inf", "true", "1e300", "twelve", "[1]"]
SMALLEST = {"number": "0", "fte": "0", "hours": "0", "customers": "0", "price step": "0.0000001", "pension": "-5%"}


@pytest.mark.parametrize(("field", "found"), [*itertools.product(NUMBERS, ODD), *SMALLEST.items()])
def test_what_is_no_sensible_number_is_a_fault(write_scenario, rates, field, found):
    slip = Slip(NUMBERS[field][0], NUMBERS[field][1].format(found))
    path = write_scenario((slip.old, slip.new))
    assert slip.is_told(faults_of(path, rates), path)


SMALL = YAML(typ="safe").load(RESOLVED.read_text(encoding="utf-8"))
del SMALL["notes"], SMALL["assumptions"]
SMALL["present"] = [{"id": "now", "title": "Post", "grade": "22-23", "fate": "assimilated", "to": "then"}]
SMALL["proposed"] = [{"id": "then", "title": "Post", "grade": "22-23", "filled_by": "assimilation"}]


def with_value(place, value):
    """The small scenario as text, with a value put in one place."""
    changed = json.loads(json.dumps(SMALL, default=str))
    *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    functools.reduce(operator.getitem, way, changed)[last] = value
    return json.dumps(changed)


@pytest.mark.parametrize("misfit", worked_examples("misfits"), ids=lambda row: row["misfit"])
def test_what_does_not_fit_is_a_fault_and_told_briefly(tmp_path, rates, misfit):
    path = tmp_path / "scenario.yaml"
    path.write_text(with_value(misfit["place"], json.loads(misfit["value"])), encoding="utf-8")
    assert max(len(str(fault)) for fault in faults_of(path, rates)) < 600


def places(node, way=""):
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield f"{way}{step}"
        yield from places(value, f"{way}{step}/") if isinstance(value, dict | list) else ()


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.dates().map(str) | st.text(max_size=8)
ANYTHING = SIMPLE | st.lists(SIMPLE, max_size=2) | st.dictionaries(st.text(max_size=3), SIMPLE, max_size=2)


@pytest.fixture(scope="module")
def load(rates, tmp_path_factory):
    path = tmp_path_factory.mktemp("anything") / "scenario.yaml"
    return lambda text: load_scenario(path, rates) if path.write_text(text, encoding="utf-8") else None


@given(place=st.sampled_from(sorted(places(SMALL))), value=ANYTHING)
def test_whatever_stands_anywhere_a_scenario_loads_or_says_what_is_wrong(load, place, value):
    try:
        assert isinstance(load(with_value(place, value)), Scenario)
    except InputFaults as told:
        assert told.faults


BACKWARDS = {"from": "2025-03-31", "to": "2024-04-01", "rate": "20%", "source": "A"}
AWARD = {"from": "2025-04-01", "to": "2026-03-31", "reason": "A"}
ONE_OF_THREE = "expected exactly one of percent, flat and by_point."
RULES = {
    "days the wrong way round": (
        {"on_costs": {"lgps": [BACKWARDS]}},
        "found the keys from ('2025-03-31') and to ('2024-04-01'); "
        "expected a last day (to) on or after the first (from).",
    ),
    "two of which one is wanted": (
        {"pay": {**SMALL["pay"], "awards": [{**AWARD, "percent": "3%", "flat": 500}]}},
        f"found the keys percent ('3%') and flat (500); {ONE_OF_THREE}",
    ),
    "none of those wanted": (
        {"pay": {**SMALL["pay"], "awards": [AWARD]}},
        f"found the keys from, to and reason; {ONE_OF_THREE}",
    ),
}
"""Sections that are each at odds with one rule, and what is said of them."""


@pytest.mark.parametrize(("sections", "said"), RULES.values(), ids=RULES.keys())
def test_a_rule_of_a_section_shows_the_values_that_it_is_about(load, sections, said):
    with pytest.raises(InputFaults) as told:
        load(json.dumps({**SMALL, **sections}, default=str))
    assert said in [fault.said for fault in told.value.faults]


IN_THE_LIBRARYS_WORDS = re.compile("Input should|Unable to|Value error|Assertion|Field required|String should|Extra in")
ODD = {"thousands of figures": "9" * 5000, "a vast number": 1e300, "half of a pair of characters": "\ud800"}


@pytest.mark.parametrize("value", first_of(ODD.values()), ids=ODD.keys())
def test_no_fault_is_in_the_words_of_the_library_that_found_it(load, value):
    told = []
    for place in places(SMALL):
        try:
            load(with_value(place, value))
        except InputFaults as refused:
            told += refused.faults
    assert told
    assert [str(fault) for fault in told if IN_THE_LIBRARYS_WORDS.match(fault.expected)] == []


BARE = {
    "nothing": b"", "a list": b"- a\n- b\n", "a word": b"hello", "a NUL": b"format: 1\x00",
    "a key that is a number": b"1: x", "a key that is null": b"null: x", "a key that is a list": b"? [a]\n: x",
    "a key merged in": b"<<: {format: 1}", "an alias of nothing": b"title: *x", "UTF-16": "a: 1".encode("utf-16"),
    "two documents": b"a: 1\n---\nb: 1", "a strange tag": b"title: !!python/name:os.system x",
}  # fmt: skip


@pytest.mark.parametrize("content", BARE.values(), ids=BARE.keys())
def test_yaml_that_is_no_scenario_is_told(tmp_path, rates, content):
    path = tmp_path / "scenario.yaml"
    path.write_bytes(content)
    assert {fault.file for fault in faults_of(path, rates)} == {path.as_posix()}


POSTS_CSV = """id,title,grade,number,fte,fate,to,vacant
principal,Principal ICT Officer,42-45#47,1,1,ring-fenced,assistant-manager; senior-officer,
senior,Senior ICT Officer,35-38#41,,,ring-fenced,assistant-manager;senior-officer,
electrical-technician,Electrical Technician,22 – 23,2,,assimilated,electrical-tester,
support-technician,1st/2nd Line ICT Support Technician,18 – 28,4,,assimilated,support-officer,
hardware-technician,AVA/ICT Hardware Technician,25 – 28,1,1,assimilated,hardware-engineer,
deputy-manager,Deputy Technical Manager,32 - 34,,,assimilated,senior-hardware-engineer,
ict-technician,ICT Technician,19 – 27,,,deleted,,true
"""


def write_posts(write_scenario, text, encoding="utf-8"):
    scenario = write_scenario(present="posts.csv")
    posts = scenario.with_name("posts.csv")
    posts.write_bytes(text.encode(encoding))
    return scenario, posts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_posts_in_a_csv_cost_what_they_do_in_yaml(write_scenario, rates, barnet, ends, encoding):
    scenario, _ = write_posts(write_scenario, POSTS_CSV.replace("\n", ends), encoding)
    assert assess(scenario, rates).results == barnet.results


@pytest.mark.parametrize("slip", slips("posts.csv"))
def test_a_slip_in_a_csv_is_named_where_it_is(write_scenario, rates, slip):
    assert POSTS_CSV.count(slip.old) == 1
    scenario, posts = write_posts(write_scenario, POSTS_CSV.replace(slip.old, slip.new))
    faults = faults_of(scenario, rates)
    assert slip.is_told(faults, posts), "\n".join(map(str, faults))


def test_slips_in_the_csv_and_in_the_yaml_are_told_together(write_scenario, rates):
    _, posts = write_posts(write_scenario, POSTS_CSV.replace("22 – 23", "22-Jan"))
    scenario = write_scenario(("basis: top\n", "basis: topp\n"), present="posts.csv")
    assert {(fault.file, fault.where) for fault in faults_of(scenario, rates)} == {
        (posts.as_posix(), "present 3, grade"), (scenario.as_posix(), "costing, basis")}  # fmt: skip


def test_a_csv_that_is_not_there_is_told_where_it_is_named(write_scenario, rates):
    scenario = write_scenario(present="posts.csv")
    slip = Slip("", "present:", says=("'posts.csv'", "a CSV file beside the scenario"))
    assert slip.is_told(faults_of(scenario, rates), scenario)


def test_a_csv_as_excel_saves_it_is_told_if_it_cannot_be_read(write_scenario, rates):
    """Excel's plain CSV is not UTF-8: its dash is one byte, 0x96."""
    scenario, posts = write_posts(write_scenario, POSTS_CSV, "cp1252")
    assert posts.as_posix() in {fault.file for fault in faults_of(scenario, rates)}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("number", 0, "expected a number, at least 1 and at most 500."),  # the tighter of two limits of each kind
        ("fte", 0, "at least 0.01 and at most 1"),
        ("cover_a_month", 1e13, "expected a number, at least 0 and at most 100,000."),
    ],
)
def test_a_number_out_of_its_limits_is_told_the_tightest_of_them(write_small, rates, key, value, says):
    assert any(says in str(fault) for fault in faults_of(write_small(None, {key: value}), rates))


def test_a_number_beyond_every_amount_is_told_the_limit_that_it_breaks(write_small, rates):
    """£1,000,000,000,000 is the most of any number that has no tighter limit."""
    [fault] = faults_of(write_small(published=[{"measure": "present_cost", "amount": 1e13, "source": "A"}]), rates)
    assert fault.expected == "a number, at most 1,000,000,000,000"
