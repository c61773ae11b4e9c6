"""The tables of a report: each a frame of unrounded values with a title, units and a source line.

Money is rounded where a table is written, to the pound on the page and to the penny in CSV.
"""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from model.assessment import Assessment
from model.costed import ELEMENT_KEYS
from model.costing import ELEMENTS, TOTAL
from model.financial_year import in_words
from model.grades import is_notation, read_grade
from model.money import POUND, half_up, pounds
from model.pay import BASES
from model.schema.posts import Post


@dataclass(frozen=True)
class Table:
    """One table. Columns in ``money`` hold £, those in ``signed`` are written with a sign, ``pence`` to the penny."""

    key: str
    title: str
    frame: pd.DataFrame
    money: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    pence: bool = False
    note: str = ""
    total_row: bool = False
    rows_on_page: int | None = None
    """How many rows the page prints; the CSV always holds them all."""

    def cell(self, column: str, value: object) -> str:
        """A value as the page prints it."""
        if value is None or (isinstance(value, float) and pd.isna(value)):
            return "\u2013"
        if column in self.money:
            return pounds(value, pence=self.pence, signed=column in self.signed)
        return str(value)

    def page_rows(self) -> list[list[tuple[str, str]]]:
        """The rows that the page prints, each a list of column and text."""
        shown = self.frame.head(self.rows_on_page) if self.rows_on_page else self.frame
        return [[(column, self.cell(column, value)) for column, value in zip(shown.columns, row, strict=True)]
                for row in shown.itertuples(index=False)]

    def is_number(self, column: str) -> bool:
        """Whether a column is set to the right."""
        return column in self.money or pd.api.types.is_numeric_dtype(self.frame[column])


def tables(assessment: Assessment) -> list[Table]:
    """Every table of the report, in the order of the page."""
    made = [by_basis(assessment), by_year(assessment), by_element(assessment), bridge_steps(assessment),
            present_posts(assessment), proposed_posts(assessment), envelope(assessment)]
    if assessment.buy_backs:
        made += [funding(assessment)]
    if assessment.scenario.published_amount("change") is not None:
        made += [published_part_year(assessment)]
    if assessment.reconciled:
        made += [reconciliation(assessment)]
        if assessment.reconciled.attempts:
            made += [span_of_attempts(assessment), nearest_attempts(assessment)]
    return [*made, assumptions(assessment), rates_used(assessment)]


def by_basis(assessment: Assessment) -> Table:
    """One row a costing basis: a full year of each structure, and what the change adds."""
    costed, year = assessment.costed, assessment.costed.year_of_change
    rows = [{
        "Costing basis": basis.label,
        "Present": costed.amount("do_nothing", key, year),
        "Proposed": costed.amount("proposed", key, year),
        "Change in a full year": costed.amount("full_year_effect", key, year),
        f"Change in {year}": costed.amount("part_year_effect", key, year),
        "Rates": costed.status("full_year_effect", key, year).label,
    } for key, basis in BASES.items()]
    start = in_words(assessment.scenario.dates.implementation)
    return Table("cost_by_basis", f"Cost of the listed posts by costing basis, {year}, £", pd.DataFrame(rows),
                 money=("Present", "Proposed", "Change in a full year", f"Change in {year}"),
                 signed=("Change in a full year", f"Change in {year}"),
                 note=f"With on-costs, at {year} rates. The change in {year} runs from {start}. "
                      "\u201cRates\u201d is the least certain kind of rate that the row rests on.")


def by_year(assessment: Assessment) -> Table:
    """One row a financial year, on the scenario's own basis."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    rows = [{
        "Year": str(year),
        "If nothing changed": costed.amount("do_nothing", basis, year),
        "With the proposal": costed.amount("proposal", basis, year),
        "Effect in the year": costed.amount("part_year_effect", basis, year),
        "Full-year effect": costed.amount("full_year_effect", basis, year),
        "Rates": costed.status("proposal", basis, year).label,
    } for year in costed.years]
    return Table("cost_by_year", f"Cost by year, {BASES[basis].label.lower()}, £", pd.DataFrame(rows),
                 money=("If nothing changed", "With the proposal", "Effect in the year", "Full-year effect"),
                 signed=("Effect in the year", "Full-year effect"),
                 note="The full-year effect is the same change at that year\u2019s rates as if it had stood since 1 April.")


def by_element(assessment: Assessment) -> Table:
    """One row an element of cost, on the scenario's own basis, in the year of change."""
    costed, basis, year = assessment.costed, assessment.scenario.costing.basis, assessment.costed.year_of_change
    labels = {element.key: element.label for element in (*ELEMENTS, TOTAL)}
    rows = [{
        "Element": labels[key],
        "Present": costed.amount("do_nothing", basis, year, key),
        "Proposed": costed.amount("proposed", basis, year, key),
        "Change": costed.amount("full_year_effect", basis, year, key),
        "Rates": costed.status("proposed", basis, year, key).label,
    } for key in ELEMENT_KEYS]
    frame = pd.DataFrame(rows)
    return Table("cost_by_element", f"Cost by element, {BASES[basis].label.lower()}, full year at {year} rates, £", frame,
                 money=("Present", "Proposed", "Change"), signed=("Change",), total_row=True,
                 note=_how_parts_meet(frame, ("Present", "Proposed", "Change")))


