"""Structure charts: when there are any, what each box says, how they go on pages, and the same in words."""

import re
from typing import get_args
from zipfile import ZipFile

import pytest

from model.assessment.assess import assess
from model.disclosure.public_figures import public_assessment
from model.report.charts.images import write_images
from model.report.letter_widths import filled
from model.report.page import drawn, report_page
from model.report.structure_charts.every import structure_charts
from model.report.structure_charts.posts import FATES, Border, entries_of, in_order
from model.report.structure_charts.sheets import HEIGHT, WIDTH, sheets
from model.report.structure_charts.words import description
from model.report.tables.every import tables
from model.report.word.annex import write_word
from model.schema.sections.posts import Fate, FilledBy
from tests.conftest import small
from tests.people.test_structure import restructured

TEAM = "head; 2 lead → head; clerk → head; 8 officer → lead"


@pytest.fixture
def assessed(write, rates):
    return lambda made: assess(write(made), rates)


def charts_of(assessment):
    return {chart.key: chart for chart in structure_charts(assessment)}


def large(teams, officers):
    """A head over so many teams, each of a lead and so many officers with titles of their own."""
    lines = ["head"]
    for team in range(teams):
        lines += [f"lead-{team} → head", *(f"officer-{team}-{number} → lead-{team}" for number in range(officers))]
    return "; ".join(lines)


def test_a_structure_is_drawn_where_two_of_its_posts_say_whom_they_report_to(assessed):
    assert charts_of(assessed(small())) == {}
    assert charts_of(assessed(restructured("head; a → head", "b; c → b"))) == {}
    assert [*charts_of(assessed(restructured("head; a → head", "b; c → b; d → b")))] == ["structure_proposed"]
    assert [*charts_of(assessed(restructured("head; 2 a → head", "b; c → b; d → b")))] == [
        "structure_present",
        "structure_proposed",
    ]


def test_posts_alike_share_a_box_in_order_of_command(assessed):
    """Twelve officers written as twelve posts are one box; another grade, or somebody below it, is another box."""
    made = restructured("head; clerk → head; lead → head; aide → lead", "a; b → a; c → a")
    alike = {"title": "Officer", "grade": 24, "fate": "deleted", "reports_to": "head"}
    made["present"][2:2] = [alike | {"id": f"officer-{n}"} for n in range(12)] + [alike | {"id": "dear", "grade": 25}]
    trees, without_line = entries_of(assessed(made), "present")
    assert [entry.label for entry in in_order(trees)] == [
        "Head", "Clerk", "12 × Officer", "Officer", "Lead", "Aide",
    ]  # fmt: skip
    assert [entry.points for entry in in_order(trees)][2:4] == ["SCP 24", "SCP 25"]
    assert without_line == ()


def test_a_box_says_points_fte_pounds_and_fate(assessed):
    """At SCP 24 on 1 January 2025 a year is £34,314. NI is 13.8% over £9,100 and the pension 20%, but no levy: the
    figure is the one of the table of posts. Four at 0.5 FTE are 2.0 FTE."""
    made = restructured("head; 4 half → head", "a; b → a; c → a")
    made["present"][1]["fte"] = 0.5
    made["present"][0]["vacant"] = True
    assessment = assessed(made)
    (head,), _ = entries_of(assessment, "present")
    (four,) = head.below
    assert head.facts[:2] == ("SCP 24", "1.0 FTE") and head.facts[3] == "deleted (vacant)"
    assert four.facts[1] == "2.0 FTE"
    assert head.cost + four.cost == pytest.approx(assessment.quantities["present_cost"].amount, abs=0.01)


def test_boxes_of_a_structure_add_up_to_what_it_costs(write, rates):
    from tests.conftest import HOME

    assessment = assess(HOME / "scenarios" / "example-schools-it-service.yaml", rates)
    for side, of in (("present", "present_cost"), ("proposed", "proposed_cost")):
        trees, without_line = entries_of(assessment, side)
        costs = [entry.cost for entry in in_order((*trees, *without_line))]
        assert sum(costs) == pytest.approx(float(assessment.quantities[of].amount), abs=1)


