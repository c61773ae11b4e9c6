"""The steps of each figure as rows: from the figure to the costs that make it, and from each cost to its posts.

Every number is a formula: a row is the sum of cells of the workings. So the steps change with an input, as the results
do. A check compares each figure that has a cell of its own with the sum of its steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from model.base.faults import listed
from model.base.figure_of import CostOf
from model.base.financial_year import FinancialYear
from model.base.quantity import Quantity
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS, TOTAL, labels
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, worked
from model.report.twin.cleared import unfixed
from model.report.twin.results import Results
from model.report.twin.sheets import Book, Sheet

NAME = "Steps"
HEADS = ("Step", "Figure", "Figure, £", "Its steps come to, £", "Difference, £")


@dataclass(frozen=True)
class Stepped:
    """A figure with its steps: its words, where the steps begin, and the two cells that a check compares.

    ``side`` is the figure's cell, and ``other`` the cell of the steps' sum. Where the results have no cell of the
    figure, ``side`` is empty and nothing is checked.
    """

    label: str
    place: Area
    side: str
    other: str
    value: float


@dataclass
class _Cost:
    """A step: what a timeline costs in a year, by post and element. The cells are set when they are written."""

    number: str
    timeline: str
    year: FinancialYear
    elements: list[str]
    posts: dict[str, Area] = field(default_factory=dict)
    """Each post's row: the total, then a column for each element."""
    total: Area | None = None


@dataclass
class _Steps:
    sheet: Sheet
    results: Results
    costs: dict[tuple[str, FinancialYear], _Cost] = field(default_factory=dict)

    @property
    def _costed(self):
        return self.results.facts.costed

    def write_cost(self, cost: _Cost) -> None:
        """Write the table of a cost: a row for each post with its total and elements, and a row of their sums."""
        sheet, timeline = self.sheet, self.results.timelines[cost.timeline]
        named = labels(self.results.facts.scenario)
        sheet.heading(f"{cost.number}: {TIMELINES[cost.timeline][0]}, {cost.year}, £")
        sheet.heads("Step", "Post", "In all, £", *(f"{named[key]}, £" for key in cost.elements), texts=2)
        first, rows_of = sheet.row, timeline.plan.rows_of
        for nth, (post, rows) in enumerate(rows_of.items(), 1):
            cells = [self._sum(cost, key, rows) for key in (TOTAL, *cost.elements)]
            cost.posts[post] = Area(sheet.name, sheet.row, 2, 1, len(cells), "both")
            title = timeline.plan.appointments[rows[0]].title
            sheet.line(f"{cost.number}.{nth}", title, *cells)
        of_posts = Area(sheet.name, first, 2, len(rows_of), 1 + len(cost.elements))
        sums = [
            worked(f"SUM({of_posts.down(col)})", self._amount(cost, key), kind="total")
            for col, key in enumerate((TOTAL, *cost.elements))
        ]
        cost.total = Area(sheet.name, sheet.row, 2, fixed="both")
        sheet.line(Cell("", kind="total"), Cell("Sum", kind="total"), *sums)
        sheet.row += 1

    def _amount(self, cost: _Cost, key: str) -> float:
        return self._costed.amount(cost.timeline, self.results.facts.basis, cost.year, key)

    def _sum(self, cost: _Cost, key: str, rows: list[int]) -> Cell:
        """The sum, for one element and year, of the workings' cells for a post's seats."""
        timeline, year = self.results.timelines[cost.timeline], self._costed.years.index(cost.year)
        area = timeline.areas[key]
        by_year = Area(area.sheet, area.row, area.col + area.cols + year, area.rows, 1, "both")
        together = rows == list(range(rows[0], rows[-1] + 1)) and len(rows) > 1
        several = f"SUM({by_year.part(rows[0], rows=len(rows)).whole()})"
        formula = several if together else "+".join(by_year.cell(row) for row in rows)
        amounts = self._costed.amounts(cost.timeline, self.results.facts.basis, key)
        return worked(formula, float(amounts[rows, year].sum()))

    def made_of(self, part: CostOf) -> str:
        """The formula of one of the costs that add up to a figure, from the rows of the cost's table."""
        cost = self.costs[part.timeline, part.year]
        if part.posts is None and not part.without and cost.total:
            return cost.total.cell()
        left_out = [1 + cost.elements.index(key) for key in part.without if key in cost.elements]
        rows = [row for post, row in cost.posts.items() if part.posts is None or post in part.posts]
        cells = (row.cell() + "".join(f"-{row.cell(0, col)}" for col in left_out) for row in rows)
        return f"({'+'.join(cells) or '0'})"

    def words(self, part: CostOf) -> str:
        """One of the costs of a figure, in words: ``step 2``, or ``step 2.1`` where only the first post counts."""
        cost = self.costs[part.timeline, part.year]
        if part.posts is None:
            return f"step {cost.number}"
        numbers = [f"{cost.number}.{nth}" for nth, post in enumerate(cost.posts, 1) if post in part.posts]
        named = f"{'step' if len(numbers) == 1 else 'steps'} {listed(numbers, 'and')}" if numbers else "no step"
        if not set(part.without) & set(cost.elements):
            return named
        left_out = [labels(self.results.facts.scenario)[key] for key in part.without]
        return f"{named} without {listed(left_out, 'and')}"