def _how_parts_meet(frame: pd.DataFrame, columns: tuple[str, ...]) -> str:
    """Say how the rounded parts meet the rounded total, which comes from unrounded values."""
    apart = []
    for column in columns:
        parts = sum(half_up(value, POUND) for value in frame[column].iloc[:-1])
        total = half_up(frame[column].iloc[-1], POUND)
        if parts != total:
            apart.append(f"{column}: the parts as printed make {pounds(parts)}, the total is {pounds(total)}")
    return f"Totals come from unrounded figures. {'; '.join(apart)}." if apart else "The parts as printed make the totals."


def bridge_steps(assessment: Assessment) -> Table:
    """One row a move of posts, from the present cost to the proposed."""
    basis, year = assessment.scenario.costing.basis, assessment.costed.year_of_change
    rows = [{"Move": step.move.label, "Before": step.before, "After": step.after, "Change": step.change}
            for step in assessment.steps]
    rows.append({"Move": "Total", **{name: sum(row[name] for row in rows) for name in ("Before", "After", "Change")}})
    frame = pd.DataFrame(rows)
    return Table("bridge", f"From the present cost to the proposed, {BASES[basis].label.lower()}, "
                 f"full year at {year} rates, £", frame, money=("Before", "After", "Change"), signed=("Change",),
                 total_row=True, note=_how_parts_meet(frame, ("Before", "After", "Change")))


def _destination(assessment: Assessment, post: Post) -> str:
    titles = {proposed.id: proposed.title for proposed in assessment.scenario.proposed}
    where = f": {', '.join(titles[name] for name in post.to)}" if post.to else ""
    return f"{post.fate.capitalize()}{where}"


def _points(post: Post) -> str:
    return str(read_grade(post.grade)) if is_notation(post.grade) else post.grade


def present_posts(assessment: Assessment) -> Table:
    """One row a present post: its points and what becomes of it."""
    rows = [{"Post": post.title, "Number": post.number, "FTE each": f"{post.fte:g}", "Points": _points(post),
             "What becomes of it": _destination(assessment, post)} for post in assessment.scenario.present]
    return Table("present_posts", "Present posts", pd.DataFrame(rows),
                 note="Points are Spinal Column Points (SCPs). # is read as a bar that time alone does not cross: "
                      "reading assumed." if any("#" in post.grade for post in assessment.scenario.present) else "")


def proposed_posts(assessment: Assessment) -> Table:
    """One row a proposed post: its points and how it is filled."""
    rows = [{"Post": post.title, "Number": post.number, "FTE each": f"{post.fte:g}", "Points": _points(post),
             "Grade": "indicative" if post.indicative else "evaluated", "Filled by": post.filled_by}
            for post in assessment.scenario.proposed]
    return Table("proposed_posts", "Proposed posts", pd.DataFrame(rows))


def envelope(assessment: Assessment) -> Table:
    """One row a post: the full-year cost of one such post at each end of its grade."""
    costed, year = assessment.costed, assessment.costed.year_of_change
    column = costed.years.index(year)
    rows = []
    for timeline, posts in (("do_nothing", assessment.scenario.present), ("proposed", assessment.scenario.proposed)):
        held = costed.plans[timeline].appointments
        for post in posts:
            own = [row for row, appointment in enumerate(held) if appointment.post == post.id]
            each = {key: float(costed.amounts(timeline, key)[own, column].sum()) / post.number
                    for key in ("bottom", "mean_of_points", "top", "extended_top")}
            rows.append({"Structure": "Present" if timeline == "do_nothing" else "Proposed", "Post": post.title,
                         "Number": post.number, "Points": _points(post),
                         **{BASES[key].label: amount for key, amount in each.items()}})
    return Table("envelope", f"What one post costs from the bottom to the top of its grade, full year {year}, £",
                 pd.DataFrame(rows), money=tuple(BASES[key].label for key in each), note="With on-costs.")


