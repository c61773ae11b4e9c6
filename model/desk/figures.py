"""What the page shows of a draft: the last good assessment, every fault, and why the figures may be out of date."""

import logging
from dataclasses import dataclass, field

from model.assessment.assess import Assessment, assess_scenario
from model.base.faults import Fault, InputFaults
from model.base.kept import Kept
from model.rates.tables import Rates
from model.schema.changes.values import value_at
from model.schema.differences import SIDES
from model.schema.load import scenario_of
from model.schema.reading.document import Document, Path_
from model.schema.reading.form_words import in_form_words, place_in_form_words
from model.schema.reading.messages import Validated

NOT_FORESEEN = "values that can't be costed together and that no check looks for"


@dataclass
class Figures:
    """The figures of a draft. ``assessment`` is the last good one; None until there is one."""

    rates: Rates
    assessment: Assessment | None = None
    faults: tuple[Fault, ...] = ()
    why_stale: str = ""
    """Why the figures are not those of the draft, in a sentence; empty where they are."""
    known: Validated = field(default_factory=Validated)
    kept: Kept = field(default_factory=Kept)

    def work_out(self, document: Document, read_faults: tuple[Fault, ...]) -> None:
        """Cost a document; where it has a fault, keep the figures from before and say why. Never raises."""
        self.faults, self.why_stale = (), ""
        try:
            scenario = scenario_of(document, self.rates, read_faults, self.known)
            self.kept.turn()
            self.assessment = assess_scenario(scenario, self.rates, document, self.kept)
        except InputFaults as found:
            self.faults = found.faults
        except Exception:  # a page must outlive what no check foresaw; tests look for such faults
            logging.exception("The draft of %s could not be costed", document.file)
            expected = "a scenario that can be costed. Undo the last change"
            self.faults = (Fault(document.file, 1, "the scenario", NOT_FORESEEN, expected),)
        if self.faults:
            self.why_stale = self._sentence(document)

    @property
    def faults_at(self) -> dict[Path_, list[Fault]]:
        """The faults of each value, by its path; faults that belong to no value are at ()."""
        at: dict[Path_, list[Fault]] = {}
        for fault in self.faults:
            at.setdefault(fault.path, []).append(fault)
        return at

    def _sentence(self, document: Document) -> str:
        first, more = self.faults[0], len(self.faults) - 1
        shown = "These figures are out of date because of a fault" if self.assessment else "There are no figures yet"
        others = f" {more} more fault{'s' if more > 1 else ''} to mend." if more else ""
        return f"{shown}: {in_place(first, document)}: {in_form_words(first)}{others}"


def in_place(fault: Fault, document: Document) -> str:
    """The place of a fault, with the title of its post: ``ICT Officer (proposed post 3), grade``."""
    path = fault.path
    if len(path) < 2 or path[0] not in SIDES or not isinstance(path[1], int):
        return place_in_form_words(path) if path else fault.where
    title = value_at(document.data, (*path[:2], "title"))
    words = [f"{title} ({path[0]} post {path[1] + 1})" if title else f"{path[0]} post {path[1] + 1}"]
    return ", ".join([*words, *place_in_form_words(path).split(", ")[1:]])