def write_steps(book: Book, results: Results) -> dict[str, Stepped]:
    """Write the sheet. Gives each figure's steps by the figure's words."""
    facts = results.facts
    quantities = [of for of in facts.assessment.quantities.values() if _is_here(of, facts.basis)]
    used = [
        key for key in (element.key for element in ELEMENTS)
        if any(results.timelines[timeline].values[key].any() for timeline in TIMELINES)
    ]  # fmt: skip
    sheet = book.sheet(
        NAME,
        "Steps: how each figure is worked out, from the posts up",
        "Each figure is the sum of its steps, and each step is the sum of its posts. Every number is a formula.",
        (9, 56, 18, 20, 16, *[18] * max(len(used), 1)),
    )
    steps = _Steps(sheet, results)
    parts = dict.fromkeys((part.timeline, part.year) for quantity in quantities for part in quantity.made_of)
    steps.costs = {key: _Cost(str(len(quantities) + nth), *key, elements=used) for nth, key in enumerate(parts, 1)}
    top = sheet.row
    sheet.row += 3 + len(quantities)
    for cost in steps.costs.values():
        steps.write_cost(cost)
    last, sheet.row = sheet.row, top
    found = dict(_write_figures(steps, quantities))
    sheet.row = last
    return found


def _is_here(quantity: Quantity, basis: str) -> bool:
    """Whether a figure is a sum of costs on the basis of the twin."""
    return bool(quantity.made_of) and all(part.basis == basis and not part.filled for part in quantity.made_of)


def _write_figures(steps: _Steps, quantities: list[Quantity]) -> Iterator[tuple[str, Stepped]]:
    """Write a row for each figure: the figure, what its steps come to, and the difference."""
    sheet = steps.sheet
    sheet.heading("Figures")
    sheet.text(sheet.row, len(HEADS), "Its steps", "head")
    sheet.heads(*HEADS, texts=2)
    for nth, quantity in enumerate(quantities, 1):
        label = f"{quantity.name}, {quantity.year}"
        place = Area(sheet.name, sheet.row, 0, fixed="both")
        made = "".join(f"{'-' if part.counts < 0 else '+'}{steps.made_of(part)}" for part in quantity.made_of)
        said = [f"{'less' if part.counts < 0 else 'plus'} {steps.words(part)}" for part in quantity.made_of]
        side, other = (Area(sheet.name, sheet.row, col, fixed="both").cell() for col in (2, 3))
        own, come_to = _own_cell(steps.results, quantity), worked(made.lstrip("+"), quantity.amount)
        sheet.wrapped(sheet.row, 5, " ".join(said).removeprefix("plus "))
        if own:
            sheet.line(str(nth), label, worked(own, quantity.amount), come_to, worked(f"{side}-{other}", 0.0))
        else:
            sheet.line(str(nth), label, "", come_to)
        yield label, Stepped(label, place, side if own else "", other, quantity.amount)


def _own_cell(results: Results, quantity: Quantity) -> str:
    """The formula of a figure from its cells in the results; empty where the results have no such cell."""
    parts, years = quantity.made_of, results.facts.costed.years
    if any(part.posts is not None or part.without for part in parts):
        return ""
    after = [part for part in parts if part.counts > 0]
    if len(parts) == 1:
        return results.total(years.index(parts[0].year), parts[0].timeline)
    effects = {of: name for name, (_, of) in EFFECTS.items()}
    return "+".join(results.total(years.index(part.year), effects[part.timeline]) for part in after)


def linked(sheet: Sheet, col: int, stepped: Stepped) -> None:
    """Write, in the next row of a sheet, a link to where a figure's steps begin."""
    cell = unfixed(replace(stepped.place, fixed="").cell())
    style = sheet.book.style("cell")
    sheet.page.write_url(sheet.row, col, f"internal:'{NAME}'!{cell}", style, f"{NAME}!{cell}")