def funding(assessment: Assessment) -> Table:
    """One row a measure of the funding test: published costs beside modelled ones."""
    are = assessment.scenario.customers.are
    labels = ("Cost now, and income needed now", "Cost after the change, and income needed", "Change in a full year",
              f"{are.capitalize()} that buy", "Average for each now", "Average for each after",
              "Rise for each, to the nearest penny", "Left over at that rise", "Smallest rise in pence that recovers the change",
              "The rise rounded up to the price step", "Average leavers that cost as much, at the new average",
              "Average leavers that cost as much, at the old average")
    columns = {}
    for test in assessment.buy_backs:
        money = [pounds(amount, pence=True, signed=False) for amount in (
            test.average_before, test.average_after, test.uplift_to_the_penny, test.surplus(test.uplift_to_the_penny),
            test.recovering_uplift, test.stepped_uplift)]
        columns[test.rests_on.capitalize()] = [
            pounds(test.cost_before), pounds(test.cost_after), pounds(test.change, signed=True), f"{test.customers:,}", *money,
            *(_two_places(leavers) for leavers in (test.leavers_at_new_average, test.leavers_at_old_average))]
    return Table("buy_back", f"What {are} that buy the service must pay", pd.DataFrame({"Measure": labels, **columns}),
                 note=f"Income is taken to equal cost now, as for a wholly traded service; the prices themselves are not "
                      f"published. Where income just equals cost, any leaver at all makes a deficit. {are.capitalize()}: "
                      f"{assessment.scenario.customers.source}.")


def _two_places(number: Decimal | None) -> str:
    return "none: the change does not cost more" if number is None else f"{half_up(number):.2f}"


def published_part_year(assessment: Assessment) -> Table:
    """The published change shared out over the year of change, by day and by whole month: a cross-check."""
    from datetime import date, timedelta

    from model.financial_year import share_of_year_by_day, share_of_year_by_month

    change = assessment.scenario.published_amount("change")
    start = assessment.scenario.dates.implementation
    starts: list[tuple[str, date]] = [("implementation", start)]
    if assessment.scenario.dates.published and assessment.scenario.dates.published != start:
        starts.append(("publication", assessment.scenario.dates.published))
    if start.day != 1:
        starts.append(("the next whole month", (start.replace(day=1) + timedelta(days=32)).replace(day=1)))
    rows = [{"From": f"{in_words(day)} ({what})", "By day": change * float(share_of_year_by_day(day)),
             "Days": f"{share_of_year_by_day(day) * assessment.costed.year_of_change.days}/"
                     f"{assessment.costed.year_of_change.days}",
             "By whole month": change * float(share_of_year_by_month(day)),
             "Months": f"{share_of_year_by_month(day) * 12}/12"} for what, day in starts]
    return Table("published_part_year", f"The published change of {pounds(change)} as a part of {assessment.costed.year_of_change}, £",
                 pd.DataFrame(rows), money=("By day", "By whole month"),
                 note="A cross-check on the published figure only. The model\u2019s own effect in the year is worked out month by month.")


def reconciliation(assessment: Assessment) -> Table:
    """One row a basis: the listed posts against the published totals, and what is left."""
    found = assessment.reconciled
    rows = [{"Costing basis": BASES[line.basis].label, "Present": line.present, "Not explained, present": line.present_residual,
             "Proposed": line.proposed, "Not explained, proposed": line.proposed_residual,
             "Not explained, change": line.change_residual} for line in found.listed]
    money = tuple(rows[0])[1:]
    return Table("reconciliation", f"The listed posts against the published {pounds(found.published_present)} and "
                 f"{pounds(found.published_proposed)}, £", pd.DataFrame(rows), money=money,
                 signed=tuple(name for name in money if name.startswith("Not")),
                 note="Not explained = published less modelled. The residual is disclosed and nothing is forced to meet it.")


