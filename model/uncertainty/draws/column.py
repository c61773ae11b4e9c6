"""The unknowns of a scenario, drawn: the value of each in every draw, and the text that the file would then have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from model.assessment.assess import Assessment
from model.base.faults import Fault, InputFaults
from model.pay.grades import own_number
from model.schema.changes.change import placed
from model.schema.changes.values import value_at
from model.schema.reading.document import Document, Path_, in_words
from model.schema.sections.draws import Drawn, number_in
from model.uncertainty.draws.sampling import between, even_draws, following, how_many, one_of
from model.uncertainty.pay_drivers import is_carried_on

Kind = Literal["pension", "award", "turnover", "person", "customers", "layout"]
"""How draws of an unknown are costed: as monthly rates, by the rows of a person or vacancy, or by a new layout."""
RATES = ("pension", "award", "turnover")
"""The kinds of unknown for which any amount may be drawn. For other kinds, one of several values is drawn."""
PENCE_OF_PERCENT = 6
"""The decimals to which a share is drawn: 0.0001 of a percentage point."""


@dataclass(frozen=True)
class Column:
    """One unknown. ``texts`` are its possible values, as typed; ``drawn`` is the index of each draw's value, (draws,).

    Where any amount may be drawn, ``texts`` is empty and ``drawn`` has the amounts, a percentage as a share. ``paths``
    are the unknown's places in the document.
    """

    of: Drawn
    label: str
    paths: tuple[Path_, ...]
    places: tuple[str, ...]
    kind: Kind
    texts: tuple[str, ...]
    drawn: np.ndarray
    number: int
    """The index of the unknown among all unknowns."""

    def text(self, draw: int) -> str:
        """The text that the file would have in a draw."""
        return self.texts[int(self.drawn[draw])] if self.texts else as_typed(float(self.drawn[draw]), self.of)

    def changes(self, draw: int) -> dict[str, str]:
        """The text that a draw puts at each place of the unknown, by place."""
        return dict.fromkeys(self.places, self.text(draw))

    def tried(self) -> tuple[str, ...]:
        """The values to try, so that every draw is valid: both ends of a range of numbers, else every value drawn."""
        if not self.texts:
            return self.of.lowest or "", self.of.highest or ""
        drawn = np.unique(self.drawn).tolist()
        ends = (drawn[0], drawn[-1]) if self.of.in_whole_numbers or self.of.each_stays is not None else drawn
        return tuple(self.texts[number] for number in ends)

    def stated_at(self, text: str) -> Path_:
        """The path of a tried value in the file; the path of the unknown, if the file doesn't state the value."""
        at: Path_ = ("draws", "unknowns", self.number)
        values = [each.value for each in self.of.one_of]
        if text in values:
            return (*at, "one_of", values.index(text), "value")
        end = next((end for end in ("lowest", "highest") if getattr(self.of, end) == text), None)
        return (*at, end) if end else at

    def ranked(self) -> np.ndarray:
        """Numbers by which draws can be ranked, (draws,): the values drawn, or indices where values are not numbers."""
        if not self.texts:
            return self.drawn
        numbers = [number_in(text) if text.removesuffix("%").replace(".", "", 1).isdecimal() else None
                   for text in self.texts]  # fmt: skip
        known = [number for number in numbers if number is not None]
        return np.array(known)[self.drawn] if len(known) == len(numbers) else self.drawn


def as_typed(amount: float, of: Drawn) -> str:
    """An amount as the file would have it."""
    if of.in_percent:
        return f"{amount * 100:.{PENCE_OF_PERCENT - 2}f}".rstrip("0").rstrip(".") + "%"
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def columns(of: Assessment) -> tuple[Column, ...]:
    """Every unknown of a scenario, drawn. Raises InputFaults with every place and value that can't be drawn."""
    draws, document = of.scenario.draws, of.document
    if draws is None or document is None:
        return ()
    found, faults = [], []
    evens: dict[str, np.ndarray] = {}
    taken: set[Path_] = set()
    for number, unknown in enumerate(draws.unknowns):
        whole, changes, wrong = placed(document, dict.fromkeys(unknown.places, "1"))
        faults += [_told(document, number, fault) for fault in wrong]
        if wrong:
            continue
        paths = [change.path for change in changes]
        if twice := taken.intersection(paths):
            at = ("draws", "unknowns", number, "places")
            faults.append(document.fault(at, "each place once", found=f"{in_words(min(twice, key=str))} drawn already"))
            continue
        taken.update(paths)
        for name, few in _alone(unknown, paths):
            even = even_draws(draws.number, draws.seed, name)
            if unknown.closely is not None and unknown.follows in evens:
                even = following(even, evens[unknown.follows], unknown.closely)
            evens.setdefault(unknown.what, even)
            try:
                found.append(_column(of, whole, unknown, number, name, few, even))
            except ValueError as cannot:
                at = ("draws", "unknowns", number, "places")
                faults.append(document.fault(at, str(cannot), found=", ".join(unknown.places)))
    if faults:
        raise InputFaults(faults)
    return tuple(found)


