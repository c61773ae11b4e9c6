"""Risks and sensitivity: what could move the figures, over which range, by how much, and who watches it."""

from collections.abc import Iterator

import numpy as np

from model.base.faults import number_of
from model.base.money import POUND, half_up, pounds
from model.pay.salaries import BASES, basis_named
from model.report.decision.blocks import Block, Ref, Rows, said
from model.report.decision.brief import Brief
from model.report.sensitivity import tornado_of
from model.report.tables.how_sure import how_sure_of, illustrative
from model.report.tables.transition import paid_back
from model.uncertainty.draws.figures import TENTHS, stays_below
from model.uncertainty.measure import FULL_YEAR

MOST_ROWS, MOST_AWARDS = 5, 1
NO_RANGES = "No range is stated for anything else that could move, such as pay, pensions or take-up."
TENTHS_SHOWN = "p10", "p90"


def risks(brief: Brief) -> Iterator[Block]:
    """A table of what moves the full-year effect, then what matters most and the awards that are not settled."""
    of, ranges = brief.assessment, _stated_ranges(brief)
    rows, drawn = ranges or _by_basis(brief), of.scenario.draws is not None
    if rows is not None:
        none_stated = "" if ranges or drawn else f" {NO_RANGES}"
        yield said(Ref("risks"), f" shows the full-year effect if one assumption turns out differently.{none_stated}")
        yield rows
    if drawn:
        yield said(_eight_in_ten(brief))
    if of.transition and not of.is_public:
        yield said(f"{paid_back(of)}.")
    if most := of.matters_most:
        yield said(f"The assumption that matters most is {most.said}.")
    for award in of.open_awards[:MOST_AWARDS]:
        yield said(f"Not settled: {award.said}.")
    if more := of.open_awards[MOST_AWARDS:]:
        yield said(
            f"{number_of(len(more), 'further award is', 'further awards are')} not settled: see the technical annex."
        )
    if rows is None and not drawn:
        yield said(NO_RANGES.replace("anything else", "anything"))


def _stated_ranges(brief: Brief) -> Rows | None:
    """The stated ranges that move the full-year effect most, one a row; None where no range moves it."""
    if not brief.assessment.scenario.sensitivity:
        return None
    found = tornado_of(brief.assessment)
    base = found.stated[FULL_YEAR]
    rows = []
    for bar in found.moving[:MOST_ROWS]:
        low, high = bar.effects(FULL_YEAR)
        rows.append(
            (
                bar.driver.label,
                bar.driver.range_words,
                *(pounds(base + pick((0.0, low, high)), signed=True) for pick in (min, max)),
            )
        )
    return _table(brief, rows) if rows else None


def _eight_in_ten(brief: Brief) -> str:
    """A sentence: the range of the effect in eight of ten random draws of the figures that are not known."""
    found = how_sure_of(brief.assessment)

    def tenths(drawn: np.ndarray) -> str:
        low, high = (pounds(stays_below(drawn, TENTHS[end]).amount, signed=True) for end in TENTHS_SHOWN)
        return f"between {low} and {high}"

    return (
        f"The figures that are not known were drawn at random {found.drawing.draws.number:,} times. In eight draws of "
        f"ten the full-year effect is {tenths(found.full_year)}, and the effect in all the years shown is "
        f"{tenths(found.all_years)}. {illustrative(found)}"
    ).strip()


def _by_basis(brief: Brief) -> Rows | None:
    """A row with the lowest and the highest full-year effect over the budget bases.

    None where the headline is on holders' own points, or where every basis gives the same effect.
    """
    costed, own = brief.assessment.costed, brief.assessment.scenario.costing.basis
    if own not in BASES:
        return None
    effects = {basis: costed.amount("full_year_effect", basis, brief.year) for basis in costed.bases if basis in BASES}
    low, high = min(effects, key=effects.__getitem__), max(effects, key=effects.__getitem__)
    if half_up(effects[low], POUND) == half_up(effects[high], POUND):
        return None
    ends = [basis for basis in BASES if basis in (low, high)]
    range_ = " to ".join(basis_named(basis).label.lower() for basis in ends)
    amounts = (pounds(effects[basis], signed=True) for basis in (low, high))
    return _table(brief, [("Point of the grade at which each post is costed", range_, *amounts)])


def _table(brief: Brief, rows: list[tuple[str, ...]]) -> Rows:
    stated = brief.assessment.quantities["full_year_effect"].printed
    return Rows(
        "risks",
        f"What could move the full-year effect of {stated}, \u00a3 a year",
        ("What could move", "Range", "Lowest effect", "Highest effect"),
        tuple(rows),
        (False, False, True, True),
    )