def span_of_attempts(assessment: Assessment) -> Table:
    """One row a hypothesis on an unlisted post: the lowest and highest cost that any combination gives."""
    found = assessment.reconciled
    groups: dict[str, list] = {}
    for attempt in found.attempts:
        groups.setdefault(attempt.unlisted_post.split(" at ")[0], []).append(attempt)
    rows = []
    for name, group in groups.items():
        row = {"Unlisted post": "none: the listed posts alone" if name == "none" else f"with a {name}"}
        for side, published in (("present", found.published_present), ("proposed", found.published_proposed)):
            costs = [getattr(attempt, side) for attempt in group]
            row[f"{side.capitalize()}, lowest"], row[f"{side.capitalize()}, highest"] = min(costs), max(costs)
            row[f"{pounds(published)} reached"] = "within reach" if min(costs) <= published <= max(costs) else "out of reach"
        rows.append(row)
    return Table("reconciliation_span", "What the declared combinations span, full year, £", pd.DataFrame(rows).sort_values(
        "Unlisted post", ascending=False, ignore_index=True), money=tuple(
            f"{side}, {end}" for side in ("Present", "Proposed") for end in ("lowest", "highest")),
        note="Within reach means that the published total lies between the lowest and the highest; it is not evidence "
             "that any one combination is right.")


def nearest_attempts(assessment: Assessment, most: int = 10) -> Table:
    """The declared combinations that come nearest to both published totals, one row each."""
    found = assessment.reconciled
    rows = [{"Costing basis": BASES[attempt.basis].label, "Pension rate": f"{attempt.lgps_rate:.1%}",
             "National Insurance": attempt.employer_ni.replace("_", " "), "Tax year": attempt.ni_year,
             "Unlisted post": attempt.unlisted_post, "Not explained, present": attempt.present_residual,
             "Not explained, proposed": attempt.proposed_residual} for attempt in found.attempts]
    counts = (f"Of {len(found.attempts):,} combinations of the hypotheses declared in the scenario file, within "
              f"{pounds(found.tolerance)}: {found.near_alone('present')} of the present total, {found.near_alone('proposed')} of the "
              f"proposed total, {found.near_alone('change')} of the change, {len(found.near)} of both totals at once.")
    return Table("nearest_combinations", f"The {min(most, len(rows))} combinations nearest to both published totals, £",
                 pd.DataFrame(rows), rows_on_page=most, money=("Not explained, present", "Not explained, proposed"),
                 signed=("Not explained, present", "Not explained, proposed"),
                 note=f"{counts} Several combinations come about as near as each other, so none is proof.")


def assumptions(assessment: Assessment) -> Table:
    """One row an assumption or a note, with its reason or source."""
    scenario = assessment.scenario
    rows = [{"Statement": line.text, "Kind": "assumed", "Reason or source": line.reason} for line in scenario.assumptions]
    rows += [{"Statement": f"Employer pension rate {rate.rate:.1%} from {in_words(rate.from_)} to {in_words(rate.to)}",
              "Kind": rate.status, "Reason or source": " ".join(filter(None, (f"{rate.source}.", rate.reason)))}
             for rate in scenario.on_costs.lgps]
    rows += [{"Statement": note.text, "Kind": "note", "Reason or source": note.source} for note in scenario.notes]
    rows += [{"Statement": f"Headline costed at: {BASES[scenario.costing.basis].label.lower()}", "Kind": "choice",
              "Reason or source": scenario.costing.reason}]
    return Table("assumptions", "Assumptions, choices and notes", pd.DataFrame(rows))


def rates_used(assessment: Assessment) -> Table:
    """One row a rate that the figures rest on."""
    rows = [{"Rate": str(rate), "Value": f"{rate.value:,g}" if rate.value >= 1 else f"{rate.value:.1%}", "Unit": rate.unit,
             "From": rate.effective_from.isoformat(),
             "To": "open" if rate.effective_to.year == 9999 else rate.effective_to.isoformat(),
             "Status": rate.status.label, "Source": rate.source} for rate in assessment.costed.book.rates_read]
    return Table("rates_used", "Rates that the figures rest on", pd.DataFrame(rows))


def side_by_side(first: Assessment, second: Assessment) -> Table:
    """Two scenarios, one row a measure, year and basis that both show: £ each, and the second less the first."""
    rows = []
    names = ("First: " + first.scenario.title, "Second: " + second.scenario.title)
    labels = {"do_nothing": "Present", "proposed": "Proposed", "full_year_effect": "Full-year effect",
              "part_year_effect": "Effect in the year"}
    for year in (year for year in first.costed.years if year in second.costed.years):
        for basis in BASES:
            for structure, label in labels.items():
                amounts = [assessed.costed.amount(structure, basis, year) for assessed in (first, second)]
                rows.append({"Measure": label, "Year": str(year), "Basis": BASES[basis].label,
                             **dict(zip(names, amounts, strict=True)), "Difference": amounts[1] - amounts[0]})
    columns = ["Measure", "Year", "Basis", *names, "Difference"]
    return Table("comparison", "Two scenarios side by side, £", pd.DataFrame(rows, columns=columns),
                 money=(*names, "Difference"), signed=("Difference",))
