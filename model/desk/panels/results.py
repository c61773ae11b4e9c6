"""The results: tiles, and under tabs the charts, tables and checks. Their words come from the report."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from model.assessment.assess import Assessment
from model.assessment.quantities import SETTLED
from model.base.money import half_up, pounds
from model.base.quantity import rounded_apart
from model.buy_back.price_story import NOT_MET, not_met
from model.desk.panels import compare
from model.desk.panels.traced import traced_places
from model.desk.take_away import Shown, as_table
from model.pay.salaries import basis_named
from model.report.chart import Chart, Drawing
from model.report.glossary import BUDGET_EFFECT, CASH_EFFECT
from model.report.table import Table
from model.schema.reading.form_words import as_on_a_form

THOUSANDS = re.compile(r"£(\d{1,3}(?:,\d{3})+)(?![\d,.]*\d)")
NOTHING_YET = "No figures yet, because the file has faults. Each fault is marked at its place."
A_TENTH = Decimal(100)
"""A tenth of £1,000, in £. Amounts in £k are rounded to it."""
CASH_IS_SAME = "Actual spending changes by the same sum, because no vacant post is deleted."
NO_NET = "Net of income"
MORE_TO_CLEAR = "Clear adds checks of the public pack and the control sheet."
TILES = {
    "present": "present_cost",
    "proposed": "proposed_cost",
    "part_year": "in_year_effect",
    "full_year": "full_year_effect",
    "cash": "cash_effect",
    "settled": "settled_effect",
}
"""The named quantity that each tile shows."""
ONLY_CLEAR = (
    "Only Clear also checks the notebook, the public pack, the record of why the whole pack is "
    "exempt, and the control sheet. The notebook must give the same figures. The public pack must not reveal "
    "anybody\u2019s point, must say the same as the exempt pack, and must be fit to be handed out."
)


def view_tiles(desk: Any) -> dict:
    """The headline: the last good figures and, if they are out of date, the reason."""
    draft, assessment = desk.draft, desk.draft.assessment
    tiles = list(_tiles(assessment)) if assessment else []
    return desk.in_unit({"tiles": tiles, "stale": draft.stale, "why": draft.why_stale})


def view_beside(desk: Any) -> dict:
    """The sentences under the headline, sent separately because every basis is costed for them."""
    assessment = desk.draft.assessment
    return desk.in_unit({"said": _beside(assessment) if assessment else ""})


def _beside(assessment: Assessment) -> str:
    """The sentences under the headline: the full-year effect on each costing basis, and actual spending."""
    costed, year = assessment.costed, assessment.costed.year_of_change
    effects = {basis_named(key).label: costed.amount("full_year_effect", key, year) for key in costed.bases}
    least, most = min(effects, key=effects.__getitem__), max(effects, key=effects.__getitem__)
    low, high = (f"{pounds(effects[label], signed=True)} ({label.lower()})" for label in (least, most))
    by_basis = f"Depending on the costing basis, the full-year effect is from {low} to {high}. " if low != high else ""
    known = assessment.quantities
    apart = rounded_apart(*(known[key] for key in ("present_cost", "proposed_cost", "full_year_effect")))
    cash = CASH_EFFECT.in_a_note if "cash_effect" in known else CASH_IS_SAME
    return by_basis + " ".join(filter(None, (apart, BUDGET_EFFECT.in_a_note, cash)))


def _tiles(assessment: Assessment) -> Iterator[dict]:
    """The figures of page one, under their own names."""
    known = assessment.quantities

    def tile(key: str, label: str, value: str, note: str, traced: str = "") -> dict:
        return {"key": key, "label": label, "value": value, "note": note, "traced": traced}

    for key, name in TILES.items():
        if quantity := known.get(name):
            yield tile(key, quantity.name, quantity.printed, f"{quantity.year}, {quantity.basis.lower()}", name)
        elif key == "settled":
            yield tile(key, SETTLED, "\u2013", "needs each holder\u2019s point")
    if assessment.traded is None:
        yield tile("net", NO_NET, "\u2013", "no customers are stated")
    elif net := not_met(assessment.traded):
        yield tile("net", net.name, net.printed, net.basis, NOT_MET)
    else:
        yield tile("net", NO_NET, "\u2013", "prices or costs are missing: see Income")


def view(desk: Any) -> dict:
    """The blocks of the open tab."""
    assessment = desk.draft.assessment
    tabs = [{"key": key, "title": tab.title} for key, tab in TABS.items()]
    tab = TABS[desk.tab]
    blocks = list(tab.blocks(desk)) if assessment or not tab.of_figures else [_words(NOTHING_YET)]
    return desk.in_unit({"tabs": tabs, "tab": desk.tab, "stale": desk.draft.stale, "blocks": blocks})


def _words(sentence: str) -> dict:
    return {"kind": "words", "key": "none", "title": "", "items": [sentence]}


def view_checks(desk: Any) -> dict:
    """Whether the scenario would clear, and each check that blocks clearance. Sent separately: checks take longer."""
    assessment = desk.draft.assessment
    if assessment is None:
        return {"value": "\u2013", "note": "", "failing": []}
    blocked, disclosed = assessment.blocked_by, sum(line.outcome == "disclosed" for line in assessment.checks)
    return {
        "value": f"{len(blocked)} {'fails' if len(blocked) == 1 else 'fail'}" if blocked else "All pass",
        "note": f"{disclosed} disclosed. {MORE_TO_CLEAR}",
        "failing": [f"{line.title}: {line.finding}" for line in blocked],
    }


def said(desk: Any) -> dict:
    """What a screen reader says after a change: the new headline or, if figures are out of date, why."""
    draft, assessment = desk.draft, desk.draft.assessment
    if draft.stale or assessment is None:
        return {"said": draft.why_stale}
    proposed, change = (assessment.quantities[key] for key in ("proposed_cost", "full_year_effect"))
    sentence = (
        f"The proposed structure costs {proposed.printed} a year, {change.in_words} than now in a full year. "
        f"Blocking checks: {view_checks(desk)['value'].lower()}."
    )
    return desk.in_unit({"said": sentence})


def table_block(table: Table) -> Shown:
    """A table of the report for the page, its cells as text."""
    block = {
        "kind": "table",
        "key": table.key,
        "title": table.title,
        "columns": [{"name": str(name), "number": bool(table.is_number(name))} for name in table.frame.columns],
        "rows": [[text for _, text in row] for row in table.page_rows()],
        "note": table.note,
        "total": table.total_row,
        "traced": traced_places(table),
    }
    return Shown(block, table)


def chart_block(chart: Chart, **more: Any) -> Shown:
    """A chart with its text outside the picture, and its numbers as a table or a nested list."""
    words = {"key": chart.key, "headline": chart.headline, "subtitle": chart.subtitle, "source": chart.source}
    if isinstance(chart.figure, Drawing):
        items = [asdict(item) for item in chart.items]
        size = {"layout": chart.figure.to_dict()["layout"]}
        return Shown(
            words | size | {"kind": "structure", "svg": chart.figure.svg, "side": chart.side, "items": items} | more,
            chart,
        )
    drawing = {"kind": "chart", "alt": chart.alt, "figure": chart.figure.to_json()}
    table = as_table(chart)
    figures = table_block(replace(table, key=f"{table.key} figures"))  # a table may have the key of a chart
    return Shown(words | drawing | {"table": figures} | more, chart)


def _bridge(desk: Any) -> Iterator[dict]:
    from model.report.charts.bridge import bridge_chart

    yield chart_block(bridge_chart(desk.draft.assessment))


def _checks(desk: Any) -> Iterator[dict]:
    from model.report.page import checks_table

    checks = desk.draft.assessment.checks
    blocked = sum(check.blocks for check in checks)
    disclosed = sum(check.outcome == "disclosed" for check in checks)
    what = f"{blocked} {'check blocks' if blocked == 1 else 'checks block'}" if blocked else "No check here blocks"
    verdict = f"{what} clearance; {disclosed} disclosed. {ONLY_CLEAR}"
    yield {"kind": "checks", "key": "checks", "verdict": verdict, "table": table_block(checks_table(checks))}


def _years(desk: Any) -> Iterator[dict]:
    from model.report.tables.cost import by_basis, by_year
    from model.report.tables.transition import mtfs_table

    for make in (mtfs_table, by_year, by_basis):
        yield table_block(make(desk.draft.assessment))


def _grades(desk: Any) -> Iterator[dict]:
    from model.report.charts.envelope import envelope_chart

    yield chart_block(envelope_chart(desk.draft.assessment))


def _elements(desk: Any) -> Iterator[dict]:
    from model.report.charts.every import elements_chart

    yield chart_block(elements_chart(desk.draft.assessment))


def _structure(desk: Any) -> Iterator[dict]:
    """The structure charts, or a sentence where too few posts state whom they report to."""
    from model.report.structure_charts.every import structure_charts

    charts = structure_charts(desk.draft.assessment)
    for chart in charts:
        posts = enumerate(getattr(desk.draft.assessment.scenario, chart.side))
        yield chart_block(chart, rows={post.id: row for row, post in posts})
    if not charts:
        yield _words("To draw a structure, state for at least two of its posts which post each reports to.")


def _income(desk: Any) -> Iterator[dict]:
    """The trading account and prices or, where those can't be given, the funding test; then what is missing."""
    from model.report.charts.every import income_chart
    from model.report.charts.trading import account_chart, prices_chart
    from model.report.tables.account import account
    from model.report.tables.funding import funding
    from model.report.tables.price import price_list
    from model.report.tables.trading import missing

    assessment = desk.draft.assessment
    made = assessment.traded
    if made is None:
        yield _words("This scenario names no customers.")
        return
    charts = [make(made) for make in (account_chart, prices_chart)] if made.priced else []
    if assessment.buy_backs and not any(charts):
        charts = [income_chart(assessment, assessment.buy_backs[-1])]  # that of the posts as they stand on the page
    yield from (chart_block(chart) for chart in charts if chart)
    tables = [account(made), price_list(made), missing(made)] if made.priced else [missing(made)]
    if assessment.buy_backs and not made.priced:  # it takes income to equal cost, which prices say better
        tables.insert(0, funding(assessment))
    yield from (table_block(replace(table, body=table.frame.map(as_on_a_form))) for table in tables if table)


