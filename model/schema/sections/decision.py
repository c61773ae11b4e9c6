"""The decision that the short report asks for: who takes it, what was considered, and what people have written."""

from typing import Annotated, Literal

from pydantic import Field

from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Section, Text, all_differ, rule

Kind = Annotated[
    Literal["officer", "head_of_paid_service", "cabinet_member", "cabinet", "committee"],
    Form(
        choices={
            "officer": "an officer under delegated powers",
            "head_of_paid_service": "the Head of Paid Service",
            "cabinet_member": "a Cabinet member",
            "cabinet": "Cabinet",
            "committee": "a committee",
        }
    ),
]
NOT_EXECUTIVE = ("head_of_paid_service", "committee")
"""The kinds of decision-maker outside the executive. Their decisions can't be called in."""

Place = Annotated[
    Literal[
        "report_of",
        "contact",
        "wards",
        "background",
        "source",
        "one_off_source",
        "finance",
        "section_151",
        "consultation",
        "equalities",
        "legal",
        "data_protection",
        "climate",
        "delegation",
        "review",
    ],
    Form(
        choices={
            "report_of": "whose report it is",
            "contact": "whom to ask",
            "wards": "wards affected",
            "background": "reasons and background",
            "source": "where the money comes from",
            "one_off_source": "where the money for one-off costs comes from",
            "finance": "Finance comments",
            "section_151": "what the Section 151 Officer confirms",
            "consultation": "consultation, with its dates",
            "equalities": "equalities",
            "legal": "legal comments",
            "data_protection": "data protection",
            "climate": "climate",
            "delegation": "to whom the remaining steps are delegated",
            "review": "the date of review",
        }
    ),
]
PartName = Annotated[
    Literal[
        "sought", "recommendations", "reasons", "money", "structure", "options", "risks", "workforce", "formal",
        "timetable", "clearance",
    ],
    Form(
        choices={
            "sought": "Decision sought",
            "recommendations": "Recommendations",
            "reasons": "Reasons and background",
            "money": "Financial implications",
            "structure": "Structure before and after",
            "options": "Options considered",
            "risks": "Risks and sensitivity",
            "workforce": "Workforce implications",
            "formal": "Equalities, legal and other implications",
            "timetable": "Timetable",
            "clearance": "Clearance",
        }
    ),
]  # fmt: skip
"""The parts of the short report in their order, each with its usual heading."""


class Option(Section):
    """A further option that was considered: the scenario with some changes, costed in the same way as the proposal."""

    identified_by = ("title",)

    title: Public[Text] = Field(
        title="Option", description="What the option is, in a few words.", examples=["Keep the vacant post"]
    )
    changes: tuple[Text, ...] = Field(
        default=(),
        title="Changes",
        description="What is different from the proposal. Each change is a place, an equals sign (=) and a value, "
        "written as in the option --set of a command.",
        examples=[["proposed.senior-officer.grade = 36-39"]],
    )
    for_: Public[Text | None] = Field(
        default=None,
        alias="for",
        title="For",
        description="The case for this option, in a sentence.",
        examples=["Schools keep their courses."],
    )
    against: Public[Text | None] = Field(
        default=None,
        title="Against",
        description="The case against this option, in a sentence.",
        examples=["It costs more than the proposal."],
    )

    _changes_something = rule(lambda option: option.changes, "at least one change in changes")


class Written(Section):
    """A text that somebody has written for the short report, for a place that the workbook can't fill itself."""

    identified_by = ("place",)

    place: Public[Place] = Field(
        title="Place", description="The place in the report that the text is for.", examples=["finance"]
    )
    text: Public[Text] = Field(
        title="Text", description="What is printed at that place, word for word.", examples=["All wards"]
    )
    exempt: bool = Field(
        default=False,
        title="Exempt",
        description="Whether the text says something about a person or a customer. If so, the public paper has a "
        "place to fill in instead.",
    )


class Part(Section):
    """A part of the report under a council's own heading."""

    identified_by = ("part",)

    part: Public[PartName] = Field(title="Part", description="The part of the report.", examples=["money"])
    heading: Public[Text | None] = Field(
        default=None,
        title="Heading",
        description="The council's own heading; if left out, the usual heading.",
        examples=["Use of resources"],
    )


class Decision(Section):
    """Who decides, and what the short report to them says besides the figures."""

    kind: Public[Kind] = Field(
        title="Who decides", description="Who takes the decision. The form of the short report depends on this."
    )
    maker: Public[Text | None] = Field(
        default=None,
        title="Decision-maker",
        description="The decision-maker's title, such as a post or the name of a committee; never a person's name.",
        examples=["Director of Children's Services"],
    )
    key_decision: Public[bool | None] = Field(
        default=None,
        title="Key decision",
        description="Whether this is a key decision; if left out, the short report has a place to fill in.",
    )
    called_in: Public[bool | None] = Field(
        default=None,
        title="Call-in",
        description="Whether the decision can be called in; if left out, only a decision of Cabinet or of a Cabinet "
        "member can be.",
    )
    options: Public[tuple[Option, ...]] = Field(
        default=(),
        title="Options",
        description="Further options that were considered, besides doing nothing and the proposal.",
    )
    written: Public[tuple[Written, ...]] = Field(
        default=(),
        title="Texts",
        description="What people have written for the places in the report that the workbook can't fill.",
    )
    outline: Public[tuple[Part, ...]] = Field(
        default=(),
        title="Outline",
        description="The parts of the report in the council's own order, with its own headings. Parts that are not "
        "listed follow in their usual order.",
    )

    _only_the_executive = rule(
        lambda decision: not (decision.called_in and decision.kind in NOT_EXECUTIVE),
        "no call-in, since a decision of the Head of Paid Service or of a committee is not an executive decision",
    )
    _places_once = rule(
        lambda decision: all_differ(written.place for written in decision.written),
        "each place only once among the texts (written)",
    )
    _parts_once = rule(
        lambda decision: all_differ(part.part for part in decision.outline), "each part only once in outline"
    )
    _titles_once = rule(
        lambda decision: all_differ(option.title for option in decision.options), "each title only once in options"
    )

    @property
    def can_be_called_in(self) -> bool:
        """Whether the decision can be called in: as ``called_in`` states; if it is left out, by who decides."""
        return self.kind in ("cabinet_member", "cabinet") if self.called_in is None else self.called_in

    def text_for(self, place: str) -> str:
        """The text written for a place; empty where there is none."""
        return next((written.text for written in self.written if written.place == place), "")
