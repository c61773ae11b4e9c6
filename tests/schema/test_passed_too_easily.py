"""What once passed without a word: approvals still to come, tolerances that nothing misses, reasons that give none."""

import shutil

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.schema.load import load_scenario
from model.schema.sections.leavers import Approval
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import _is_decided, _says_something
from model.schema.sections.shape import models_in
from tests.conftest import HOME, faults_of, small

COUNCIL = HOME / "scenarios" / "fictional-council.yaml"


@pytest.fixture
def council(tmp_path, rates):
    """Faults of the invented council's file with one text replaced; its folder stands beside it."""

    def council(old, new, file="fictional-council.yaml"):
        shutil.copytree(COUNCIL.with_suffix(""), tmp_path / "fictional-council")
        text = COUNCIL.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path = tmp_path / file
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputFaults) as raised:
            load_scenario(path, rates)
        return raised.value.faults

    return council


GIVEN = "approval: {by: head of service, on: 2024-10-21, reference: decision 17 (invented)}"


@pytest.mark.parametrize(
    "words", ["not approved yet", "Head of service, 21 October 2024", "pending", "yes", "TBC"]
)  # fmt: skip
def test_an_approval_in_words_alone_is_refused_and_its_parts_are_asked_for(council, words):
    [fault] = council(GIVEN, f'approval: "{words}"')
    assert fault.where == "one_off, leavers 1, approval"
    assert "who gave it (by)" in fault.expected and "recorded (reference)" in fault.expected


@pytest.mark.parametrize("part", ["by", "reference"])
@pytest.mark.parametrize(
    "words",
    ["not yet", "pending", "awaiting full council", "tbc", "subject to call-in", "to be minuted", "?", "  ", "n/a"],
)
def test_an_approval_that_is_still_to_come_is_none(part, words):
    with pytest.raises(ValueError, match=r"made|stand-in"):
        Approval.model_validate({"by": "full council", "on": "2024-10-21", "reference": "minute 4", part: words})


def test_an_approval_after_the_money_has_gone_is_refused(council):
    [fault] = council(GIVEN, GIVEN.replace("2024-10-21", "2025-01-02"))
    assert "approval (by 'head of service', on '2025-01-02', reference" in fault.found
    assert "dated on or before the day of payment" in fault.expected


@pytest.mark.parametrize("words", ["Nottingham full council", "committee no. 12", "Cabinet, minute 4/10"])
def test_words_of_a_decision_that_look_alike_are_taken(words):
    assert _is_decided(words) == words


@pytest.mark.parametrize("words", ["", "   ", "?", "-", "\u2013", "...", "n/a", "N.A.", "none", "tbc", "TBC: ask",
                                   "to be confirmed", "todo", "unknown", "xxx"])  # fmt: skip
def test_a_reason_that_gives_none_is_refused(words):
    with pytest.raises(ValueError, match="stand-in"):
        _says_something(words)


@pytest.mark.parametrize(
    "words", ["A", "Invented.", "Report 1176, paragraph 5.2", "Not stated in the report; the nearest"]
)
def test_a_reason_in_words_is_taken(words):
    assert _says_something(words) == words


def test_a_blank_accepts_no_recalled_grades(tmp_path, rates):
    """A blank is refused where it stands: nothing is unlocked by it."""
    text = (HOME / "scenarios" / "north-yorkshire-schools-ict.yaml").read_text(encoding="utf-8")
    start = text.index("  accept_recalled_grades:")
    end = text.index("\n\n", start)
    path = tmp_path / "case.yaml"
    path.write_text(f'{text[:start]}  accept_recalled_grades: "   "{text[end:]}', encoding="utf-8")
    with pytest.raises(InputFaults) as raised:
        load_scenario(path, rates)
    assert "pay, accept_recalled_grades" in [fault.where for fault in raised.value.faults]


def sections(model, seen):
    """Every section that a scenario can hold."""
    for field in model.model_fields.values():
        for one in models_in(field.annotation):
            if one not in seen:
                seen.add(one)
                sections(one, seen)
    return seen


def test_every_reason_source_and_piece_of_evidence_refuses_a_stand_in():
    """Over every section of a scenario: no field of that name is a plain text."""
    asking = {"reason", "source", "evidence", "accept_recalled_grades", "pay_reason", "funded_by", "owner", "reviewer"}
    plain = [
        f"{model.__name__}.{name}"
        for model in sections(Scenario, set())
        for name, field in model.model_fields.items()
        if name in asking and _says_something.__name__ not in repr(field.metadata) + repr(field.annotation)
    ]
    assert plain == []


