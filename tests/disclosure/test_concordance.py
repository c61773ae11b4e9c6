"""One name, one value: what every paper of every pack says is read back and compared.

Page one in HTML and Word, the certificate, the notebook, the tables, the public page and the desk's tiles print the
named quantities; each must be the same wherever it stands, and no amount stands in a sentence that is in no table.
"""

import csv
import json
import re

import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.base.money import half_up
from model.desk.panels.results import TILES, _tiles
from model.disclosure.public_figures import public_assessment
from model.report.page_one import headline
from tests.conftest import SCENARIOS
from tests.disclosure.told import Annex, Page, key_figures, money_in, notebook_text

pytestmark = pytest.mark.long
TIMELINE_OF = {
    "present_cost": "do_nothing",
    "proposed_cost": "proposed",
    "full_year_effect": "full_year_effect",
    "in_year_effect": "part_year_effect",
}


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda path: path.stem)
def case(request, rates, pack_of):
    """A scenario's assessment, its public one, and its pack."""
    whole = assess(request.param, rates)
    return whole, public_assessment(whole.scenario, rates), pack_of(request.param)


@pytest.fixture(scope="module")
def papers(case):
    """Name to what is read of each paper of the whole pack and of the public one."""
    _, _, pack = case
    return {
        name: Annex(pack / name) if name.endswith("docx") else Page((pack / name).read_text(encoding="utf-8"))
        for name in ("report.html", "report.docx", "public/report.html", "public/report.docx")
    }


