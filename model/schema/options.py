"""The options of a decision. Each is the scenario with changes, and must have no fault either."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from model.base.faults import Fault, InputFaults
from model.schema.changes.change import typed_changes, with_changes
from model.schema.reading.document import Document, Path_
from model.schema.sections.decision import Decision, Option


def option_faults(
    document: Document, decision: Decision | None, sound: Callable[[Document], object]
) -> Iterator[Fault]:
    """Every fault of the options: of a change's form or place, and of the scenario that an option makes.

    ``sound`` raises InputFaults for a document that has faults.
    """
    for number, option in enumerate(decision.options if decision else ()):
        path = ("decision", "options", number, "changes")
        try:
            sound(_changed(document, option))
        except InputFaults as found:
            yield from (_as_of_option(document, path, fault) for fault in found.faults)


def _changed(document: Document, option: Option) -> Document:
    """The document with an option's changes and without the options.

    Raises InputFaults where a change has a fault of form or place.
    """
    without = replace(document, data={key: value for key, value in document.data.items() if key != "decision"})
    changed, faults = with_changes(without, typed_changes(option.changes))
    if faults:
        raise InputFaults(faults)
    return changed


def _as_of_option(document: Document, path: Path_, fault: Fault) -> Fault:
    """A fault of the scenario that an option makes, as a fault at the option's changes."""
    return document.fault(path, fault.expected, found=f"{fault.where}: {fault.found}", nearest=fault.nearest)
