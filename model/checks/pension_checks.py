"""The part of pension contributions that is in no figure: a secondary contribution certified as a sum of money."""

from collections.abc import Iterator

from model.base.check import Check, checked
from model.base.financial_year import in_words
from model.base.money import pounds
from model.schema.sections.rates import LgpsRate
from model.schema.sections.scenario import Scenario


def pension_checks(scenario: Scenario) -> list[Check]:
    """The check that discloses lump sums, which do not change with posts; empty where none is stated."""
    told = [*_lump_sums("", scenario.on_costs.lgps)]
    for scheme in scenario.schemes_in_use:
        told += _lump_sums(f" to {scheme.name}", scheme.rates)
    title = "Pension contributions that do not change with posts"
    return [checked("pension_lump_sums", title, told, "", blocking=False)] if told else []


def _lump_sums(to: str, rates: tuple[LgpsRate, ...]) -> Iterator[str]:
    for rate in rates:
        if rate.secondary_lump_sum:
            yield (
                f"The secondary contribution{to} of {pounds(rate.secondary_lump_sum)} a year from "
                f"{in_words(rate.from_)} to {in_words(rate.to)} is a lump sum. Adding or deleting a post does not "
                f"change it, so it is in no figure here ({rate.source.rstrip('.')})."
            )