def test_each_quantity_has_one_printed_value_in_every_paper(case, papers):
    whole, public, pack = case
    for assessed, names in (
        (whole, ("report.html", "report.docx")),
        (public, ("public/report.html", "public/report.docx")),
    ):
        told = {one.name: one.printed for one in assessed.quantities.values() if one.in_short}
        assert len(told) > 3
        for name in names:
            assert key_figures(papers[name].tables) == told, name
    [table] = (pack / "tables").glob("*key_figures.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        written = {row["Figure"]: half_up(row["£"]) for row in csv.DictReader(file)}
    assert written == {one.name: half_up(one.amount) for one in whole.quantities.values() if one.in_short}


def test_a_quantity_is_the_record_of_results_json_to_the_penny(case):
    for assessed, place in ((case[0], "results.json"), (case[1], "public/results.json")):
        records = json.loads((case[2] / place).read_text(encoding="utf-8"))
        basis, year = assessed.scenario.costing.basis, str(assessed.costed.year_of_change)
        for key, structure in TIMELINE_OF.items():
            [amount] = [
                record["amount"]
                for record in records
                if (record["structure"], record["basis"], record["year"], record["element"])
                == (structure, basis, year, "total")
            ]
            assert half_up(amount) == half_up(assessed.quantities[key].amount), key


def test_page_one_says_the_same_in_every_paper(case, papers):
    whole, public, pack = case
    said = [" ".join(sentence.split()) for sentence in headline(whole)]
    certificate = json.loads((pack / "certificate.json").read_text(encoding="utf-8"))["headline"]
    assert [" ".join(sentence.split()) for sentence in certificate] == said
    notebook = " ".join(notebook_text(pack / "clearance.ipynb").split())
    for sentence in said:
        assert sentence in papers["report.html"].paragraphs and sentence in papers["report.docx"].paragraphs
        assert sentence in notebook
    for sentence in headline(public):
        assert " ".join(sentence.split()) in papers["public/report.html"].paragraphs
        assert " ".join(sentence.split()) in papers["public/report.docx"].paragraphs


def test_no_amount_stands_in_a_sentence_of_page_one_that_no_table_prints(case, papers):
    """A published figure that is in no table can't be checked; one that differs from its table is wrong."""
    for assessed, name in ((case[0], "report.html"), (case[1], "public/report.html")):
        printed = money_in(cell for rows in papers[name].tables.values() for row in rows for cell in row)
        printed |= {one.size for one in assessed.quantities.values()}
        most = assessed.matters_most
        allowed = printed | money_in([most.said] if most and most.what in ("pension", "award") else [])
        assert money_in(headline(assessed)) - allowed - _of_rounding(headline(assessed)) == set(), name


def _of_rounding(sentences) -> set[str]:
    """What a sentence gives as the pound or two by which printed figures miss each other."""
    return {amount for one in sentences if "printed figures give" in one for amount in ("£1", "£2")}


def test_a_printed_effect_is_what_the_printed_costs_make_or_page_one_says_why_not(case):
    """Derbyshire printed £160,439, £162,173 and £1,735 more without a word."""
    for assessed in case[:2]:
        known = {key: int(assessed.quantities[key].printed.translate(PLAIN)) for key in TIMELINE_OF}
        apart = known["proposed_cost"] - known["present_cost"] != known["full_year_effect"]
        said = headline(assessed)
        [costs] = [place for place, sentence in enumerate(said) if sentence.startswith("Costed with")]
        assert apart == said[costs + 1].startswith("Each figure is rounded by itself")


def test_a_printed_rise_in_price_is_what_the_printed_charges_make_or_page_one_says_why_not(case):
    known = {key: one for key, one in case[0].quantities.items() if key.startswith(("price_", "rise_"))}
    for of in ("all_stay", "expected", "set"):
        if f"rise_{of}" in known:
            now, then, rise = (
                int(known[key].printed.translate(PLAIN)) for key in ("price_now", f"price_{of}", f"rise_{of}")
            )
            [place] = [n for n, one in enumerate(headline(case[0])) if f"{known[f'rise_{of}'].in_words} " in one][:1]
            apart = headline(case[0])[place + 1].endswith("than the two printed figures give.")
            assert apart == (then - now != rise), of


def test_page_one_says_once_that_each_figure_is_rounded_by_itself(case):
    """Barnet's prices said it under the costs and again under the charges."""
    for assessed in case[:2]:
        reasons = [
            sentence for sentence in headline(assessed) if sentence.endswith("than the two printed figures give.")
        ]
        assert [one.startswith("Each figure is rounded by itself") for one in reasons] == [
            place == 0 for place in range(len(reasons))
        ]


PLAIN = str.maketrans({"£": "", ",": "", "+": "", "\u2212": "-"})


def test_what_the_average_customer_pays_has_one_answer_wherever_it_is_told(case, papers):
    """Barnet's pack said +£91, +£311 and +£300 for the average customer, each of other customers or years."""
    known = case[0].quantities
    if "rise_all_stay" not in known:
        return
    story = money_in(one.printed for key, one in known.items() if key.startswith(("price_", "rise_")))
    target = {f"£{case[0].traded.target:,.0f}", *money_in([case[0].traded.target_named])}
    page = papers["report.html"]
    told = [one for one in (*page.paragraphs, *page.captions) if re.search("average (customer|charge)", one)]
    told += [
        " ".join(row[:2])
        for rows in page.tables.values()
        for row in rows
        if re.search("verage charge|(Average|Change) for each", row[0])
    ]
    assert len(told) > 8
    for one in told:
        apart = [] if "printed figures give" not in one else ["£1", "£2"]
        if re.search("income now|axis starts|rounded up to", one, re.IGNORECASE):  # a table's or chart's own terms
            continue
        one = re.sub(r"[^.;:]*: the printed parts add up to £[\d,]+, and the total is £[\d,]+", "", one)
        assert money_in([one]) - story - target - {*apart} == set(), one


def test_tables_and_figures_have_one_number_and_one_title_in_html_and_word(case, papers):
    for page, annex in (("report.html", "report.docx"), ("public/report.html", "public/report.docx")):
        assert papers[page].captions and sorted(papers[page].captions) == sorted(papers[annex].captions)
        numbers = [int(caption.split()[1].rstrip(":")) for caption in papers[page].captions if caption[0] == "T"]
        assert numbers == list(range(1, len(numbers) + 1))
        for title, rows in papers[page].tables.items():
            assert papers[annex].tables[title] == rows, title


def test_the_tiles_of_the_desk_are_page_one(case):
    tiles = {tile["key"]: tile for tile in _tiles(case[0])}
    for key, of in TILES.items():
        if one := case[0].quantities.get(of):
            assert (tiles[key]["label"], tiles[key]["value"]) == (one.name, one.printed)


def test_the_public_page_has_the_signs_of_the_costing_decided_on_or_says_why_not(case, papers):
    """The invented council's public page showed a saving where the council decides on a cost, without a word."""
    whole, public, _ = case
    other = [
        key
        for key in ("full_year_effect", "in_year_effect", "all_years_effect", "cash_effect", "in_year_cash_effect")
        if key in public.quantities and whole.quantities[key].amount * public.quantities[key].amount < 0
    ]
    if other:
        why = public.scenario.disclosure.differs_because
        assert why, f"the public page says nothing of {other}"
        assert " ".join(why.split()) in papers["public/report.html"].paragraphs


def test_the_trace_of_the_twin_leads_to_the_same_figures(case):
    """Named as on page one, to the penny; LibreOffice recalculates the cells that it leads to in other tests."""
    trace = load_workbook(case[2] / "workings.xlsx", data_only=True)["Trace"]
    traced = {row[0].value: row[1].value for row in trace.iter_rows() if isinstance(row[1].value, int | float)}
    for key in TIMELINE_OF:
        one = case[0].quantities[key]
        assert half_up(traced[f"{one.name}, {one.year}"]) == half_up(one.amount), key
    for key in ("price_now", "price_all_stay", "rise_all_stay"):
        if (one := case[0].quantities.get(key)) and one.name in traced:
            assert half_up(traced[one.name]) == half_up(one.amount), key
