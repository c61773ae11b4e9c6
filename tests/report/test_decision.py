"""The short report: what it asks, that each figure in it is its pack's own, and how Word and readers take it."""

import csv
import json
import re
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from model.assessment.assess import assess, assess_scenario
from model.base.money import half_up, pounds
from model.control.sign_off import control_state
from model.disclosure.public_figures import public_assessment
from model.report.decision.blocks import Paragraph, Rows
from model.report.decision.brief import Brief, unfilled
from model.report.decision.costed_options import costed_options, of_the_public
from model.report.decision.outline import HEADINGS, paper
from model.report.decision.risks import NO_RANGES
from model.report.pack.certificate import certificate, certificate_page
from model.report.pack.ready import not_ready
from model.report.tables.how_sure import AT_P10, AT_P90, how_sure_tables
from tests.conftest import AS_PUBLISHED, HOME, RESOLVED, SCENARIOS, change_scenario, faults_of

TWO_FUNDS = HOME / "scenarios" / "example-two-funds.yaml"
CHILDRENS = HOME / "scenarios" / "example-childrens-service.yaml"
MONEY = re.compile(r"£\d{1,3}(?:,\d{3})*(?:\.\d\d)?")
CALL_IN = "The time for call-in ends"


def brief_of(path) -> Brief:
    whole = assess(path)
    return Brief(whole, (), control_state(path, whole, with_log=False), costed_options(whole))


def decided(write_scenario, **decision) -> Brief:
    """The Barnet case with another decision."""
    return brief_of(write_scenario(decision={"kind": "officer"} | decision))


def lines_of(brief) -> list[str]:
    return ["".join(map(str, line)) for line in paper(brief).lines()]


def table(of, key) -> Rows:
    [rows] = [block for part in of.parts for block in part.blocks if isinstance(block, Rows) and block.key == key]
    return rows


def text_of(path) -> str:
    return "\n".join(
        "".join(word.text or "" for word in paragraph.iter(qn("w:t")))
        for paragraph in Document(str(path)).element.body.iter(qn("w:p"))
    )


