"""The structure: both grids, and what is done to their rows."""

from collections.abc import Callable
from typing import Any

from model.desk.grid import COLUMNS, edit_cell, grid_view, paste_block


def view(desk: Any) -> dict:
    """Both structures, each as a grid."""
    return {side: grid_view(desk.draft, side) for side in COLUMNS}


def _place(desk: Any, side: str, row: int, post: str | None) -> int:
    """Where a post stands now: what was done to the one that the page showed is never done to another.

    Raises LookupError where it is no longer there.
    """
    names = [one.get("id") if isinstance(one, dict) else None for one in desk.draft.posts(side)]
    if row < 0:
        raise LookupError(post)
    if post is None or (row < len(names) and names[row] == post):
        return row
    if post not in names:
        raise LookupError(post)
    return names.index(post)


def _at_its_post(do: Callable[..., None]) -> Callable[..., None]:
    """Something done to the post that the page showed; where that is gone, the page says what was not taken in."""

    def done(desk: Any, side: str, row: int, post: str | None = None, **given: Any) -> None:
        try:
            place = _place(desk, side, row, post)
        except LookupError:
            typed = f" {given['value']!r} was not taken in." if given.get("value") else ""
            desk.notice = f"\u26a0 The post {post} is no longer there.{typed}"
            return
        do(desk, side, place, **given)

    return done


def _edit(desk: Any, side: str, row: int, key: str, value: str, **_: Any) -> None:
    before = desk.draft.data
    edit_cell(desk.draft, side, row, key, value)
    if desk.draft.data is before:  # what was typed says the same as what stood there, and may look otherwise
        desk.show_again_part("structure")


def _add(desk: Any, side: str, row: int, **_: Any) -> None:
    desk.draft.add_post(side, at=row + 1 if desk.draft.value((side,)) else 0)


def _paste(desk: Any, side: str, row: int, keys: list[str], block: list[list[str]], **_: Any) -> None:
    desk.notice = paste_block(desk.draft, side, row, keys, block) or ""


DONE = {
    "edit": _edit,
    "add": _add,
    "paste": _paste,
    "copy": lambda desk, side, row, **_: desk.draft.copy_post(side, row),
    "delete": lambda desk, side, row, **_: desk.draft.delete_post(side, row),
    "move": lambda desk, side, row, to, **_: desk.draft.move_post(side, row, to),
}
ACTIONS = {name: _at_its_post(do) for name, do in DONE.items()}
