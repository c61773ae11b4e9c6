"""Customers and price: how many buy, the price step, and each price of the price lists."""

from collections.abc import Iterator
from typing import Any

from model.desk.box import Box, field_box
from model.desk.panels.fields import Group, edit_box, form_view
from model.schema.reading.days_read import day_in_words

NONE = "This scenario names no customers: nobody buys the service."
LISTED = "If empty: the listed customers who buy on the day of the change are counted"
NO_PRICES = "No prices are stated in this scenario, so income is assumed to equal what the service costs today."


def groups(desk: Any) -> list[Group]:
    """The boxes for this scenario."""
    customers, prices = desk.draft.value(("customers",)), desk.draft.value(("prices",))
    if not isinstance(customers, dict):
        return [Group("Customers", (), NONE)]
    who = (
        field_box(("customers", "count"), hint=LISTED if customers.get("agreements") else ""),
        field_box(("customers", "are"), hint="In the plural, such as schools"),
        field_box(("customers", "price_step"), hint="In £: prices are rounded up to a multiple of this"),
        field_box(("customers", "source")),
    )
    lists = [one for one in enumerate(prices if isinstance(prices, list) else ()) if isinstance(one[1], dict)]
    if not lists:
        return [Group("Customers", who), Group("Prices", (), NO_PRICES)]
    return [Group("Customers", who), *(_price_list(desk, one, ("prices", n)) for n, one in lists)]


def _stated(desk: Any, path: tuple) -> dict:
    """The keys and values at a path, in the draft or the file. So an emptied box stays, and can be filled again."""
    before, now = desk.draft.loaded.value(path), desk.draft.value(path)
    return {**(before if isinstance(before, dict) else {}), **(now if isinstance(now, dict) else {})}


def _listed(desk: Any, path: tuple) -> list:
    """The entries of a list in the draft, then those at the end of the file's list that the draft no longer has.

    An entry leaves the draft when its only price is emptied. Its box stays, so that it can be filled again.
    """
    before, now = (
        [*each] if isinstance(each, list) else [] for each in (desk.draft.loaded.value(path), desk.draft.value(path))
    )
    return [*now, *before[len(now) :]]


def _price_list(desk: Any, one: dict, at: tuple) -> Group:
    packages = one.get("packages")
    boxes = [box for n, _ in _dicts(packages) for box in _prices(desk, (*at, "packages", n))]
    if "minimum_charge" in _stated(desk, at):
        boxes.append(field_box((*at, "minimum_charge"), hint="The least that any customer pays, £ a year"))
    return Group(f"Prices from {day_in_words(one.get('from'))}, £ net of VAT", tuple(boxes))


def _prices(desk: Any, place: tuple) -> Iterator[Box]:
    """A box for each price that a package states."""
    package = _stated(desk, place)
    title, unit = package.get("title") or package.get("id"), package.get("unit", "day")
    for key, of in {"flat": "a year", "a_unit": f"each {unit}", "minimum": "minimum a year"}.items():
        if key in package:
            yield Box((*place, key), f"{title}, {of}", "number")
    by_phase = _stated(desk, (*place, "per_pupil"))
    for phase in by_phase:
        yield Box((*place, "per_pupil", phase), f"{title}, a {phase} pupil", "number")
    if not by_phase and package.get("per_pupil") is not None:
        yield Box((*place, "per_pupil"), f"{title}, a pupil", "number")
    for n, band in _dicts(_listed(desk, (*place, "bands"))):
        limit = f"up to {band['to_pupils']} pupils" if band.get("to_pupils") else "larger"
        yield Box((*place, "bands", n, "price"), f"{title}, {limit}", "number")
    for n, lower in _dicts(_listed(desk, (*place, "cheaper_from"))):
        yield Box((*place, "cheaper_from", n, "price"), f"{title}, each {unit} from {lower.get('units')}", "number")


def _dicts(entries: Any) -> Iterator[tuple[int, dict]]:
    return ((n, one) for n, one in enumerate(entries if isinstance(entries, list) else ()) if isinstance(one, dict))


def view(desk: Any) -> dict:
    """The form, as form.js draws it."""
    return form_view(desk, groups(desk))


ACTIONS = {"edit": lambda desk, key, value, reason="", **_: edit_box(desk, groups(desk), key, value, reason)}
