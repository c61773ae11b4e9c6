"""The fields of a portfolio: scenarios with their directorates, the establishment, and changes to every scenario."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from model.schema.sections.declared import BY_THE_DESK, ROWS_BESIDE, Form
from model.schema.sections.disclosure import Disclosure
from model.schema.sections.draws import Draws
from model.schema.sections.funds import Code
from model.schema.sections.section import Count, Section, Text, not_true_or_false

NOT_STATED = "Not stated"
"""The directorate of a scenario that states none."""


def _places_with_values(value: Any) -> Any:
    """The changes by place, each with its new value: text, a number or a whole entry.

    Raises PydanticCustomError for an empty dict, and for anything that is not a dict.
    """
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("changes", "each place with its value, such as on_costs.lgps[2026-04-01].rate: 22%")
    return value


class Restructure(Section):
    """One scenario of the portfolio."""

    identified_by = ("file",)

    file: Text = Field(
        title="File",
        description="The scenario file, in the portfolio's folder or in a folder inside it.",
        examples=["libraries.yaml"],
    )
    directorate: Text = Field(
        default=NOT_STATED,
        title="Directorate",
        description="The directorate to whose total the costs of the restructure are added.",
        examples=["Adults"],
    )
    reference: Text | None = Field(
        default=None,
        title="Reference",
        description="The name of the restructure in the tables; if left out, the reference that the scenario states.",
        examples=["R1"],
    )


class ListedPost(Section):
    """A post of the whole establishment, identified by its post number or by the short name that scenarios use."""

    identified_by = ("post_number", "id")

    id: Text | None = Field(default=None, title="Short name", description="The id of the post in a scenario.")
    post_number: Code | None = Field(
        default=None,
        title="Post number",
        description="The number of the post in payroll and ledger.",
        examples=["ED001"],
    )
    title: Text | None = Field(
        default=None, title="Title", description="The title of the post; no figure depends on the title."
    )
    number: Annotated[Count, Field(ge=1)] = Field(
        default=1, title="Number of posts", description="How many such posts there are."
    )


class ListedPerson(Section):
    """A holder in the whole establishment, identified by the reference that scenarios use, never by a name."""

    identified_by = ("ref", "post")

    ref: Text = Field(title="Reference", description="The holder's reference in payroll.", examples=["H1"])
    post: Text | None = Field(
        default=None, title="Post", description="The post number or the short name of a post that the holder holds."
    )


class WholeEstablishment(Section):
    """Every post of the council, and every holder. A scenario can't restructure a post or holder that is not listed."""

    posts: Annotated[tuple[ListedPost, ...], ROWS_BESIDE] = Field(
        default=(), title="Posts", description="The posts, or the name of a file that lists them, such as posts.csv."
    )
    holders: Annotated[tuple[ListedPerson, ...], ROWS_BESIDE] = Field(
        default=(),
        title="Holders",
        description="The holders, or the name of a file that lists them, such as holders.csv.",
    )


class PortfolioFile(Section):
    """A portfolio as its officer writes it."""

    format: Annotated[Literal[1], BeforeValidator(not_true_or_false), BY_THE_DESK] = Field(
        title="Format", description="The version of this file's form, which is 1."
    )
    title: Text = Field(title="Title", description="The title of the portfolio.")
    authority: Text | None = Field(
        default=None,
        title="Authority",
        description="The council, the same in every scenario. If left out, it is taken from the scenarios.",
    )
    reference: Text | None = Field(default=None, title="Reference", description="The report that the portfolio is for.")
    summary: Text | None = Field(default=None, title="Summary", description="A sentence or two on the restructures.")
    scenarios: Annotated[tuple[Restructure, ...], ROWS_BESIDE] = Field(
        min_length=1,
        title="Scenarios",
        description="The restructures: a list, or the name of a CSV or Excel file that lists them.",
    )
    establishment: WholeEstablishment | None = Field(
        default=None,
        title="Establishment",
        description="Every post of the council; if left out, the scenarios are compared only with each other.",
    )
    changes: Annotated[dict[str, Any] | None, BeforeValidator(_places_with_values), Form("places with values")] = Field(
        default=None,
        title="Changes",
        description="Changes to every scenario, such as one award: places in the scenarios, each with its new value.",
    )
    draws: Draws | None = Field(
        default=None,
        title="Draws",
        description="What is not known and is the same for all restructures, such as one award. It is drawn once, and "
        "counts in every scenario that states a value at its place. Each scenario's own draws are made as well.",
    )
    disclosure: Disclosure | None = Field(
        default=None,
        title="Disclosure",
        description="Who decided that the portfolio is exempt, where one of the scenarios is exempt.",
    )
