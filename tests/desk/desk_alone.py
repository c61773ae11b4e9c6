"""The desk without a browser: in the page's place stands what keeps all that it is shown."""

import shutil

from model.desk.opening import Desk
from model.desk.shown import PARTIAL
from tests.conftest import HOME

NAME = "barnet-schools-ict.yaml"


class Sent:
    """In the place of the page: keeps what it is shown, and knows what it has yet to ask for."""

    def __init__(self):
        self.views, self.answered, self.to_ask, self.beats = {}, [], None, []

    def show(self, views, asked, *, whole):
        self.views |= {name: view for name, view in views.items() if name not in PARTIAL}
        for name in PARTIAL & views.keys():
            self._take_in(self.views.setdefault(name, {}), views[name])
        self.answered.append((whole, asked, set(views)))
        self.to_ask = None if whole else asked

    @staticmethod
    def _take_in(sheets, changes):
        """Rows that changed, in the sheets that are shown already."""
        for at, view in changes.items():
            some = {int(number): row for number, row in view.get("some", {}).items()}
            if "rows" not in view:
                rows = [some.get(number, row) for number, row in enumerate(sheets[at]["rows"])]
                view = {**sheets[at], **view, "rows": rows}
            sheets[at] = view

    def beat(self, typed, kept):
        self.beats.append((typed, kept))

    def give(self, request, name, said, content):
        self.given = (request, name, said, content)

    def send_plotly(self):
        self.answered.append("plotly")


def desk_in(place, name=NAME):
    """The desk on a scenario, at first the first, in a folder of its own with every other beside it."""
    folder = shutil.copytree(HOME / "scenarios", place / "scenarios", ignore=shutil.ignore_patterns(".drafts"))
    desk = Desk(folder, place / "packs")
    desk.page = Sent()
    desk.open(folder / name)
    desk.handle({"panel": "page", "action": "ready", "asked": 1})
    return desk


def do(desk, panel, action, **given):
    """What somebody does at the page, which then asks for the checks."""
    desk.handle({"panel": panel, "action": action, "asked": 2, **given})
    if desk.page.to_ask:
        desk.handle({"panel": "page", "action": "checks", "asked": desk.page.to_ask})


def edit(desk, row, key, value, side="present"):
    """Type in a cell."""
    do(desk, "sheets", "change", at=side, changes=[{"row": row, "id": None, "key": key, "value": value}])


def tile(desk, key, part="value"):
    """What a tile says."""
    return next(tile[part] for tile in desk.page.views["tiles"]["tiles"] if tile["key"] == key)


def box(desk, panel, key):
    """A box of a form, by the path of its value."""
    groups = desk.page.views[panel]["groups"]
    return next(field for group in groups for field in group["fields"] if field["key"] == key)