def test_a_tolerance_that_any_total_would_meet_is_refused(write, rates):
    """1% of the smaller of £40,000 and £50,000 is £400."""
    published = [{"measure": name, "amount": amount, "source": "A test."}
                 for name, amount in (("present_cost", 40_000), ("proposed_cost", 50_000))]  # fmt: skip
    tried = {"basis": "top", "lgps_rate": "20%", "ni_year": "2024/25", "employer_ni": "none", "unlisted_post": "none"}
    tried = {key: [{"use": use, "reason": "A test."}] for key, use in tried.items()}

    def made(tolerance):
        return write(small(published=published, reconcile={"tolerance": tolerance, "hypotheses": tried}))

    for tolerance in (1e9, 400.01):
        [fault] = faults_of(made(tolerance), rates)
        assert fault.where == "reconcile, tolerance"
        assert "£400.00, 1% of the smaller published total" in fault.expected
    assert assess(made(400), rates).reconciled.tolerance == 400


def test_a_month_that_one_line_lacks_is_told_with_the_line(write_small, rates):
    lines = [{"line": "Pay", "amount": 45_000}, {"line": "Travel", "amount": 500, "covers": "non-pay"}]
    actuals = [{"month": f"2024-{month:02d}", "line": line, "amount": 10}
               for line in ("Pay", "Travel") for month in (4, 5, 6)]  # fmt: skip
    budget = {"year": "2024/25", "lines": lines, "actuals_to": "2024-06"}
    del actuals[4]  # Travel in May
    [fault] = faults_of(write_small(budget={**budget, "actuals": actuals}), rates)
    assert (fault.where, fault.found) == ("budget, actuals", "no actual for Travel in May 2024")
    actuals.append({"month": "2024-05", "line": "Travel", "amount": 0})
    assert load_scenario(write_small(budget={**budget, "actuals": actuals}), rates)


LEAVES = "age: 48, complete_years: 12, annual_pay: 34200,"


@pytest.mark.parametrize(
    ("pay", "found"),
    [
        ("annual_pay: 342000,", "£342,000 a year"),
        ("annual_pay: 2850,", "£2,850 a year"),
        ("weekly_pay: 34200,", "£34,200 a week, which is £1,778,400 a year"),
    ],
    ids=["ten times", "a month's", "a year's as a week's"],
)
def test_a_leavers_pay_is_that_of_the_post_that_is_left(council, pay, found):
    [fault] = council(LEAVES, LEAVES.replace("annual_pay: 34200,", pay))
    assert fault.found == found
    assert "the pay of the post that the leaver leaves" in fault.expected and "within 10%" in fault.expected


def test_another_pay_stands_with_its_reason_and_is_disclosed(tmp_path, rates):
    text = COUNCIL.read_text(encoding="utf-8")
    shutil.copytree(COUNCIL.with_suffix(""), tmp_path / "fictional-council")
    path = tmp_path / "case.yaml"
    reason = "pay_reason: A claim for equal pay was settled."
    path.write_text(text.replace(LEAVES, f"{LEAVES.replace('34200', '44200')} {reason},"), encoding="utf-8")
    [check] = [check for check in assess(path, rates).checks if check.key == "leavers_pay"]
    assert (check.outcome, check.finding) == ("disclosed", "H28: A claim for equal pay was settled.")


@pytest.mark.parametrize(("hours", "weeks", "pay", "fits"), [
    (18.5, None, 17_157, True), (18.5, None, 34_314, False), (37, 39, 29_644.69, True), (37, 39, 22_000, False)
])  # fmt: skip
def test_hours_and_weeks_count(write_small, rates, hours, weeks, pay, fits):
    """SCP 24 of 2024/25, £34,314: half of full time is £17,157; 39 weeks by ratio earn 0.863924 of it, £29,644.69."""
    post = {"hours": hours, **({"weeks": weeks} if weeks else {}), "fate": "deleted", "to": []}
    leaver = {"post": "old", "leaves_on": "2024-12-31", "age": 40, "complete_years": 5, "annual_pay": pay,
              "funded_by": "reserve", "source": "A test.", **({"paid_weeks": 45.05} if weeks else {})}  # fmt: skip
    scheme = {"method": "ratio", "weeks_in_year": "365/7", "leave_days": 35, "source": "A test."}
    path = write_small(post, {"filled_by": "open"}, one_off={"leavers": [leaver]}, term_time=scheme)
    if fits:
        assert load_scenario(path, rates)
    else:
        assert ["the pay of the post that the leaver leaves" in fault.expected for fault in faults_of(path, rates)] == [
            True
        ]
