"""How a figure was worked out, on the desk: from the headline and the tables down to rates, and from a rate back."""

import pytest

from tests.conftest import first_of
from tests.desk.desk_alone import desk_in, do, edit


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def panel(desk):
    return desk.page.views["traced"]


def test_nothing_is_worked_out_before_it_is_asked_for(desk):
    assert panel(desk) == {"shown": False}
    edit(desk, 0, "grade", "41-44")
    assert panel(desk) == {"shown": False} and desk.tracing._figures is None


def test_a_figure_of_the_headline_opens_step_by_step_down_to_its_rates_and_back(desk):
    """The senior engineer's pension: 24.8% of £30,387 is £7,535.98 (traced_figures.csv)."""
    do(desk, "traced", "figure", key="full_year_effect")
    shown = panel(desk)
    assert shown["title"] == "Budget effect, full year: printed as +£9,147"
    assert [(row["name"], row["amount"]) for row in shown["rows"]] == [
        ("Proposed structure, full year, 2010/11", "£404,298.00"),
        ("less Present structure, 2010/11", "£395,151.29"),
    ]
    assert shown["sum"] == "£9,146.71"
    for number in ("1", "1.3", "1.3.3"):
        do(desk, "traced", "step", number=number)
    shown = panel(desk)
    assert [name for _, name in shown["path"]][2:] == ["ICT Senior Engineer", "Employer pension (LGPS)"]
    assert shown["rows"][0]["ends"] == ["= 12 × 24.8% × £2,532.25 [1, 2]"] and shown["rows"][0]["amount"] == "£7,535.98"
    assert any("point 34: £30,387.00" in rate for rate in shown["rates"])
    do(desk, "traced", "back")
    assert panel(desk)["path"][-1][0] == "1.3"
    do(desk, "traced", "close")
    assert panel(desk) == {"shown": False}


def test_a_rate_leads_back_to_the_figures_that_rest_on_it(desk):
    do(desk, "traced", "rates")
    nth = next(
        n for n, text in enumerate(panel(desk)["rates"]) if "secondary threshold" in text and "6 April 2012" in text
    )
    do(desk, "traced", "rate", nth=nth)
    assert [row["key"] for row in panel(desk)["rows"]] == ["all_years_effect"]
    do(desk, "traced", "figure", key="all_years_effect")
    assert "all years shown" in panel(desk)["title"] and panel(desk)["back"]


@pytest.mark.parametrize("tab", ["bridge", "years", "grades", "elements", "income"])
@pytest.mark.parametrize("name", first_of(["barnet-schools-ict.yaml", "example-schools-it-service.yaml"]))
def test_every_figure_that_is_a_button_opens_at_what_is_printed(tmp_path, tab, name):
    """As printed in pounds, or to the penny."""
    from model.base.money import PENNY, POUND, half_up
    from model.desk.take_away import parts_shown

    desk = desk_in(tmp_path, name)
    do(desk, "results", "show", tab=tab)
    opened = 0
    for part in [*parts_shown(desk.page.views["results"])]:
        block = part.get("table", part)
        for line, places in zip(block["rows"], block["traced"], strict=False) if block.get("traced") else ():
            for column, row in enumerate(places):
                if row is None:
                    continue
                do(desk, "traced", "cell", key=block["key"], row=row, column=column)
                shown = panel(desk)
                assert f": printed as {line[column]}" in shown["title"]
                step = float(shown["step"].rpartition("£")[2].split(" ")[0].replace(",", ""))
                printed = float(line[column].lstrip("+−£").replace(",", ""))
                assert half_up(step, PENNY if "." in line[column] else POUND) == half_up(printed), shown["title"]
                assert "⚠" not in shown["agrees"]
                do(desk, "traced", "close")
                opened += 1
    assert opened or tab in ("grades", "income")


def test_what_is_no_longer_shown_is_not_opened(desk):
    do(desk, "traced", "cell", key="no_such_table", row=0, column=1)
    assert panel(desk) == {"shown": False} and desk.notice.startswith("⚠")


def test_figures_of_a_what_if_are_not_those_of_the_draft_and_open_nothing(desk):
    do(desk, "explore", "look", shown=True)
    driver = next(iter(desk.exploring.of(desk.draft.assessment).drivers))
    do(desk, "explore", "move", key=driver, value="1")
    desk.exploring.latest._thread.join(60)
    [bridge] = desk.page.views["explored"]["blocks"]["bridge"]
    assert bridge["table"]["rows"] and not bridge["table"]["traced"]


def test_a_reader_may_open_every_figure_too(desk):
    do(desk, "page", "view_as", view="reader")
    do(desk, "traced", "figure", key="present_cost")
    assert panel(desk)["shown"]


def test_a_pension_rate_leads_from_its_box_to_the_figures_that_rest_on_it(desk):
    """The present cost of the year of change rests on the first; a box that is not there leads nowhere, and says so."""
    first = desk.draft.value(("on_costs", "lgps"))[0]
    do(desk, "traced", "rate_of", key="on_costs.lgps.0.rate")
    assert f"{first['rate']}" in panel(desk)["title"]
    assert "present_cost" in [row["key"] for row in panel(desk)["rows"]]
    do(desk, "traced", "close")
    do(desk, "traced", "rate_of", key="on_costs.lgps.99.rate")
    assert panel(desk) == {"shown": False} and "No figure here" in desk.notice
