"""The page as one widget: it sends each change to the browser as a message, and passes on each action done there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

from model.report.charts.studio import PICTURES, PLOTLY
from model.report.glossary import spellings

HERE = Path(__file__).parent
SHEET = (
    "sheet",
    *(f"sheet_{part}" for part in ("text", "range", "draw", "edit", "clip", "fill", "columns", "pages", "keys")),
)
FORMS = ("box", "form", "facts", "lists", "fates", "begin")
SHOWN = ("take_away", "traced", "results", "parts", "explore", "what_ifs")
TO_COMMITTEE = ("save", "excel", "clear", "control", "others")
SCRIPTS = ("help", "elements", "link", *SHEET, *FORMS, *SHOWN, *TO_COMMITTEE, "page")
STYLES = ("page", "sheet", "facts", "explore", "traced")


def _joined(names: tuple[str, ...], ending: str) -> str:
    return "\n".join((HERE / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


class Page(anywidget.AnyWidget):
    """The page of the desk in a browser. ``on_event(event, buffers)`` is called with each action in it."""

    on_event: Callable[[dict, list], None]

    def __init__(self, **traits: Any):
        words = f"const TERMS = {json.dumps(spellings())};\n"
        self._esm = words + PICTURES.read_text(encoding="utf-8") + _joined(SCRIPTS, "js")
        self._css = _joined(STYLES, "css")
        super().__init__(**traits)
        self.on_msg(lambda _, event, buffers: self.on_event(event, buffers))

    def show(self, views: dict[str, dict], asked: int | None, *, whole: bool) -> None:
        """Send the changed parts in answer to event number ``asked``. If not ``whole``, the page asks for the rest."""
        self.send({"kind": "views", "views": views, "asked": asked, "whole": whole})

    def beat(self, typed: dict[str, int], kept: dict[str, int]) -> None:
        """Tell each page that the kernel is running, and the numbers of the page's last changes received and kept."""
        self.send({"kind": "beat", "typed": typed, "kept": kept})

    def give(self, request: str, name: str, said: str, content: list[bytes]) -> None:
        """Send a browser what it asked for: the content of a file, or text for the clipboard."""
        self.send({"kind": "taken", "request": request, "name": name, "said": said}, buffers=content)

    def send_plotly(self) -> None:
        """Send the drawing library, once to each browser that opens the page; it is never fetched from the internet."""
        self.send({"kind": "plotly"}, buffers=[PLOTLY.read_bytes()])
