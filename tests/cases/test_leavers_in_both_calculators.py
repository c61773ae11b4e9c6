"""What leavers are paid once: both calculators agree, on shipped scenarios and on leavers drawn at random."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cases import two_calculators
from tests.cases.test_facts_in_both_calculators import SOURCE, small
from tests.cases.test_second_calculator import SHIPPED

KINDS = ["compulsory", "voluntary", "bumped", "end_of_term", "retirement", "settlement", "redeployed"]
PENSION_AGE = 55


@st.composite
def leavers(draw, ref):
    """A leaver and, of some, the dates of birth and of service in the list of holders."""
    last = date(2024, 12, 31) - timedelta(days=draw(st.sampled_from([0, 0, 16, 61, 200])))
    paid = last + timedelta(days=draw(st.sampled_from([0, 0, 28, 120])))
    holder = {"ref": ref, "point": 22, "lgps_member": draw(st.booleans())}
    if draw(st.booleans()):
        letter = draw(st.sampled_from("CMV"))
        first = {"from": "2024-09-01"} if letter == "V" else {}
        until = {} if letter == "C" else {"to": "2025-01-17"}
        holder["ni_letters"] = [{"letter": letter, **first, **until, "why": "Invented."}]
    leaver = {
        "holder": ref, "kind": draw(st.sampled_from(KINDS)), "leaves_on": last.isoformat(), "paid_on": paid.isoformat(),
        "notice_weeks": draw(st.sampled_from([0, 4, 12])), "untaken_leave_days": draw(st.sampled_from([0, 6.5])),
        "settlement": draw(st.sampled_from([0, 0, 12_000, 35_000])), "funded_by": "Reserve", "pay_reason": "Invented.",
        **SOURCE,
    }  # fmt: skip
    if leaver["kind"] in ("retirement", "end_of_term"):
        leaver["notice_weeks"] = 0
    if leaver["kind"] == "settlement":
        leaver["settlement"] = 40_000
    leaver |= draw(
        st.sampled_from([{"weekly_pay": 633.5}, {"annual_pay": 33_366}, {"annual_pay": 41_000, "paid_weeks": 45}])
    )
    age, years = draw(st.integers(20, 66)), draw(st.integers(0, 30))
    years = min(years, age - 16)
    if draw(st.booleans()):
        leaver |= {"age": age, "complete_years": years}
    else:
        holder["born"] = (last - timedelta(days=int((age + 0.6) * 365.25))).isoformat()
        holder["service_from"] = (last - timedelta(days=int((years + 0.97) * 365.25))).isoformat()
    if age >= PENSION_AGE and holder["lgps_member"]:
        leaver["pension_strain"] = draw(st.sampled_from([0, 21_500]))
    if leaver["kind"] == "redeployed":
        leaver["trial"] = {"job": "Trainer", **draw(st.sampled_from([{}, {"outcome": "kept"}, {"outcome": "left"}]))}
    if draw(st.integers(1, 6)) == 1 and leaver["kind"] in KINDS[:4]:
        leaver["no_redundancy_because"] = "Suitable work was refused."
    if draw(st.integers(1, 6)) == 1:
        leaver["charged_in"] = "2024/25"
    return holder, leaver


@st.composite
def scenarios(draw):
    scenario = small()
    scenario["pay"] |= draw(st.sampled_from([
        {}, {"frequency": "four-weekly", "pay_day": "2024-04-12"}, {"frequency": "weekly", "pay_day": "2024-04-05"},
    ]))  # fmt: skip
    pairs = [draw(leavers(f"L{number}")) for number in range(6)]
    scenario["present"].append({
        "id": "going", "title": "Going", "grade": "20-24", "number": len(pairs), "fate": "deleted",
        "holders": [holder for holder, _ in pairs],
    })  # fmt: skip
    listed = scenario["holders"] = []
    for post in scenario["present"]:  # dates of birth are written in the list of holders alone
        listed += [{**holder, "post": post["id"]} for holder in post.pop("holders", [])]
    terms = draw(st.sampled_from([
        None, {"multiplier": 1.5}, {"multiplier": 2, "use_actual_weeks_pay": True, "max_weeks": 40},
        {"multiplier": 1, "use_actual_weeks_pay": True, "applies_to": ["voluntary"]},
        {"multiplier": 1.4, "offset": False, "max_weeks": 50},
    ]))  # fmt: skip
    scenario["one_off"] = {
        "leavers": [leaver for _, leaver in pairs],
        **({"terms": {**terms, **SOURCE}} if terms else {}),
    }
    for leaver in scenario["one_off"]["leavers"]:
        if leaver["kind"] == "bumped":
            leaver["bumped_by"] = "A"
    return scenario


@pytest.mark.parametrize(
    "path", [path for path in SHIPPED if "\none_off:" in path.read_text(encoding="utf-8")], ids=lambda path: path.stem
)
def test_two_calculators_agree_on_the_leavers_of_a_shipped_scenario(path, rates):
    assert not two_calculators.leavers_of_file(path, rates)


def both_agree(rates, folder, examples):
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scenario=scenarios())
    def agree(scenario):
        found = two_calculators.of_leavers(scenario, folder / "scenario.yaml", rates)
        assert not found, (found, scenario["one_off"], scenario["holders"])

    agree()


def test_two_calculators_agree_on_what_leavers_are_paid(rates, tmp_path):
    both_agree(rates, tmp_path, 8)


@pytest.mark.long
def test_two_calculators_agree_on_what_a_thousand_leavers_are_paid(rates, tmp_path):
    both_agree(rates, tmp_path, 170)
