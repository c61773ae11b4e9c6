"""The page for the recognised unions, by section 188(4): what it says, what it leaves to fill, what it keeps back."""

import re
from datetime import date, timedelta

import pytest

from model.assessment.assess import assess
from model.report.pack.numbered import numbered_page
from model.report.people.consultation import PROMPTS, consultation_page
from tests.conftest import SCENARIOS, small

FIRST = date(2026, 3, 31)


def many(number, chiefs=1, chiefs_leaving=0, **consultation):
    """A scenario of 130 officers, of whom some are dismissed, and of one chief or several, of whom some may be."""
    made = small(change="2026-04-01")
    made["years"] = {"first": "2025/26", "last": "2026/27"}
    made["dates"]["decision"] = "2026-01-15"
    rate = {"rate": "20%", "source": "A", "reason": "B"}
    made["on_costs"]["lgps"] = [{"from": "2025-04-01", "to": "2027-03-31", **rate}]
    held = {"grade": 24, "fate": "deleted"}
    made["present"] = [
        {"id": "officer", "title": "Officer", "number": 130, **held,
         "holders": [{"ref": f"O{one}"} for one in range(130)]},
        {"id": "chief", "title": "Chief", "number": chiefs, **held,
         "holders": [{"ref": f"C{one}"} for one in range(chiefs)]},
    ]  # fmt: skip
    made["proposed"] = [{"id": "new", "title": "New", "grade": 24, "filled_by": "open"}]
    paid = {"age": 40, "complete_years": 3, "annual_pay": 36000, "pay_reason": "A test.", "funded_by": "A fund",
            "source": "A test."}  # fmt: skip
    leaving = [f"O{one}" for one in range(number)] + [f"C{one}" for one in range(chiefs_leaving)]
    days = [FIRST + timedelta(days=place // 10) for place in range(len(leaving))]
    leavers = [{"holder": ref, "leaves_on": str(day), **paid} for ref, day in zip(leaving, days, strict=True)]
    made["one_off"] = {"leavers": leavers}
    if consultation:
        made["one_off"]["consultation"] = [{"source": "A test.", **consultation}]
    return made


@pytest.fixture
def page_of(write, rates):
    """The words of the page of a scenario, each part under its key."""

    def page_of(scenario):
        paper = consultation_page(assess(write(scenario), rates))
        return paper, {part.key: words_of(part) for part in paper.parts}

    return page_of


def words_of(part):
    """Every word of a part, a table's among them."""
    lines = []
    for block in part.blocks:
        if hasattr(block, "line"):
            lines.append("".join(str(word) for word in block.line))
        else:
            lines += [" | ".join(map(str, row)) for row in (block.header, *block.rows)] + [block.note]
    return "\n".join(lines)


def test_twenty_dismissals_are_consulted_on_30_days_before_and_a_hundred_45(page_of):
    """The first on 31 March 2026: 30 days before is 1 March, 45 days before 14 February."""
    for number, band, by in ((19, "fewer than 20", "none prescribed"), (20, "20 to 99", "1 March 2026"),
                             (100, "100 or more", "14 February 2026")):  # fmt: skip
        _, parts = page_of(many(number))
        assert f"One establishment | {band} | {by} | [To fill: day]" in parts["procedure"]


def test_what_is_recorded_is_printed_and_what_nobody_wrote_is_a_place_to_fill(page_of):
    written = {key: f"Written for {key}." for key in PROMPTS}
    paper, parts = page_of(many(20, began="2026-02-20", notified_on="2026-02-23", **written))
    text = "\n".join(parts.values())
    assert all(words in text for words in written.values())
    assert "| 20 February 2026 | 23 February 2026" in parts["procedure"]
    assert not {place.place for place in paper.places() if not place.text} & set(PROMPTS)
    unwritten, parts = page_of(many(20))
    assert set(PROMPTS) <= {place.place for place in unwritten.places() if not place.text}
    assert all(f"[To fill: {prompt}]" in "\n".join(parts.values()) for prompt in PROMPTS.values())


def test_numbers_that_are_not_small_are_shown_with_their_period(page_of):
    """Twenty of 130 officers, ten a day from 31 March 2026."""
    _, parts = page_of(many(20, chiefs=10))
    assert "Officer | 24 | 130 | 130 deleted | 130 | 20" in parts["numbers"]
    assert "All |  | 140 |  | 140 | 20" in parts["numbers"] and "[c]" not in parts["numbers"]
    assert "Dismissals take effect from 31 March 2026 to 1 April 2026." in parts["procedure"]


def test_one_person_in_a_description_is_kept_back_and_the_total_does_not_give_them_back(page_of):
    """The chief is one person: with or without their dismissal the page is the same but for what all may see."""
    with_chief, without = (page_of(many(20, chiefs_leaving=chief))[1] for chief in (1, 0))
    assert "Chief | 24 | 1 | 1 deleted | [c] | [c]" in with_chief["numbers"]
    assert "All |  | 131 |  | 131 | [c]" in with_chief["numbers"]
    assert with_chief["numbers"] == without["numbers"]
    assert "kept back with the numbers" in with_chief["procedure"]


def test_several_establishments_have_a_row_each_and_their_numbers_are_a_place_to_fill(page_of):
    made = many(40)
    for place, leaver in enumerate(made["one_off"]["leavers"]):
        leaver["establishment"] = "North House" if place < 25 else "South House"
    _, parts = page_of(made)
    assert "North House | 20 to 99 | 1 March 2026" in parts["procedure"]
    assert "South House | fewer than 20 | none prescribed" in parts["procedure"]
    assert "[To fill: numbers by description]" in parts["numbers"]


def test_payments_are_described_as_the_scenario_states_them(page_of):
    made = many(20)
    assert "The scenario states the statutory redundancy payment, and nothing beyond it" in page_of(made)[1]["payments"]
    made["one_off"]["terms"] = {"multiplier": 1.5, "use_actual_weeks_pay": True, "max_weeks": 60, "source": "Policy 7"}
    assert page_of(made)[1]["payments"] == (
        "A redundancy payment is for 1.5 times the statutory weeks, at the actual week\u2019s pay, at most 60 weeks. "
        "The statutory payment is included. Source: Policy 7"
    )


def test_where_nobody_is_dismissed_the_page_says_so_and_prints_no_number_of_people(page_of):
    made = many(1)
    del made["one_off"]
    paper, parts = page_of(made)
    assert "The scenario states no proposed dismissal." in parts["numbers"] and "[c]" not in parts["numbers"]
    assert "Dismissals proposed" not in parts["numbers"]
    assert {"numbers", "payments"} <= {place.place for place in paper.places()}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_holder_is_on_the_page_and_every_paragraph_of_the_act_is(path, rates):
    assessment = assess(path, rates)
    page = numbered_page(consultation_page(assessment))
    text = re.sub(r"<[^>]+>", " ", page)
    for holder in (holder for post in assessment.scenario.present for holder in post.holders):
        if len(holder.ref) > 1:
            assert not re.search(rf"\b{re.escape(holder.ref)}\b", text)
    assert all(f"188(4)({letter})" in text for letter in "abdefg") and "(c)" in text and "(i)" in text
    assert "Not for publication" in text


def test_a_page_is_escaped(rates, write):
    made = many(20)
    made["summary"] = "<script>alert(1)</script> Two posts."
    made["reference"] = '7 </style><b>"& more'
    page = numbered_page(consultation_page(assess(write(made), rates)))
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert page.count("</style>") == 1 and "<b>" not in page
