"""The desk: one draft, its panels and the page that shows them. All state is here and in the draft."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING, Any

from model.desk.cells import Called
from model.desk.draft import Draft
from model.desk.kept import Keeper
from model.desk.opened import Opened
from model.desk.panels import clear, control, explore, extract, offer, others, posts_list, results, sheets, traced
from model.desk.panels.fields import Reasons
from model.desk.places import Places
from model.desk.pulse import Pulse
from model.desk.scenarios import GALLERY, Scenarios
from model.desk.sheet_view import SheetView
from model.desk.shown import ACTIONS, EXPLORED, PARTIAL, VIEWS_OF_PARTS, waits_for_checks
from model.desk.views import OFFICER, VIEWS, allows, is_apart
from model.desk.what_ifs import Exploring
from model.rates.tables import load_rates

if TYPE_CHECKING:
    from model.desk.page import Page

LOOK_AROUND = 1
"""Seconds between two looks at what others do."""
ASKS_FOR_CHECKS, HERE = ("page", "checks"), ("page", "here")
NOT_DONE = "\u26a0 That could not be done. What you had before is still there."
ENVELOPE = ("panel", "action", "asked", "session", "typed", "scenario")


class Desk:
    """A scenario on the desk. ``handle`` carries out an action of the page; ``views`` makes what the page shows."""

    def __init__(self, folder: Path, packs: Path, places: Places | None = None):
        self.packs, self.rates, self.places = packs, load_rates(), places or Places()
        self.scenarios = Scenarios(folder, self.rates)
        self.scenarios.named |= {GALLERY, *self.places.folders}
        self.page: Page | None = None
        self.tab, self.thousands = "bridge", False
        self.compared: list[str] = []
        self.baseline = ""
        self.greeting = ""
        """A notice for anyone who opens the page."""
        self.notice, self.saved, self.reasons, self.run = "", "", Reasons(), clear.Run()
        self.keeper, self.pulse = Keeper(self.refresh), Pulse(self._beat)
        self.view, self.control, self.others = OFFICER, control.Control(), others.Others()
        self.watch = Pulse(self._look_around, LOOK_AROUND)
        self.typed: dict[str, int] = {}
        self.offered, self.left, self.unread, self.forgotten = [], [], [], []
        self.at_work = ""
        self.opened, self.exploring, self.extract = Opened(), Exploring(), extract.Extracted()
        self.tracing = traced.Tracing()
        self._lightly, self._owed = False, True
        self.incoming, self.list_side = posts_list.Incoming(), "present"
        self.sheets: dict[str, SheetView] = {}
        self.called = Called()
        for at in sheets.FIRST:
            sheets.open_sheet(self, at)
        self._shown: dict[str, dict] = {}
        self._lock = RLock()
        self._busy = self._opening = self._asked = False

    def open(self, path: Path) -> None:
        """Put a scenario on the desk. Raises InputFaults where the file can't be read as YAML at all."""
        draft = Draft.open(path, self.rates)
        self.keeper.leave()
        self.draft = draft
        self.draft.watch(self._edited_elsewhere)
        self.saved, self.of_excel, self.begun, self.asks = "", "", "", None
        self.reasons.forget()
        self.opened.forget()
        self.control.forget()
        self.scenarios.go_to(path.parent)
        self.places.remember(path.parent, path)
        self.exploring, self.tracing = Exploring(shown=self.exploring.shown), traced.Tracing()
        self.keep_loaded()

    @property
    def folder(self) -> Path:
        """The folder whose scenarios are offered."""
        return self.scenarios.folder

    @property
    def unsaved(self) -> bool:
        """Whether the draft or its control sheet has typed changes that are not saved."""
        return self.draft.changed or self.control.typed is not None

    def keep_loaded(self) -> None:
        """After a load or a save: look at what others do, and at the drafts that are kept."""
        self.others.look(self)
        offer.look(self)

    @property
    def shown(self) -> Iterable[dict]:
        """The content of each part of the page now."""
        return self._shown.values()

    def in_unit(self, shown: Any) -> Any:
        """A part of the page with its amounts in pounds or in £k, as the user has chosen."""
        return results.in_thousands(shown) if self.thousands else shown

    def views(self) -> dict[str, Callable[[], dict]]:
        """For each part of the page, by its name, the function that makes what the part shows."""
        return {name: partial(view, self) for name, view in VIEWS_OF_PARTS.items()}

    def make_ready(self) -> None:
        """Work out everything that the page shows, in a thread, while the browser loads.

        What is worked out is kept. Once the page asks, the rest is made in the usual way.
        """
        Thread(target=self._make_ready, daemon=True).start()

    def _make_ready(self) -> None:
        with suppress(Exception):  # the page asks for the same again, and then shows what is wrong
            for make in self.views().values():
                with self._lock:
                    if self._asked:
                        return
                    make()

    def handle(self, event: dict[str, Any], buffers: Iterable[bytes] = ()) -> None:
        """Carry out an action of the page, then show what changed, then keep the draft."""
        self._asked = True
        self.watch.heard()
        with self.pulse.at_work():
            if (event.get("panel"), event.get("action")) != HERE:
                self._do(event, buffers)

    def _do(self, event: dict[str, Any], buffers: Iterable[bytes]) -> None:
        panel, action, asked = event.get("panel", ""), event.get("action", ""), event.get("asked")
        if (panel, action) == ASKS_FOR_CHECKS:
            with self._lock:
                self._lightly = not self._owed
                self._send(asked, checks=True)
                self._lightly = self._owed = False
            return
        if not self._is_next(event):
            self.refresh(asked)
            return
        actions = ACTIONS[panel]
        values = {key: value for key, value in event.items() if key not in ENVELOPE}
        content = {"content": bytes(next(iter(buffers)))} if buffers else {}
        with self._lock:
            self._lightly = panel == "explore" and action in explore.LIGHT
            self._owed |= not self._lightly
            self._busy, self.notice, self.at_work = True, "", panel
            if panel in ("sheets", "assumptions", "customers", "facts", "begin", "list"):
                self.saved = ""
            try:
                if not self._refuses(panel, action):
                    actions[action](self, **values, **content)
            except Exception:
                self.notice = NOT_DONE
                raise
            finally:
                self._busy = False
                self.refresh(asked)
                if not self._lightly:
                    self.keep()
                self._lightly = False

    def _refuses(self, panel: str, action: str) -> bool:
        """Whether an action is refused, in this view or while the scenario is being cleared. The page then says so."""
        self.others.look(self)
        if not allows(self.view, panel, action):
            self.notice = f"\u26a0 That was not done. {VIEWS[self.view].said}"
        elif self.others.clearing and not is_apart(panel, action):
            self.notice = f"\u26a0 That was not done. {self.others.clearing}"
        else:
            return False
        self.show_again_part(panel)
        return True

    def _look_around(self) -> None:
        """See what others do with the scenario. This runs in the background, after the user's own actions."""
        if self._lock.acquire(blocking=False):
            try:
                if self.others.look(self):
                    self.refresh()
            finally:
                self._lock.release()

    def _is_next(self, event: dict[str, Any]) -> bool:
        """Whether a typed event is the next in order. Others are dropped; after a gap, the page sends them again."""
        number, page = event.get("typed"), event.get("session", "")
        if number is None:
            return True
        if number != self.typed.get(page, 0) + 1:
            return False
        self.typed[page] = number
        return True

    def keep(self) -> None:
        """Have the draft kept in a file, with the what-ifs and the changes typed in the control sheet."""
        self.keeper.keep(self.draft, self.typed, self.exploring.kept, self.control.typed)

    def _beat(self) -> None:
        """Tell the page that the kernel is running, which typed changes are in the draft, and which are kept."""
        if self.page is not None:
            self.page.beat(dict(self.typed), dict(self.keeper.typed))

    def refresh(self, asked: int | None = None) -> None:
        """Send the page the parts that differ from what it shows: first the figures, then what waits for the checks.

        In answer to an event of the page, whose number is ``asked``, only the figures are sent; the page asks for the
        rest once it has them. A kernel that went on to the checks at once would delay the figures.
        """
        if self.page is None:
            return
        with self._lock:
            opening, self._opening = self._opening, False
            at_once = opening or asked is None
            sent = self._send(None if at_once else asked, checks=False)
            if opening:
                self.page.send_plotly()  # before the figures it would delay them, after the checks the chart
            if at_once:
                self._send(asked, checks=True, even_if_same=sent)

    def show_explored(self) -> None:
        """Send what was worked out for Explore, and nothing else."""
        with self._lock:
            self._lightly = True
            self._send(None, checks=True)
            self._lightly = False

    def _send(self, asked: int | None, *, checks: bool, even_if_same: bool = False) -> bool:
        """Send the parts that changed: with ``checks``, those that wait for the checks; otherwise the other parts.

        Returns whether anything was sent. An answer to an event is sent even where nothing changed. With
        ``even_if_same``, so is a message that completes an earlier message.
        """
        changed = {}
        for name, make in self.views().items():
            if waits_for_checks(self, name) is not checks or (self._lightly and name not in EXPLORED):
                continue
            view = make()
            before = self._shown.get(name)
            if before != view:
                self._shown[name] = view
                changed[name] = PARTIAL[name](before, view) if before and name in PARTIAL else view
        if self.page is None or not (changed or asked is not None or even_if_same):
            return False
        self.page.show(changed, asked, whole=checks)
        return True

    def show_again_part(self, name: str) -> None:
        """Send a part even if it is unchanged, because the page shows a change that was refused."""
        self._shown.pop(name, None)

    def show_again(self) -> None:
        """Send every part and the code that draws it, because a browser has opened the page."""
        self._shown.clear()
        self._opening = True

    def _edited_elsewhere(self, *_: Any) -> None:
        """Show the draft again after another cell of the notebook has edited it."""
        if not self._busy:
            self.refresh()
            self.keep()