def known_amounts(folder, options) -> set[str]:
    """Every amount of a pack: its records, the tables that it has as CSV, its named quantities, and the options'."""
    amounts = [record["amount"] for record in json.loads((folder / "results.json").read_text("utf-8"))]
    for file in folder.glob("tables/*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.reader(rows):
                amounts += [float(cell) for cell in row if re.fullmatch(r"-?\d+(\.\d+)?", cell)]
    amounts += [quantity.amount for option in options for quantity in option.assessment.quantities.values()]
    known = {pounds(abs(amount), pence=pence) for amount in amounts for pence in (True, False)}
    for file in folder.glob("tables/*.csv"):  # of sentences and texts in cells
        known.update(MONEY.findall(file.read_text(encoding="utf-8")))
    return known


def if_otherwise(folder, of) -> set[str]:
    """The full-year effect with what each end of a range changes it by, as the table of sensitivity has that."""
    found, stated = set(), of.quantities["full_year_effect"].amount
    for file in folder.glob("tables/*sensitivity.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                ends = (row.get("Full year, low"), row.get("Full year, high"))  # the chart's table is another
                found |= {pounds(abs(stated + float(end))) for end in ends if end}
    return found


@pytest.mark.long
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_every_amount_of_money_in_the_short_report_is_one_of_its_pack(pack_of, scenario):
    """``results.json`` has it, or a table or a named quantity of the same pack; nothing is worked out for the paper."""
    pack, whole = pack_of(scenario), assess(scenario)
    for folder, options in (
        (pack, costed_options(whole)),
        (pack / "public", of_the_public(costed_options(whole))),
    ):
        if not (folder / "decision.docx").is_file():
            continue
        of = whole if folder == pack else public_assessment(whole.scenario, whole.rates)
        named = {pounds(abs(q.amount), pence=q.pence) for q in of.quantities.values()}
        page = (folder / "report.html").read_text(encoding="utf-8")
        known = known_amounts(folder, options) | named | set(MONEY.findall(page)) | if_otherwise(folder, of)
        printed = set(MONEY.findall(text_of(folder / "decision.docx")))
        assert printed and printed - known == set()
        assert "£987,654,321" not in known


@pytest.mark.parametrize(("key", "structure"), [("present_cost", "do_nothing"), ("proposed_cost", "proposed")])
def test_its_costs_are_those_of_the_results(barnet, key, structure):
    """The record of the results by its own names, and not by the quantity that the paper reads."""
    [record] = [
        record
        for record in json.loads(barnet.results)
        if (record["structure"], record["basis"], record["year"], record["element"])
        == (structure, "top", "2010/11", "total")
    ]
    of = paper(brief_of(RESOLVED))
    rows = {row[0]: row[2] for row in table(of, "money").rows}
    assert rows[barnet.quantities[key].name] == pounds(half_up(record["amount"]))


def test_the_decision_sought_says_what_from_when_at_what_cost_and_who_pays():
    """Worked by hand in tests/worked_examples and docs/method: £395,151 becomes £404,298, so £9,147 more."""
    [sought] = [part for part in paper(brief_of(RESOLVED)).parts if part.key == "sought"]
    said = "".join(map(str, sought.blocks[0].line))
    assert said.startswith("That 11 present posts become 11 from 1 December 2010 (an assumed date).")
    assert "£9,147 more than the present posts (2010/11 rates, top of grade, on-costs included)" in said
    assert said.endswith("paid from income from the schools that buy the service.")


def test_the_money_and_its_source_come_before_any_story():
    box = {label: "".join(map(str, line)) for label, line in paper(brief_of(RESOLVED)).box}
    assert box["Budget needed"] == "£9,147 more in a full year and £3,049 more in 2010/11"
    assert box["Spending"].startswith("£41,691 more in a full year")
    assert box["Paid from"] == "Income from the schools that buy the service"
    assert box["Agreed by Finance"] == "15 November 2010; the costing that was cleared is not recorded"


def test_a_change_that_costs_nothing_is_not_said_to_need_anything():
    lines = lines_of(brief_of(HOME / "scenarios" / "ict-competences-primary.yaml"))
    assert "Nothing more in a full year or in 2010/11" in lines
    assert "note that the change is cost-neutral in a full year, and in 2010/11;" in lines


def test_funds_that_the_scenario_names_pay_and_others_are_left_to_fill(write_small):
    box = dict(paper(brief_of(TWO_FUNDS)).box)
    assert box["Paid from"] == ("General Fund and Dedicated Schools Grant",)
    [source] = dict(paper(brief_of(write_small())).box)["Paid from"]
    assert str(source) == "[To fill: where the money comes from]"


@pytest.mark.parametrize(
    ("kind", "asked", "called_in"),
    [
        ("officer", "The decision-maker is asked to:", False),
        ("head_of_paid_service", "The Head of Paid Service is asked to:", False),
        ("cabinet_member", "The Cabinet member is asked to:", True),
        ("cabinet", "Cabinet is recommended to:", True),
        ("committee", "The committee is recommended to:", False),
    ],
)
def test_who_decides_sets_the_words_and_whether_there_is_call_in(write_scenario, kind, asked, called_in):
    lines = lines_of(decided(write_scenario, kind=kind))
    assert asked in lines and (CALL_IN in lines) == called_in


def test_an_officers_decision_that_can_be_called_in_has_its_time(write_scenario):
    assert CALL_IN in lines_of(decided(write_scenario, called_in=True))


def test_nobody_calls_in_what_is_not_the_executives(write_scenario, rates):
    [fault] = faults_of(write_scenario(decision={"kind": "committee", "called_in": True}), rates)
    assert "no call-in" in fault.expected


def test_without_a_decision_stated_nobody_is_named_as_the_decision_maker(write_small):
    brief = brief_of(write_small())
    assert "[To fill: who decides]" in lines_of(brief) and brief.for_whom.asked == "The decision-maker is asked to:"


def test_parts_have_the_councils_headings_and_order_and_none_is_lost(write_scenario):
    outline = [{"part": "money", "heading": "Use of resources"}, {"part": "sought"}]
    parts = paper(decided(write_scenario, outline=outline)).parts
    assert [part.heading for part in parts[:3]] == ["Use of resources", "Decision sought", "Recommendations"]
    assert sorted(part.key for part in parts) == sorted(HEADINGS)


def test_a_recommendation_names_a_part_by_the_councils_own_heading(write_scenario):
    lines = lines_of(decided(write_scenario, outline=[{"part": "risks", "heading": "What may go wrong"}]))
    assert any("“What may go wrong”" in line for line in lines)


def test_what_was_written_is_printed_and_what_was_not_is_counted(write_scenario):
    brief = decided(write_scenario, written=[{"place": "finance", "text": "Finance agrees."}])
    assert "Finance: Finance agrees." in lines_of(brief)
    assert unfilled(brief.assessment.scenario) == ["legal comments"]
    assert unfilled(brief_of(RESOLVED).assessment.scenario) == ["Finance comments", "legal comments"]


def test_without_the_comments_of_finance_and_legal_nothing_is_ready_to_publish(write_scenario, tmp_path):
    path = write_scenario(decision={"kind": "officer", "written": [{"place": "legal", "text": "Legal agrees."}]})
    found = assess(path)
    control = control_state(path, found, with_log=False)
    made = certificate(found, found.checks, control, path.name)
    assert made.unfilled == ("Finance comments",)
    assert "Not ready to publish. In the short report 1 place is still to be filled: Finance comments." in (
        certificate_page(made)
    )
    stops = [line for line in not_ready(path, tmp_path, found, control) if "short report" in line]
    assert stops == ["The short report has no Finance comments yet. Write them in the section decision, under written."]


def test_an_exempt_text_leaves_its_place_to_fill_in_public(write_scenario, rates):
    written = [{"place": "legal", "text": "Of one person.", "exempt": True}]
    whole = decided(write_scenario, written=written).assessment
    assert "Of one person." in "".join(lines_of(Brief(whole)))
    public = "".join(lines_of(Brief(public_assessment(whole.scenario, rates))))
    assert "Of one person." not in public and "Legal: [To fill: legal comments]" in public


def test_an_option_is_costed_as_a_scenario_of_its_own_would_be(tmp_path, write_scenario):
    change = ("ICT Senior Engineer, grade: 31-34", "ICT Senior Engineer, grade: 26-29")
    own = tmp_path / "own.yaml"
    own.write_text(change_scenario(change), encoding="utf-8")
    option = {"title": "Lower", "changes": ["proposed.senior-engineer.grade = 26-29"], "for": "Cheaper."}
    of = paper(decided(write_scenario, options=[option]))
    nothing, proposed, lower = table(of, "options").rows
    assert nothing[1:3] == ("£0", "£0") and proposed[1] == "+£9,147"
    effects = assess(own).quantities
    assert lower[:4] == ("Lower", effects["full_year_effect"].printed, effects["in_year_effect"].printed, "Cheaper.")


def test_every_fault_of_an_option_is_said_at_the_option(write_scenario, rates):
    options = [
        {"title": "A", "changes": ["proposed.senior-engineer.grade = 31-340"]},
        {"title": "B", "changes": ["no place"]},
        {"title": "C", "changes": ["proposed.senior-enginer.grade = 31-33"]},
    ]
    faults = faults_of(write_scenario(decision={"kind": "officer", "options": options}), rates)
    assert [fault.where for fault in faults] == [f"decision, options {n}, changes" for n in (1, 2, 3)]
    assert "Did you mean senior-engineer?" in str(faults[-1])


def test_small_numbers_of_people_are_kept_back_in_public_alone(rates):
    """Barnet: 2 people are ring-fenced and 8 assimilated; 2 is less than 5, and 10 − 8 would give it away."""
    whole = brief_of(RESOLVED)
    people = [row[2] for row in table(paper(whole), "workforce").rows]
    assert people == ["2", "8", "0", "10"]
    public = Brief(public_assessment(whole.assessment.scenario, rates))
    assert [row[2] for row in table(paper(public), "workforce").rows] == ["[c]", "[c]", "0", "10"]


@pytest.mark.long
def test_where_printed_parts_miss_a_sum_the_table_of_years_says_so():
    """2025/26: −£15,245 and £70,128 make £54,883, and £54,884 is printed; 2026/27 misses by £1 the other way."""
    years = table(paper(brief_of(CHILDRENS)), "mtfs")
    assert years.rows[0][1:4] == ("−£15,245", "+£70,128", "+£54,884")
    assert "in “2025/26 (this year)”, “Net in the year” is £1 more than its printed parts come to" in years.note


def test_a_cost_that_is_borne_once_is_not_said_to_be_of_every_year():
    [once] = [row for row in table(paper(brief_of(CHILDRENS)), "money").rows if row[0] == "One-off cost of the change"]
    assert once[1] == "all years shown"


def test_what_was_drawn_is_said_with_its_tenths_and_not_that_no_range_is_stated(rates):
    """The figures are those of the table of draws; the public paper has neither."""
    of = assess(HOME / "scenarios" / "example-schools-it-service.yaml")
    spread = next(table for table in how_sure_tables(of) if table.key == "how_sure")
    (low, high), (least, most) = ([dict(spread.page_rows()[n])[at] for at in (AT_P10, AT_P90)] for n in (0, -1))
    said = "\n".join(lines_of(Brief(of)))
    assert "The figures that are not known were drawn at random 4,000 times." in said
    assert f"In eight draws of ten the full-year effect is between {low} and {high}, and the effect" in said
    assert f"the effect in all the years shown is between {least} and {most}." in said
    assert NO_RANGES not in said
    public = "\n".join(lines_of(Brief(public_assessment(of.scenario, rates))))
    assert "draws" not in public and low not in public


def test_ring_fences_beyond_those_that_are_given_are_counted(rates):
    of = assess(CHILDRENS)
    [fence] = of.scenario.ring_fences
    more = of.scenario.model_copy(update={"ring_fences": (fence,) * 5})
    said = lines_of(Brief(assess_scenario(more, rates)))
    assert sum(line.startswith("Ring-fence, ") for line in said) == 2
    assert "3 further ring-fences are in the technical annex." in said


def test_the_public_paper_has_no_control_sheet_and_no_one_off_cost(rates):
    whole = assess(CHILDRENS)
    public = "\n".join(lines_of(Brief(public_assessment(whole.scenario, rates))))
    once = whole.quantities["one_off_cost"].printed
    assert once in "\n".join(lines_of(Brief(whole))) and once not in public
    assert "Kept back from the public figures" in public


def test_a_costing_that_is_blocked_says_so_before_anything_else():
    blocked = replace(brief_of(AS_PUBLISHED), blocked="Not cleared: 2 blocking checks fail.")
    assert paper(blocked).marks[0].startswith("Not cleared")


def test_no_paragraph_of_it_names_a_table_that_it_does_not_have():
    of = paper(brief_of(TWO_FUNDS))
    keys = {word.key for line in of.lines() for word in line if hasattr(word, "key")}
    assert keys <= set(of.numbers())
    assert [block for part in of.parts for block in part.blocks if isinstance(block, Paragraph)]
