"""Several pay structures in one team: which posts are on another spine, with its hours, area, grades and awards."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from model.schema.sections.awards import Award
from model.schema.sections.declared import Form, Plausible, Public
from model.schema.sections.people import IncrementRuleName
from model.schema.sections.rates import PayTerms
from model.schema.sections.section import Hours, Reason, Section, Text

Terms = dict[str | None, PayTerms]
"""The terms of each pay structure, by name. The team's own terms, stated in the section pay, have the name None."""


class PayStructure(Section):
    """Posts on a different spine from the team's. Whatever is not stated here is as in the section pay."""

    identified_by = ("name",)

    name: Public[Text] = Field(
        title="Name",
        description="The name by which posts refer to this pay structure, in their key pay_structure.",
        examples=["Soulbury"],
    )
    spine: Public[Annotated[Text, Form("text", in_force="spines")]] = Field(
        title="Pay spine",
        description="The name of the spine: one that the workbook has (docs/method/rates.md lists them), or one of "
        "the scenario's own.",
        examples=["soulbury_eip"],
    )
    area: Public[Text | None] = Field(
        default=None,
        title="Pay area",
        description="The pay area in words; if left out, the area of the section pay.",
        examples=["England and Wales"],
    )
    full_time_hours: Public[Annotated[Hours, Plausible(30, 40)] | None] = Field(
        default=None,
        gt=0,
        le=48,
        title="Full-time hours a week",
        description="Hours a week of a full-time post; if left out, the hours of the section pay.",
    )
    grades_of: Public[Text | None] = Field(
        default=None,
        title="Authority of the grades",
        description="The authority whose named grades are used; if left out, the authority of the section pay.",
        examples=["North Yorkshire County Council"],
    )
    accept_recalled_grades: Public[Reason | None] = Field(
        default=None,
        title="Recalled grades accepted",
        description="Why a grade table that was recalled from memory may be used; if left out, as in the section pay.",
    )
    awards: Public[tuple[Award, ...]] = Field(
        default=(),
        title="Pay awards",
        description="Awards on this spine for dates that no table covers. If left out, and the spine is that of the "
        "section pay, the awards of that section apply.",
    )
    increments: IncrementRuleName | None = Field(
        default=None,
        title="Date of increments",
        description="When holders' increments are paid; if left out, as the section people says.",
        examples=["september"],
    )
    source: Public[Reason] = Field(
        title="Source",
        description="Why posts are on this spine: the agreement, the contracts, or the reason for assuming so.",
        examples=["Contracts under the Soulbury agreement"],
    )

    def terms(self, pay: PayTerms) -> PayTerms:
        """The pay terms of the structure's posts: what the structure states, or else the terms of the section pay.

        On a different spine, the awards and the map of the section pay are left out: they are for the team's spine.
        """
        taken_over = ("area", "full_time_hours", "grades_of", "accept_recalled_grades")
        own = {key: getattr(self, key) or getattr(pay, key) for key in taken_over}
        own |= {"spine": self.spine, "awards_tested": ()}
        if self.spine != pay.spine:
            own |= {"awards": self.awards, "paid_late": (), "spine_map": None}
        elif self.awards:
            own["awards"] = self.awards
        return pay.model_copy(update=own)


def terms_by_structure(pay: PayTerms, structures: Iterable[PayStructure | None]) -> Terms:
    """The terms of each pay structure by name, the team's own first; a structure with a fault is left out."""
    return {None: pay} | {own.name: own.terms(pay) for own in structures if own and own.name and own.spine}