def test_every_fate_is_told_by_a_border_of_its_own_and_in_words():
    for side, kind in (("present", Fate), ("proposed", FilledBy)):
        assert set(FATES[side]) == set(get_args(get_args(kind)[0]))
        assert len({fate.border for fate in FATES[side].values()}) == len(FATES[side])
    assert {border for fates in FATES.values() for border in (fate.border for fate in fates.values())} == set(Border)


def test_the_public_chart_has_posts_and_no_pounds(assessed):
    assessment = assessed(restructured(TEAM, "a; b → a; c → a"))
    whole, public = charts_of(assessment), charts_of(public_assessment(assessment.scenario, assessment.rates))
    assert set(whole) == set(public)
    for key, chart in public.items():
        assert chart.public and "£" not in f"{chart.figure.svg}{chart.items}{[*chart.table]}{chart.subtitle}"
        assert "£" in whole[key].figure.svg
        assert re.findall("<text[^>]*font-weight[^>]*>([^<]*)", chart.figure.svg)


def test_posts_without_a_reporting_line_are_below_the_others_and_said_to_be(assessed):
    assessment = assessed(restructured("head; a → head; b → head; stray; other", "x; y → x; z → x"))
    chart = charts_of(assessment)["structure_present"]
    svg = chart.figure.svg
    assert svg.index(">B<") < svg.index("No reporting line is stated for:") < svg.index(">Stray<")
    assert [*chart.table["Reports to"]] == ["–", "Head", "Head", "not stated", "not stated"]
    assert chart.headline == "The present structure: 5 posts in 2 layers"


def test_thirty_posts_fit_a_page_upright_and_its_letters_are_never_smaller_than_9_points(assessed):
    """12 pixels at 96 to the inch are 9 points; 30 posts of different titles."""
    chart = charts_of(assessed(restructured(large(5, 5)[: -len("; officer-4-4 → lead-4")], "a; b → a; c → a")))
    picture = chart["structure_present"].figure
    assert picture.svg.count("<g ") == 30 and "structure_present_2" not in chart
    assert picture.width <= 658 and picture.height <= 900 and 'font-size="12"' in picture.svg
    assert f'viewBox="0 0 {picture.width} {picture.height}"' in picture.svg


def test_beyond_a_page_there_is_an_overview_and_a_chart_for_each_team(assessed):
    """A head over eight leads, each over eleven: 97 posts."""
    made = charts_of(assessed(restructured(large(8, 11), "a; b → a; c → a")))
    own = [chart for key, chart in made.items() if key.startswith("structure_present")]
    assert [chart.headline for chart in own][:2] == [
        "The present structure: 97 posts in 3 layers",
        "The present structure, Lead-0: 12 posts",
    ]
    assert len(own) == 9
    assert own[0].figure.svg.count("11 posts below") == 8
    assert own[0].table["Posts below"].sum() == 88 and len(own[0].table) == 9
    assert all(chart.figure.width <= WIDTH and chart.figure.height <= HEIGHT for chart in own)
    assert sum(len(chart.table) for chart in own) == 97 + 8


def test_no_post_is_lost_however_many_there_are(assessed):
    """20 teams of which 12 are drawn, 90 reports of one lead, 200 posts without a line: all are in the lists."""
    text = "; ".join([large(20, 3), *(f"alone-{n}" for n in range(200)), *(f"more-{n} → lead-0" for n in range(90))])
    trees, without_line = entries_of(assessed(restructured(text, "a; b → a; c → a")), "present")
    pages = [*sheets(trees, without_line)]
    named = [entry.id for page in pages for entry in in_order((*page.listed, *page.without_line))]
    assert set(named) == set(re.findall(r"(?:^|; )([\w-]+)", text))
    assert all(page.picture.width <= WIDTH and page.picture.height <= HEIGHT for page in pages)
    assert pages[0].not_drawn == 8 and len(pages) == 13


