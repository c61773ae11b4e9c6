"""The matrix of fates: the fate and the destinations of each present post, chosen from lists."""

from typing import Any

from model.base.faults import listed
from model.desk.cells import cell_text, names_in
from model.desk.columns import columns_of
from model.desk.fates import destinations, to_of, unsettled, with_copies, with_fate, with_filled
from model.desk.structure import posts_of
from model.schema.reading.form_words import in_form_words
from model.schema.sections.declared import Form, choices_of, declared
from model.schema.sections.fates import LEADS_ON
from model.schema.sections.posts import PresentPost, ProposedPost

COPY = "a copy"
"""The choice of a destination by which each present post gets a new proposed post like itself."""
SHOWN = ("grade", "number", "fte")


def view(desk: Any) -> dict:
    """The rows of both structures, and the choices; empty while the matrix is closed."""
    if not desk.opened.fates:
        return {}
    data = desk.draft.data
    names = {side: _titles(data, side) for side in ("present", "proposed")}
    leads = destinations(data)
    return {
        "present": [
            _row(desk, "present", number, post) | {"fate": str(post.get("fate") or ""), "to": to_of(post)}
            for number, post in _posts(data, "present")
        ],
        "proposed": [
            _row(desk, "proposed", number, post)
            | {"from": _named(names["present"], leads, post["id"]), "filled_by": str(post.get("filled_by") or "")}
            for number, post in _posts(data, "proposed")
        ],
        "fates": [(*choice, choice[0] in LEADS_ON) for choice in _choices(PresentPost, "fate")],
        "filled": _choices(ProposedPost, "filled_by"),
        "offered": [*names["proposed"].items()],
        "copy": COPY,
        "unsettled": unsettled(data),
    }


def _named(titles: dict[str, str], leads: dict[str, set[str]], name: str) -> str:
    """The titles of the present posts that lead to a proposed post, as one text; empty where none does."""
    from_ = [titles.get(one, one) for one in sorted(leads.get(name, ()))]
    return listed(from_, "and") if from_ else ""


def _posts(data: dict, side: str) -> list[tuple[int, dict]]:
    """The posts that have an id, each with its place."""
    return [(n, post) for n, post in enumerate(posts_of(data, side)) if isinstance(post, dict) and post.get("id")]


def _titles(data: dict, side: str) -> dict[str, str]:
    """The title of each post by its id; where several posts have the same title, the id is added."""
    called, titles = names_in(data, (side,))[side], {post["id"]: post.get("title") for _, post in _posts(data, side)}
    return {
        name: f"{titles[name]} ({name})" if word == name and titles.get(name) else word for name, word in called.items()
    }


def _row(desk: Any, side: str, number: int, post: dict) -> dict:
    faults = desk.draft.faults_at
    keys = {"fate", "to"} if side == "present" else {"filled_by"}
    wrong = [
        in_form_words(fault)
        for path, of in faults.items()
        if path[:2] == (side, number) and {*path[2:3]} & keys
        for fault in of
    ]
    columns = [column for column in columns_of(side) if column.key in SHOWN]
    said = ", ".join(f"{column.label} {text}" for column in columns if (text := cell_text(column, post, {})))
    return {"id": post["id"], "title": str(post.get("title") or post["id"]), "said": said, "faults": wrong}


def _choices(model: Any, key: str) -> list[tuple[str, str, str]]:
    """The values of a choice, each with its words and its meaning."""
    field = model.model_fields[key]
    form = declared(field, Form)
    return [(value, words, form.meanings.get(value, "") if form else "") for value, words in choices_of(field).items()]


def _show(desk: Any, open: bool, **_: Any) -> None:
    desk.opened.fates = open


def _fate(desk: Any, posts: list[str], fate: str, to: list[str], **_: Any) -> None:
    data = desk.draft.data
    desk.draft.go_to(with_copies(data, posts) if COPY in to else with_fate(data, posts, fate, to))


def _filled(desk: Any, posts: list[str], filled_by: str, **_: Any) -> None:
    desk.draft.go_to(with_filled(desk.draft.data, posts, filled_by))


ACTIONS = {"open": _show, "fate": _fate, "filled": _filled}
"""The actions in the matrix, which is a part of the panel Begin."""
