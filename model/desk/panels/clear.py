"""Clear: the papermill run of the saved file, in a process of its own, with its progress and a way to cancel it."""

from pathlib import Path
from threading import Thread
from typing import Any

from model.control.seal import manifest_digest
from model.desk.places import own_folder
from model.report.pack.apart import BuildApart, NotBuilt
from model.report.pack.build import STEPS

UNSAVED = "Some changes are not saved. Clear runs on the saved file, so save them first."
FAULTY = "The file has faults: mend them first."


class Run:
    """One clearance run: its progress and its result."""

    def __init__(self) -> None:
        self.step, self.said, self.going = 0, "", False
        self.build: BuildApart | None = None
        self.made: Path | None = None
        """The folder of the pack that the run made; None where it made none."""

    def start(self, desk: Any) -> None:
        """Start the run, unless one is running."""
        if self.going:
            return
        self.step, self.said, self.going, self.made = 0, "Starting \u2026", True, None
        self.build = BuildApart(desk.draft.path.absolute(), desk.packs.absolute())
        Thread(target=self._follow, args=(desk, self.build, desk.packs / desk.draft.path.stem), daemon=True).start()

    def cancel(self) -> None:
        """End the run before it is done."""
        if self.going and self.build:
            self.said = "Cancelling \u2026"
            self.build.cancel()

    def _follow(self, desk: Any, build: BuildApart, place: Path) -> None:
        before = manifest_digest(place)

        def progress(step: str) -> None:
            self.step += 1
            self.said = f"Step {self.step} of {STEPS}: {step} \u2026"
            desk.refresh()

        try:
            build.wait(progress)
            self.made = place
        except NotBuilt as why:
            self.said = f"\u26a0 {why}"
            if build.cancelled:
                earlier = "The earlier pack is unchanged." if before else "There is no pack."
                self.said = f"Cancelled. {earlier}"
        if self.made or manifest_digest(place) != before:  # or it was whole just before it was cancelled
            too_late = "It was too late to cancel. " if build.cancelled else ""
            self.made, self.said = place, f"{too_late}The pack of {place.name} is built."
        self.going = False
        desk.refresh()


def view(desk: Any) -> dict:
    """Whether the scenario can be cleared, and if not, why; the progress of a run; and the address of its report."""
    run, draft = desk.run, desk.draft
    return {
        "can": not (run.going or draft.changed or draft.faults),
        "why": UNSAVED if draft.changed else FAULTY if draft.faults else "",
        "going": run.going,
        "step": run.step,
        "steps": STEPS,
        "said": run.said,
        "report": address(run.made / "report.html") if run.made else "",
    }


def address(file: Path) -> str:
    """The address at which a file of a pack is served; empty where its folder is not served."""
    place, served = file.resolve(), own_folder().resolve()
    return place.relative_to(served).as_posix() if place.is_relative_to(served / "packs") and place.is_file() else ""


ACTIONS = {"start": lambda desk, **_: desk.run.start(desk), "cancel": lambda desk, **_: desk.run.cancel()}
