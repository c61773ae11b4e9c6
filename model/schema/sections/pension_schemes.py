"""Pension schemes besides the LGPS of the on-costs: the Teachers', the NHS, another employer's LGPS, or any other."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from model.base.dated import Dated, overlaps
from model.schema.sections.declared import Form, Plausible, Public, Usual
from model.schema.sections.rates import LgpsRate
from model.schema.sections.section import Section, Share, Text, rule

LGPS = "LGPS"
"""The name by which a post or a holder refers to the scheme whose rates the on-costs state."""


@dataclass(frozen=True)
class Held:
    """The rates that the workbook has for a scheme: its name in the table, and the parts that the employer pays.

    The rate of a day needs every part in ``needed``. The parts in ``beside`` are added on days on which they are known.
    """

    name: str
    needed: tuple[str, ...]
    beside: tuple[str, ...] = ()


HELD = {
    "teachers": Held("teachers", ("employer",), ("administration_levy",)),
    "nhs": Held("nhs", ("collected_through_payroll", "invoiced_to_local_authorities")),
}
"""The rates that the workbook has, by kind of scheme."""
Kind = Annotated[
    Literal["lgps", "teachers", "nhs", "own"],
    Form(
        choices={
            "lgps": "Local Government Pension Scheme, at another employer's rate",
            "teachers": "Teachers' Pension Scheme",
            "nhs": "NHS Pension Scheme",
            "own": "another scheme",
        }
    ),
]


class SchemeRate(LgpsRate):
    """What the employer pays to a scheme between two dates."""

    rate: Public[Usual[Annotated[Share, Field(ge=0), Plausible(0.05, 0.45, besides=(0,))] | None]] = Field(
        default=None,
        title="Employer's pension rate",
        description="The employer's contribution as a share of pensionable pay, or 0 where the scheme has none. If "
        "left out, it is the primary and the secondary rate together.",
        examples=["28.6%"],
    )
    administration_levy: Public[Annotated[Share, Field(ge=0, le=0.05)] | None] = Field(
        default=None,
        title="Administration levy",
        description="What the employer pays on top for running the scheme, as a share of pensionable pay.",
        examples=["0.08%"],
    )


class PensionScheme(Section):
    """A pension scheme that posts or holders are in, and what the employer pays to it."""

    identified_by = ("name",)

    name: Public[Text] = Field(
        title="Name", description="The name by which posts and holders refer to the scheme.", examples=["Teachers"]
    )
    kind: Public[Kind] = Field(title="Kind", description="Which scheme it is.", examples=["teachers"])
    rates: Public[tuple[SchemeRate, ...]] = Field(
        default=(),
        title="Rates",
        description="What the employer pays, with an entry for each run of dates. The workbook has rates of the "
        "Teachers' and the NHS scheme. On the days of an entry, the entry replaces those rates.",
    )

    _not_the_usual = rule(
        lambda scheme: scheme.name != LGPS, "a different name, since LGPS is the name of the scheme of the on-costs"
    )
    _stated = rule(
        lambda scheme: scheme.rates or scheme.kind in HELD, "rates, since the workbook has no rates of this scheme"
    )
    _rates_do_not_overlap = rule(
        lambda scheme: not any(overlaps(Dated(rate, rate.from_, rate.to) for rate in scheme.rates)),
        "rates whose dates do not overlap",
    )
    _parts_of_lgps = rule(
        lambda scheme: scheme.kind == "lgps" or not any(rate.has_parts for rate in scheme.rates),
        "rate alone, since only the LGPS has a primary and a secondary rate",
    )
    _levy_of_others = rule(
        lambda scheme: scheme.kind != "lgps" or not any(rate.administration_levy for rate in scheme.rates),
        "no administration_levy, since the LGPS has none",
    )