def test_several_heads_are_beside_one_another(assessed):
    made = restructured("one; two; a → one; b → two; c → two", "x; y → x; z → x")
    chart = charts_of(assessed(made))["structure_present"]
    assert [item.title for item in chart.items] == ["One", "Two"]
    assert [item.title for item in chart.items[1].below] == ["B", "C"]


def test_the_key_names_the_borders_that_are_there(assessed):
    made = restructured("head; a → head; b → head", "x; y → x; z → x")
    made["present"][0] |= {"fate": "assimilated", "to": "x"}
    made["proposed"][0]["filled_by"] = "assimilation"
    charts = charts_of(assessed(made))
    assert charts["structure_present"].subtitle.endswith("Thin line: assimilated; dashed line: deleted.")
    assert charts["structure_present"].alt == (
        "Structure chart of 3 posts: 1 assimilated and 2 deleted. All are listed below."
    )


def test_a_description_is_never_longer_than_one_can_be(assessed):
    trees, _ = entries_of(assessed(restructured(TEAM, "a; b → a; c → a")), "present")
    assert len(description("Structure chart of 1,000 posts" + "x" * 90, trees, 12)) <= 160


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Senior Network Engineer", ["Senior Network", "Engineer"]),
        ("Telecommunications-infrastructure", ["Telecommunications-", "infrastructure"]),
        ("XTelecommunications-Office", ["XTelecommunicat-", "ions-Office"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahr-", "tsgesellschaft"]),
    ],
)
def test_titles_are_broken_where_they_are_too_long(words, lines):
    assert filled(words.split(), 136, " ", 12, bold=True) == lines


def test_the_page_has_the_chart_as_a_nested_list(assessed):
    assessment = assessed(restructured(TEAM, "a; b → a; c → a"))
    page = report_page(assessment, tables(assessment), drawn(structure_charts(assessment), None), assessment.checks)
    listed = page[page.index('<div class="listed">') :]
    assert re.match(
        r'.*?<ul><li><details open><summary><strong>Head</strong>: SCP 24, 1.0 FTE, £[\d,]+, deleted</summary>\s*'
        r"<ul><li><details open><summary><strong>2 × Lead</strong>: [^<]*</summary>\s*"
        r"<ul><li><strong>8 × Officer</strong>: [^<]*</li></ul></details></li><li><strong>Clerk</strong>",
        listed,
        re.DOTALL,
    )  # fmt: skip


@pytest.mark.browser
def test_words_stay_in_their_boxes_and_word_prints_the_picture_in_its_own_size(assessed, tmp_path):
    from playwright.sync_api import sync_playwright

    from tests.desk.desk_page import browser_path

    made = restructured(large(4, 5), "a; b → a; c → a")
    titles = ["WWW MMM Head of Digital", "Information Governance and Records Management Officer", "ICT illi Officer"]
    for number, post in enumerate(made["present"]):
        post["title"] = f"{titles[number % 3]} {number}"
    assessment = assessed(made)
    charts = structure_charts(assessment)
    write_images(charts, tmp_path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path())
        page = browser.new_page()
        page.set_content((tmp_path / "structure_present.svg").read_text(encoding="utf-8"))
        over = page.evaluate(
            """() => [...document.querySelectorAll('g')].flatMap(group => {
              const box = group.querySelector('rect').getBBox();
              return [...group.querySelectorAll('text')].map(text => text.getBBox()).filter(words => words.x < box.x ||
                words.x + words.width > box.x + box.width || words.y + words.height > box.y + box.height);
            }).length"""
        )
        assert page.locator("g text").count() > 60
        assert over == 0
        browser.close()
    file = tmp_path / "report.docx"
    write_word(file, assessment, tables(assessment), drawn(charts, tmp_path), assessment.checks)
    document = ZipFile(file).read("word/document.xml").decode()
    widths = [int(width) for width in re.findall(r'<wp:extent cx="(\d+)"', document)]
    assert widths == pytest.approx([chart.figure.width * 914_400 / 96 for chart in charts], abs=12_700)
