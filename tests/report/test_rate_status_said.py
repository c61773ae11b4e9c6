"""Whatever rests on rates that are not published says so first: each status by name, and what has it."""

import re

import pytest

from model.assessment.assess import assess, assess_scenario
from model.control.sign_off import control_state
from model.disclosure.public_figures import public_assessment
from model.rates.tables import RateStatus
from model.report.pack.certificate import certificate, certificate_page
from model.report.page import report_page
from model.report.page_one import headline
from model.report.word.annex import write_word
from model.report.words import HOW_SURE, how_sure, recalled_mark
from model.schema.sections.own_tables import SpineRow
from tests.conftest import EACH_SCENARIO, HOME, RESOLVED

SCENARIOS = HOME / "scenarios"
NORTH_YORKSHIRE = SCENARIOS / "north-yorkshire-schools-ict.yaml"
FOOT = "Uses recalled grades of North Yorkshire County Council: no source was found for them"


@pytest.fixture(scope="module")
def cluster(rates):
    return assess(NORTH_YORKSHIRE, rates)


@pytest.mark.parametrize("path", EACH_SCENARIO)
def test_every_status_of_its_rates_but_published_is_named_in_every_headline(rates, path):
    made = assess(path, rates)
    for assessment in (made, public_assessment(made.scenario, rates)):
        said = " ".join(headline(assessment))
        for status, words in HOW_SURE.items():
            rests = any(rate.status == status for rate in assessment.rates_read)
            assert (f"{words}: " in said) == rests, (status, said)


def test_it_says_what_has_which_status(cluster):
    """E, H and K; four points each, in two years the same points; the pension rate is the scenario's own."""
    assert how_sure(cluster)[0] == (
        "Not every rate behind these figures is published. "
        "Derived (worked out from published figures): National Insurance. "
        "Recalled, with no source found: 3 grades and 12 pay points. "
        "Assumed by the scenario: the employer\u2019s pension rate."
    )


def test_one_rate_under_two_statuses_is_named_with_its_first_days(rates):
    """Barnet's pension rate is assumed for 2010/11 and 2011/12, and derived for 2012/13."""
    said = how_sure(assess(RESOLVED, rates))[0]
    assert "National Insurance and the employer\u2019s pension rate from 1 April 2012. Recalled" in said
    assert said.endswith("Assumed by the scenario: the employer\u2019s pension rate from 1 April 2010.")


def test_a_costing_on_published_rates_alone_says_nothing_of_them(write_small, rates):
    lgps = {"from": "2024-04-01", "to": "2025-03-31", "rate": "20%", "status": "published", "source": "A test."}
    rows = [
        SpineRow(spine="njc", point=24, effective_from="2024-04-01", effective_to="2025-03-31", value=34_314,
                 status="published", source="A test.").model_dump(mode="json")
    ]  # fmt: skip
    pay = {"spine": "njc", "area": "anywhere", "full_time_hours": 37, "own_spine": rows}
    made = assess(write_small(pay=pay, on_costs={"lgps": [lgps]}), rates)
    assert {rate.status for rate in made.rates_read} == {RateStatus.PUBLISHED}
    assert how_sure(made) == []


def test_page_certificate_annex_and_public_page_say_it_before_the_first_table(cluster, rates, tmp_path):
    from docx import Document

    control = control_state(NORTH_YORKSHIRE, cluster, with_log=False)
    public = public_assessment(cluster.scenario, rates)
    write_word(tmp_path / "annex.docx", cluster, [], [], ())
    annex = [paragraph.text for paragraph in Document(str(tmp_path / "annex.docx")).paragraphs]
    for text in (
        report_page(cluster, [], [], ()).rpartition("What these figures leave out")[0],
        report_page(public, [], [], ()).rpartition("What these figures leave out")[0],
        certificate_page(certificate(cluster, (), control, NORTH_YORKSHIRE.name)).partition("What was costed")[0],
        "\n".join(annex).rpartition("What these figures leave out")[0],
    ):
        assert "Recalled, with no source found: 3 grades" in text
        assert "Derived (worked out from published figures)" in text
        assert "are recalled (written from memory), and no source was found for them" in text


def test_every_printed_page_that_rests_on_recalled_grades_says_so_at_its_foot(cluster, barnet):
    """The page's own rule for print, in which a colon stands as an escape so that no name can end the text early."""
    assert recalled_mark(cluster) == FOOT
    [foot] = re.findall(r'@bottom-left { content: "(.*?)";', report_page(cluster, [], [], ()))
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), foot) == FOOT
    assert recalled_mark(barnet) == "" and "@bottom-left" not in report_page(barnet, [], [], ())


def test_a_name_that_would_end_the_rule_for_print_stays_text(cluster, rates):
    of = '"} body { display: none } </style><script>'
    pay = cluster.scenario.pay.model_copy(update={"grades_of": of})
    grades = [row for row in rates.grades.rows if row.authority == cluster.scenario.pay.grades_of]
    held = rates.replace(
        grades=type(rates.grades)(tuple(type(row)(of, *list(vars(row).values())[1:]) for row in grades))
    )
    page = report_page(assess_scenario(cluster.scenario.model_copy(update={"pay": pay}), held), [], [], ())
    assert "</style><script>" not in page and "body { display: none }" not in page.partition("</style>")[0]
