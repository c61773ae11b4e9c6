"""The employer's rate of a pension scheme on a day: as the scenario states it, else as the workbook has it."""

from contextlib import suppress
from datetime import date

from model.rates.tables import Rate, RateMissing, Rates
from model.schema.sections.pension_schemes import HELD, PensionScheme, SchemeRate


def rates_on(scheme: PensionScheme, rates: Rates, day: date) -> list[Rate]:
    """The parts of the employer's rate on a day, each as a row of a table. Raises RateMissing if no rate is known."""
    rows = {rate.from_: _rows(scheme, rate) for rate in scheme.rates}
    if stated := next((rows[rate.from_] for rate in scheme.rates if rate.from_ <= day <= rate.to), None):
        return stated
    held, table = HELD.get(scheme.kind), rates.pension_schemes
    if held is None:
        raise RateMissing(table.title, scheme.name, "total", day, [row for row, *_ in rows.values()])
    beside: list[Rate] = []
    for part in held.beside:
        with suppress(RateMissing):  # there was none then
            beside.append(table.value_on(held.name, part, day))
    return [*(table.value_on(held.name, part, day) for part in held.needed), *beside]


def _rows(scheme: PensionScheme, stated: SchemeRate) -> list[Rate]:
    source = f"{stated.source}; {stated.reason}" if stated.reason else stated.source
    unit, days = "share of pensionable pay", (stated.from_, stated.to)
    return [
        Rate("pension_schemes", scheme.name, part, *days, value, unit, stated.rate_status, source)
        for part, value in (("total", stated.on_pay), ("administration_levy", stated.administration_levy))
        if value is not None
    ]
