"""One chart: its picture, the words around it and its numbers; and the phrases that all charts share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from model.assessment.assess import Assessment
from model.base.financial_year import from_to
from model.base.money import POUND, half_up, pounds
from model.pay.salaries import basis_named
from model.report.table import Section, Traced
from model.schema.sections.posts import Post

if TYPE_CHECKING:  # a run that draws nothing should not wait for plotly and pandas
    import pandas as pd
    import plotly.graph_objects as go

SIDES = {"do_nothing": "Present", "proposed": "Proposed"}


@dataclass(frozen=True)
class Drawing:
    """A picture drawn here as SVG, without plotly. Its width and height are in pixels, 96 to the inch in print."""

    svg: str
    width: int
    height: int

    def to_dict(self) -> dict[str, Any]:
        """The picture as a dict, for the page that draws the charts."""
        return {"svg": self.svg, "layout": {"width": self.width, "height": self.height}}

    def _repr_svg_(self) -> str:
        """The picture, as a notebook shows it."""
        return self.svg


@dataclass(frozen=True)
class Item:
    """An entry of the nested list that describes a picture: title, facts, id of the post, and the entries below it."""

    title: str
    facts: str
    post: str
    below: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Chart:
    """One chart: the picture, the words around it, and the numbers that it shows."""

    key: str
    """The name of the chart's files, without the ending."""
    headline: str
    """What the chart says, as its title."""
    subtitle: str
    """Measure, unit, place and period, and where the axis starts if that is not zero."""
    figure: go.Figure | Drawing
    alt: str
    """One sentence of at most 160 characters, for readers who can't see the picture."""
    source: str
    table: pd.DataFrame
    """The plotted numbers; money is Decimal, in whole pounds."""
    public: bool = False
    """Whether the chart may be published, once it is drawn again from the public input."""
    of_grades: bool = False
    """Whether every £ beside a post comes from the post's grade, so that nobody's point shows.

    If not, the differencing test includes each £ beside a post.
    """
    traced: Traced = field(default_factory=dict)
    """By column of the table: what each row's figure is, such as a sum of other figures, so that it can be traced."""
    bars: Literal["", "add up", "leave a gap"] = ""
    """``add up``: the last bar is the sum of the others.

    ``leave a gap``: the third bar is the difference between the first two.
    """
    section: Section = Section.COSTS
    """The section of the report that shows the chart."""
    figures_in: str = ""
    """The key of the report's table that has every figure of the chart; empty where the chart needs its own table."""
    figures_said: str = ""
    """How the table of ``figures_in`` prints the figures differently, such as with the opposite sign; else empty."""
    items: tuple[Item, ...] = ()
    """The contents of the picture as a nested list, which the page shows instead of the table."""
    side: str = ""
    """``present`` or ``proposed`` for a chart of that structure; empty for any other chart."""


def full_year(assessment: Assessment, element: str = "total") -> tuple[float, float]:
    """The present and the proposed structure's cost, £, on the scenario's own basis in the year of change."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    before, after = (costed.amount(timeline, basis, costed.year_of_change, element) for timeline in SIDES)
    return before, after


def course(before: float | Decimal, after: float | Decimal) -> str:
    """Whether a cost rises, falls or stays the same, in words for a description."""
    if pounds(before) == pounds(after):
        return f"stays at {pounds(after)}"
    return f"goes from {pounds(before)} to {pounds(after)}"


def place(assessment: Assessment, *, each_year: bool = False) -> str:
    """The authority, the year of change or all years shown, and whether the holders are invented, for a subtitle."""
    costed = assessment.costed
    years = from_to(costed.years[0], costed.years[-1]) if each_year else costed.year_of_change
    people = assessment.scenario.people
    invented = ", invented holders" if people and people.invented else ""
    return f"{assessment.scenario.authority}, {years}{invented}"


def terms(assessment: Assessment, *, each_year: bool = False) -> str:
    """Costing basis, authority and year or years, for a subtitle."""
    of_basis = basis_named(assessment.scenario.costing.basis).label.lower()
    return f"{of_basis}, {place(assessment, each_year=each_year)}"


def source_line(assessment: Assessment, bases: Iterable[str]) -> str:
    """A sentence on where the figures come from and on the least certain kind of rate that they use."""
    scenario, costed = assessment.scenario, assessment.costed
    worst = max(costed.status("full_year_effect", basis, costed.year_of_change) for basis in bases)
    rates = f"status of the least certain rate: {worst.label}" if worst else "every rate is published"
    return f"{scenario.authority}, {scenario.reference}, costed post by post and month by month; {rates}."


def chart_table(records: Iterable[dict]) -> pd.DataFrame:
    """The records as a frame, with money rounded to Decimal pounds. A minus zero becomes zero."""
    import pandas as pd

    return pd.DataFrame(
        [
            {name: value if isinstance(value, str) else half_up(value, POUND) + 0 for name, value in record.items()}
            for record in records
        ]
    )


def titled(post: Post) -> str:
    """A post's title, with the number of posts where there are several."""
    return post.title if post.number == 1 else f"{post.number} × {post.title}"
