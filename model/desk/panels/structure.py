"""The structure: both grids, and what is done to their rows."""

from typing import Any

from model.desk.grid import COLUMNS, edit_cell, grid_view, paste_block


def view(desk: Any) -> dict:
    """Both structures, each as a grid."""
    return {side: grid_view(desk.draft, side) for side in COLUMNS}


def _edit(desk: Any, side: str, row: int, key: str, value: str, **_: Any) -> None:
    edit_cell(desk.draft, side, row, key, value)


def _add(desk: Any, side: str, row: int, **_: Any) -> None:
    desk.draft.add_post(side, at=row + 1 if desk.draft.value((side,)) else 0)


def _paste(desk: Any, side: str, row: int, keys: list[str], block: list[list[str]], **_: Any) -> None:
    desk.notice = paste_block(desk.draft, side, row, keys, block) or ""


ACTIONS = {
    "edit": _edit,
    "add": _add,
    "paste": _paste,
    "copy": lambda desk, side, row, **_: desk.draft.copy_post(side, row),
    "delete": lambda desk, side, row, **_: desk.draft.delete_post(side, row),
    "move": lambda desk, side, row, to, **_: desk.draft.move_post(side, row, to),
}