@dataclass(frozen=True)
class Tab:
    """One tab: its title and its blocks. A slow one is sent with the checks, after the figures."""

    title: str
    blocks: Callable[[Any], Iterator[dict]]
    slow: bool = False
    of_figures: bool = True
    """Whether the tab is shown only once there are figures."""


TABS = {
    "bridge": Tab("Bridge", _bridge),
    "checks": Tab("Checks", _checks, slow=True),
    "years": Tab("Years", _years),
    "grades": Tab("Grades", _grades),
    "elements": Tab("Elements", _elements),
    "income": Tab("Income", _income, slow=True),  # prices are searched for
    "structure": Tab("Structure chart", _structure),
    "compare": Tab("Compare", lambda desk: compare.blocks(desk, table_block, chart_block), of_figures=False),
}


def in_thousands(value: Any) -> Any:
    """Texts in which whole pounds, from £1,000 up, become £k to one decimal place: ``£444,090`` is ``£444.1k``."""
    if isinstance(value, str):
        return THOUSANDS.sub(lambda found: f"£{half_up(int(found[1].replace(',', '')), A_TENTH) / 1000:,.1f}k", value)
    if isinstance(value, dict):
        shown = {key: in_thousands(text) for key, text in value.items()}
        return Shown(shown, value.of) if isinstance(value, Shown) else shown
    if isinstance(value, list | tuple):
        return [in_thousands(text) for text in value]
    return value


def _show(desk: Any, tab: str, **_: Any) -> None:
    desk.tab = tab if tab in TABS else desk.tab


ACTIONS = {"show": _show, "compare": compare.choose}
