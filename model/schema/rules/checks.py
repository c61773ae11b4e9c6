"""What the checks between sections share: the entries to look at, and the most common kinds of fault."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.base.faults import Fault, nearest_name
from model.base.financial_year import PayMonths
from model.schema.reading.document import Document, Path_
from model.schema.sections.holders import Holder
from model.schema.sections.pay_structures import terms_by_structure
from model.schema.sections.posts import Post, PresentPost
from model.schema.sections.rates import PayTerms

SIDES = ("present", "proposed")


def months_shown(sections: dict[str, Any]) -> PayMonths | None:
    """The months of the years shown; None where either year is missing or has a fault."""
    years = sections.get("years")
    return years.months if years is not None and years.first and years.last else None


@dataclass(frozen=True)
class Checks:
    """The document and its sections. A section with a fault is None, and parts with a fault are left out of a section.

    So one fault doesn't hide another. Each entry of a list comes with its path, such as ('people', 'acting_up', 0).
    """

    document: Document
    sections: dict[str, Any]

    def entries(self, *path: str) -> list[tuple[Path_, Any]]:
        """Each valid entry of the list at a path of keys; empty where the list is not stated or has a fault."""
        section = self.sections.get(path[0])
        for key in path[1:]:
            section = getattr(section, key, None)
        return self._numbered(
            path,
            section,
            lambda: [((*path, number), entry) for number, entry in enumerate(section or ()) if entry is not None],
        )

    def written(self, *path: str) -> list[tuple[Path_, dict[str, Any]]]:
        """Each entry of the list at a path of keys, as written, with the entry's own path. An entry may have faults.

        An entry that is not written as keys and values is left out.
        """
        values: Any = self.document.data
        for key in path:
            values = values.get(key) if isinstance(values, dict) else None
        rows = values if isinstance(values, list) else []
        return self._numbered(
            ("as written", *path),
            values,
            lambda: [((*path, number), row) for number, row in enumerate(rows) if isinstance(row, dict)],
        )

    def holders(self) -> list[tuple[Path_, PresentPost, Holder]]:
        """Each holder of a present post: the path, the post and the holder."""
        posts = self.sections.get("present")
        return self._numbered(
            ("holders of", "present"),
            posts,
            lambda: [
                (("present", index, "holders", seat), post, holder)
                for index, post in enumerate(posts or ())
                for seat, holder in enumerate(post.holders if post else ())
            ],
        )

    def _numbered(self, what: tuple[str, ...], of: Any, entries: Callable[[], list[Any]]) -> list[Any]:
        """The result of ``entries()``, kept by the name ``what``. A new call is made only if ``of`` is a new object."""
        listed, known = self.document.numbered.get(what, (None, []))
        if listed is not of:
            known = entries()
            self.document.numbered[what] = of, known
        return known

    def pay_of(self, post: Post) -> PayTerms | None:
        """The terms of a post's pay structure; None where they have a fault, or the structure is unknown."""
        pay = self.sections.get("pay")
        if pay is None or post.pay_structure is None:
            return pay
        return terms_by_structure(pay, self.sections.get("pay_structures") or ()).get(post.pay_structure)

    def all_posts(self, *sides: str) -> list[Any] | None:
        """The posts of ``sides``; None where any post has a fault, since a rule may be looking for that post."""
        posts = [post for side in sides for post in self.sections.get(side) or (None,)]
        return None if any(post is None for post in posts) else posts

    def fault(self, path: Path_, expected: str, *, found: str | None = None, nearest: str = "") -> Fault:
        """A fault at a path."""
        return self.document.fault(path, expected, found=found, nearest=nearest)

    def unknown(
        self, path: Path_, name: str | None, names: Collection[str], expected: str, *, found: str | None = None
    ) -> Iterator[Fault]:
        """A fault, with the nearest known name, for a name that is not known."""
        if name not in names:
            yield self.fault(path, expected, found=found, nearest=nearest_name(name, names))

    def repeated(self, named: Iterable[tuple[Path_, Hashable]], expected: str) -> Iterator[Fault]:
        """A fault for each name that an earlier entry already has."""
        seen = set()
        for path, name in named:
            if name in seen:
                yield self.fault(path, expected)
            seen.add(name)

    def outside(
        self, days: Iterable[tuple[Path_, date | None]], first: date, last: date, expected: str
    ) -> Iterator[Fault]:
        """A fault for each stated day that is outside a span of days."""
        return (self.fault(path, expected) for path, day in days if day and not first <= day <= last)
