"""The gallery names every scenario, says what the workbook says, and shows nothing that is exempt."""

import re
from dataclasses import replace

import pytest

from model.report import gallery
from model.report.gallery import exhibit, gallery_page, scenario_files, write_gallery
from tests.conftest import HOME

DOCS, SCENARIOS = HOME / "docs", HOME / "scenarios"
ACTUAL = SCENARIOS / "barnet-schools-ict-actual.yaml"
PUBLISHED = SCENARIOS / "barnet-schools-ict-as-published.yaml"


@pytest.fixture(scope="module")
def page():
    return (DOCS / "gallery.md").read_text(encoding="utf-8")


def test_every_scenario_is_named_and_no_control_sheet(page):
    named = re.findall(r"^\[(.*)\]\(\.\./scenarios/(.*)\)$", page, re.M)
    assert named == [(path.name, path.name) for path in scenario_files(SCENARIOS)]
    assert "barnet-schools-ict.control.yaml" not in page


def test_every_picture_of_the_page_is_there_small_and_described_and_no_other_is(page):
    shown = re.findall(r"^!\[.+\]\(gallery/(.+)\.svg\)$", page, re.M)  # without a description it is not found
    assert sorted(shown) == sorted(path.stem for path in (DOCS / "gallery").iterdir())
    assert all((DOCS / "gallery" / f"{name}.svg").stat().st_size < 60_000 for name in shown)


def test_a_scenario_that_does_not_clear_says_why():
    shown = exhibit(PUBLISHED)
    assert shown.clears.startswith("Not cleared: 2 blocking checks fail.")
    assert "has no destination" in shown.clears


def test_each_says_first_what_it_is_of_and_last_whether_it_clears():
    lines = gallery_page([exhibit(PUBLISHED)]).splitlines()
    [summary] = [n for n, line in enumerate(lines) if line.startswith("Eleven posts")]
    [clears] = [n for n, line in enumerate(lines) if line.startswith("**Not cleared")]
    assert all(line.startswith("- ") or not line for line in lines[summary + 1 : clears])


def test_where_nothing_changes_the_chart_is_of_what_posts_cost():
    """The vacancy filled below its grade is no public figure, so a bridge would show a row of noughts."""
    shown = exhibit(SCENARIOS / "infrastructure-engineers-path.yaml")
    assert shown.chart.key == "envelope" and "place in its grade" in shown.chart.headline
    assert exhibit(PUBLISHED).chart.key == "bridge"


def test_a_competence_scenario_shows_its_table():
    shown = exhibit(SCENARIOS / "ict-competences-secondary.yaml")
    assert shown.chart is None
    assert "| Area | Skill |" in gallery_page([shown])


def test_nothing_on_the_page_follows_from_a_holders_point(tmp_path):
    """The same scenario with another holder's point reads the same, to the letter."""
    text = ACTUAL.read_text(encoding="utf-8")
    changed, count = re.subn(r"point: (\d+)", lambda found: f"point: {int(found[1]) - 1}", text, count=1)
    assert count == 1
    other = tmp_path / ACTUAL.name
    other.write_text(changed, encoding="utf-8")
    assert gallery_page([replace(exhibit(other), path=ACTUAL)]) == gallery_page([exhibit(ACTUAL)])


def test_where_the_public_figures_would_tell_of_a_holder_no_figure_stands(monkeypatch):
    made = gallery.public_pack

    def failing(scenario, rates):
        pack = made(scenario, rates)
        return replace(pack, checks=(*pack.checks[:-1], replace(pack.checks[-1], outcome="fail", blocking=True)))

    monkeypatch.setattr(gallery, "public_pack", failing)
    shown = exhibit(ACTUAL)
    assert shown.chart is None
    assert "£" not in gallery_page([shown]).replace(gallery.INTRODUCTION, "")


@pytest.mark.browser
def test_the_page_is_what_the_command_would_write(tmp_path, page):
    assert write_gallery(SCENARIOS, tmp_path) == len(scenario_files(SCENARIOS))
    assert (tmp_path / "gallery.md").read_text(encoding="utf-8") == page
    assert sorted(path.name for path in (tmp_path / "gallery").iterdir()) == sorted(
        path.name for path in (DOCS / "gallery").iterdir()
    )
