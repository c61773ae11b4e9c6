"""Customers and prices: how many buy, the price step, and each price of the price lists."""

from collections.abc import Iterator
from typing import Any

from model.desk.panels.fields import Box, Group, edit_box, form_view

NONE = "This scenario names no customers: nobody buys the service."
PRICES = {"flat": "a year", "a_unit": "a unit", "minimum": "at least, a year"}


def groups(desk: Any) -> list[Group]:
    """The boxes that this scenario has."""
    if not isinstance(desk.draft.value(("customers",)), dict):
        return [Group("Customers", (), NONE)]
    who = (
        Box(("customers", "count"), "How many buy", "number"),
        Box(("customers", "are"), "What they are", hint="In the plural: schools"),
        Box(("customers", "price_step"), "Prices are rounded up to £", "number"),
        Box(("customers", "source"), "Where the count comes from"),
    )
    return [Group("Customers", who), *_price_lists(desk.draft.value(("customers",)), ("customers",))]


def _price_lists(section: dict, at: tuple) -> Iterator[Group]:
    for key, lists in section.items():
        if not isinstance(lists, list):
            continue
        for n, one in enumerate(lists):
            if isinstance(one, dict) and isinstance(one.get("packages"), list):
                yield Group(f"Prices from {one.get('from')}, £ net of VAT", tuple(_prices(one, (*at, key, n))))


def _prices(price_list: dict, at: tuple) -> Iterator[Box]:
    for n, package in enumerate(price_list["packages"]):
        if not isinstance(package, dict):
            continue
        place, title = (*at, "packages", n), package.get("title") or package.get("id")
        for key, unit in PRICES.items():
            if key in package:
                yield Box((*place, key), f"{title}, {unit}", "number")
        by_phase = package.get("per_pupil")
        if isinstance(by_phase, dict):
            for phase in by_phase:
                yield Box((*place, "per_pupil", phase), f"{title}, a {phase} pupil", "number")
        elif by_phase is not None:
            yield Box((*place, "per_pupil"), f"{title}, a pupil", "number")
        for m, band in enumerate(package.get("bands") or ()):
            limit = f"up to {band['to_pupils']} pupils" if band.get("to_pupils") else "larger"
            yield Box((*place, "bands", m, "price"), f"{title}, {limit}", "number")


def view(desk: Any) -> dict:
    """The form."""
    return form_view(desk, groups(desk))


ACTIONS = {"edit": lambda desk, key, value, reason="", **_: edit_box(desk, groups(desk), key, value, reason)}
