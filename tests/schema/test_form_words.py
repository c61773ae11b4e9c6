"""Every fault of a scenario in the words of a form, without a key; the command line's is exact."""

import re

import pytest

from model.base.faults import Fault, InputFaults
from model.desk.draft import Draft
from model.schema.changes.values import with_value
from model.schema.load import scenario_of
from model.schema.reading.form_words import NEEDED, faults_in_form_words, in_form_words, place_in_form_words
from model.schema.reading.messages import Validated
from tests.conftest import HOME, faults_of

FTE = "at least 0.01 and at most 1; for several identical posts, state the number of posts"
WRONG = ("xyz, ??", True, -5, {"a": 1}, ["q"])
OF_A_FILE = re.compile(r"\b[a-z]+_[a-z]+\b|\bkeys?\b|YAML|JSON|\bTrue\b|\bFalse\b|\bNone\b|Error\b|[{}]")
TYPED = re.compile(r"found (('[^']*')|(\"[^\"]*\")|\{[^}]*\}|\[[^\]]*\])|spine \w+|such as \S+#Sheet name")


def paths(value, path=()):
    """Every path of a document, each kind of key once."""
    inside = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for step, below in inside:
        yield (*path, step)
        yield from paths(below, (*path, step))


def faults_of_wrong_values(draft, rates, known):
    for path in paths(draft.data):
        for wrong in WRONG:
            document, of_files = draft._loaded.document(with_value(draft.data, path, wrong))
            try:
                scenario_of(document, rates, of_files, known)
            except InputFaults as found:
                yield from found.faults


@pytest.mark.long
@pytest.mark.parametrize("name", ["example-two-funds", "barnet-schools-ict-prices"])
def test_whatever_is_wrong_an_officer_reads_no_word_of_the_file(name, rates):
    draft = Draft.open(HOME / "scenarios" / f"{name}.yaml", rates)
    faults = {fault: in_form_words(fault) for fault in faults_of_wrong_values(draft, rates, Validated())}
    assert len(faults) > 200
    wrong = {
        said
        for fault, said in faults.items()
        if OF_A_FILE.search(TYPED.sub("", said)) and fault.path[-1:] != ("spine",)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    "path, found, expected, nearest, said",
    [
        (
            ("proposed", 0, "fte"), "8", f"{FTE} (number)", "",
            f"found 8; expected {FTE}.",
        ),
        (
            ("proposed", 0, "allowances", 0), "the keys name, a_week and sum", "a_week beside a rate", "",
            "expected \u201cTimes a week\u201d beside a rate.",
        ),
        (("proposed", 0, "vacant"), "true", "text", "", "found yes; expected text."),
        (
            ("people", "rule"), "'x_y'", "the section term_time", "",
            "found 'x_y'; expected the section \u201cTerm-time working\u201d.",
        ),
        (("proposed", 0, "grad"), "the unknown key 'grad'", "one of these keys: grade or reports_to", "grade",
         "found a field that the workbook does not have: 'grad'; expected one of grade or \u201cReports to\u201d. "
         "Did you mean Grade?"),
    ],
)  # fmt: skip
def test_a_field_is_named_by_its_title_and_what_was_typed_stays(path, found, expected, nearest, said):
    assert in_form_words(Fault("f.yaml", 3, "proposed post 1", found, expected, nearest, path=path)) == said


def test_choices_with_commas_of_their_own_are_told_apart_by_semicolons(write_scenario, rates):
    fault = Fault("f", 1, "", "'x'", "published, derived, recalled or assumed", path=("on_costs", "lgps", 0, "status"))
    assert in_form_words(fault).startswith("found 'x'; expected one of these: ")


def test_what_is_left_out_is_needed(write_scenario, rates):
    [fault] = faults_of(write_scenario((", fate: deleted", "")), rates)
    assert in_form_words(fault) == NEEDED
    assert in_form_words(Fault("f.yaml", 1, "present", "nothing", "Present posts: a list", path=("present",))) == NEEDED


def test_a_place_is_named_by_titles():
    assert place_in_form_words(("present",)) == "present posts"
    assert place_in_form_words(("proposed", 2, "reports_to")) == "proposed 3, reports to"
    assert place_in_form_words(("proposed", 2, "fte")) == "proposed 3, FTE"


def test_what_the_command_line_says_names_the_key_and_its_place(write_scenario, rates):
    path = write_scenario(("{id: principal,", "{id: principal, fte: 8,"))
    [fault] = faults_of(path, rates)
    assert str(fault).endswith(f"fte: found 8; expected {FTE} (number).")
    [line] = faults_in_form_words([fault])
    assert line.startswith(f"scenario.yaml, line {fault.line}: present 1, FTE: found 8;") and "(number)" not in line


@pytest.mark.parametrize("wrong", [{"a": 1}, ["q"]])
def test_a_post_called_by_a_list_is_a_fault_and_no_crash(wrong, rates):
    draft = Draft.open(HOME / "scenarios" / "example-childrens-service.yaml", rates)
    for path in (("present", 0, "id"), ("holders", 0, "post"), ("on_costs", "employer_ni_carried_forward", 0, "from")):
        document, of_files = draft._loaded.document(with_value(draft.data, path, wrong))
        with pytest.raises(InputFaults) as found:
            scenario_of(document, rates, of_files, Validated())
        assert path in {fault.path[: len(path)] for fault in found.value.faults}