def _alone(unknown: Drawn, paths: list[Path_]) -> Iterator[tuple[str, list[tuple[str, Path_]]]]:
    """Each group of places that have one draw, and its label: all places of an unknown, or one holder's point."""
    pairs = list(zip(unknown.places, paths, strict=True))
    if unknown.over is None:
        yield unknown.what, pairs
        return
    for place, path in pairs:
        yield unknown.what if len(pairs) == 1 else f"{unknown.what}, {place}", [(place, path)]


def _told(document: Document, number: int, fault: Fault) -> Fault:
    """A fault of a place, reported where the unknown states the place."""
    at = ("draws", "unknowns", number, "places")
    return document.fault(at, fault.expected, found=f"{fault.where}: {fault.found}", nearest=fault.nearest)


def _column(  # noqa: PLR0913  what is drawn, of what, and where
    of: Assessment,
    document: Document,
    unknown: Drawn,
    number: int,
    label: str,
    places: list[tuple[str, Path_]],
    even: np.ndarray,
) -> Column:
    """The column for the places of an unknown. Raises ValueError, with what is expected, if it can't be drawn there."""
    paths = tuple(path for _, path in places)
    column = partial(
        Column, unknown, label, paths, tuple(place for place, _ in places), _kind(of, unknown, paths), number=number
    )
    if unknown.over is not None:
        texts = _points_of_grade(of, document, paths[0])
        return column(tuple(map(str, texts)), one_of(even, np.full(len(texts), 1 / len(texts))))
    if unknown.one_of:
        chances = [each.chance or 1 / len(unknown.one_of) for each in unknown.one_of]
        return column(tuple(each.value for each in unknown.one_of), one_of(even, np.array(chances)))
    if unknown.each_stays is not None:
        count = of.scenario.customers.count if of.scenario.customers else None
        if paths != (("customers", "count"),) or count is None:
            raise ValueError("customers.count, in a scenario that states it")
        return column(tuple(map(str, range(count + 1))), how_many(even, count, unknown.each_stays))
    lowest, highest = number_in(unknown.lowest or "0"), number_in(unknown.highest or "0")
    likeliest = None if unknown.likeliest is None else number_in(unknown.likeliest)
    if unknown.in_whole_numbers:
        amounts = np.floor(between(even, lowest, highest + 1, None if likeliest is None else likeliest + 0.5)).astype(
            int
        )
        return column(tuple(map(str, range(int(lowest), int(highest) + 1))), amounts - int(lowest))
    decimals = PENCE_OF_PERCENT if unknown.in_percent else 2
    return column((), np.round(between(even, lowest, highest, likeliest), decimals))


def _kind(of: Assessment, unknown: Drawn, paths: tuple[Path_, ...]) -> Kind:
    """The quickest way to cost draws of all the places of an unknown."""
    kind = _kind_of(of, paths[0])
    if any(_kind_of(of, path) != kind for path in paths):
        return "layout"
    any_amount = unknown.lowest is not None and not unknown.in_whole_numbers
    return kind if any_amount == (kind in RATES) else "layout"


def _kind_of(of: Assessment, path: Path_) -> Kind:
    for kind, holds in KINDS:
        if holds(of, path):
            return kind
    return "layout"


def _is_pension(_: Assessment, path: Path_) -> bool:
    return path[:2] == ("on_costs", "lgps") and path[-1] in ("rate", "primary")


def _is_award(of: Assessment, path: Path_) -> bool:
    if path[:2] != ("pay", "awards") or path[-1] != "percent":
        return False
    someone_acts_up = bool(of.scenario.people and of.scenario.people.acting_up)
    return not someone_acts_up and is_carried_on(of, of.scenario.pay.awards[int(path[2])])


def _is_turnover(_: Assessment, path: Path_) -> bool:
    return path == ("costing", "turnover", "rate")


def _is_person(_: Assessment, path: Path_) -> bool:
    """Whether a place is a holder's point, or the day on which a vacancy is filled."""
    return (path[-1] == "point" and "holders" in path) or (path[0] == "proposed" and path[2:] == ("filled_on",))


def _is_customers(_: Assessment, path: Path_) -> bool:
    return path == ("customers", "count")


KINDS: tuple[tuple[Kind, Callable[[Assessment, Path_], bool]], ...] = (
    ("pension", _is_pension),
    ("award", _is_award),
    ("turnover", _is_turnover),
    ("person", _is_person),
    ("customers", _is_customers),
)
"""The kinds of unknown that need no new layout, each with the test of whether a place is of that kind."""


def _points_of_grade(of: Assessment, document: Document, path: Path_) -> list[int]:
    """Every point of the grade of the holder at a path, including those beyond a bar."""
    if path[-1] != "point" or "holders" not in path:
        raise ValueError("the points of holders, such as holders.A.point")
    holder = value_at(document.data, path[:-1])
    names = [holder["post"]] if path[0] == "holders" else [value_at(document.data, path[:2])["id"]]
    (post,) = (post for post in of.scenario.present if post.id in map(str, names))
    book = of.costed.book
    pay_range = book.ranges[book.number_of("present", post.grade, post.pay_structure)]
    ladder = book.points.ladder_on(book.months.first.first_day)
    return [own_number(point) for point in (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder))]
