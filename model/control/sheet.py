"""The control sheet: a file beside the scenario, a row for each thing that must happen before a report takes effect."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from model.base.faults import Fault, InputFaults, listed, nearest_name
from model.schema.reading.document import Document, read_yaml
from model.schema.reading.messages import PLAIN
from model.schema.reading.text import text_faults
from model.schema.sections.section import Count, Day, Section, Text, not_true_or_false

STANDARD = Path(__file__).with_name("standard_sheet.yaml")
REPORTS = {"officer": "an officer's report", "cabinet_member": "a Cabinet Member's report"}
ROLES = ("commissioner", "analyst", "assurer", "approver")
NOT_RECORDED = "not recorded"
NOT_STATED = "not stated"
Report = Literal["officer", "cabinet_member"]
Stage = Literal["draft", "clearance", "finance", "signed_report", "publication", "ready", "call_in", "call_in_over"]
CLEARS = ("clearance", "finance")
"""Stages at which someone clears the costing; at the others a paper is received, published or sent round."""


def _fingerprint(value: Any) -> str:
    text = str(value).strip()
    if text != NOT_RECORDED and not re.fullmatch(r"[0-9a-f]{64}", text):
        raise PydanticCustomError("fingerprint", "the 64 letters and figures of a costing's SHA-256, or not recorded")
    return text


class Row(Section):
    """One row of the sheet, with what the paper sheet records of it."""

    row: Annotated[Count, Field(ge=1)]
    """Its number."""
    what: Text
    """What has happened when it is signed."""
    for_: Literal["all", "officer", "cabinet_member"] = Field(alias="for")
    """Which reports it is for."""
    stage: Stage
    """Which rule of order it comes under."""
    role: Text
    """Whose row it is."""
    name: Text | None = None
    """The person, as typed."""
    date: Day | None = None
    """The day it was signed or happened."""
    costing: Annotated[str, BeforeValidator(_fingerprint)] = NOT_RECORDED
    """SHA-256 of the costing cleared (``results_sha256`` of a pack's manifest), or ``not recorded``."""


class Roles(Section):
    """Who stands for the analysis; left out, a role is not stated."""

    commissioner: Text | None = None
    """Who asked for it."""
    analyst: Text | None = None
    """Who made it."""
    assurer: Text | None = None
    """Who checked it: never the analyst."""
    approver: Text | None = None
    """Who answers for its use."""


class Sheet(Section):
    """A control sheet: frozen, and without a fault once it has been loaded."""

    format: Annotated[Literal[1], BeforeValidator(not_true_or_false)]
    """The version of this file's form."""
    report: Report
    """The kind of report, which decides the rows it has."""
    roles: Roles = Roles()
    rows: tuple[Row, ...] = Field(min_length=1)

    @property
    def own_rows(self) -> tuple[Row, ...]:
        """The rows that this kind of report has."""
        return tuple(row for row in self.rows if row.for_ in ("all", self.report))


def control_path(scenario: Path) -> Path:
    """Where a scenario's control sheet stands: ``barnet.control.yaml`` beside ``barnet.yaml``."""
    return scenario.with_name(f"{scenario.stem}.control.yaml")


def start_sheet(scenario: Path, report: str) -> Path:
    """Write an empty sheet beside a scenario for one of ``REPORTS``; its path.

    Raises InputFaults where a sheet stands there, or no scenario.
    """
    path = control_path(scenario)
    if not scenario.is_file():
        raise InputFaults([Fault(scenario.as_posix(), 1, "the file", "no such file", "the scenario of the report")])
    text = STANDARD.read_text(encoding="utf-8").replace("report: officer ", f"report: {report} ")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        taken = Fault(path.as_posix(), 1, "the file", "a control sheet", "none: one is never written over")
        raise InputFaults([taken]) from None
    return path


def read_sheet(path: Path) -> tuple[Sheet, Document]:
    """The sheet in a file, and the file with its lines. Raises InputFaults with every fault at once."""
    document = read_yaml(path)
    sound, faults = _validated(document)
    faults += text_faults(document)
    faults += _repeated(document)
    faults += _roles_apart(document)
    faults += _rows_of_the_other_kind(document)
    if faults or sound is None:
        raise InputFaults(faults)
    return sound, document


def same_person(one: str, other: str) -> bool:
    """Whether two typed names are one but for capitals, spaces, accents and punctuation."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalnum())


def _validated(document: Document) -> tuple[Sheet | None, list[Fault]]:
    try:
        return Sheet.model_validate(document.data), []
    except ValidationError as error:
        return None, [_fault(document, wrong) for wrong in error.errors()]


def _fault(document: Document, error: Any) -> Fault:
    path, kind = tuple(error["loc"]), error["type"]
    if kind == "extra_forbidden":
        known = [field.alias or name for name, field in _section_at(path).model_fields.items()]
        nearest = nearest_name(path[-1], known)
        return document.fault(path, f"one of the keys {listed(known)}", found=f"the key {path[-1]!r}", nearest=nearest)
    if kind == "missing":
        return document.fault(path, f"{path[-1]}, which must be given", found="nothing")
    if kind == "literal_error":
        names = [name.strip("'") for name in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return document.fault(path, listed(names), nearest=nearest_name(document.found(path).strip("'"), names))
    if kind in ("greater_than_equal", "less_than_equal"):
        return document.fault(path, "a whole number from 1")
    return document.fault(path, PLAIN.get(kind) or error["msg"])


def _section_at(path: tuple[str | int, ...]) -> type[BaseModel]:
    return {"rows": Row, "roles": Roles}.get(str(path[0]), Sheet) if len(path) > 1 else Sheet


def _rows(document: Document) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = document.data.get("rows")
    yield from ((index, row) for index, row in enumerate(rows if isinstance(rows, list) else ()) if type(row) is dict)


def _repeated(document: Document) -> Iterator[Fault]:
    """Each number once; and where a row has a name it has a date, and a date a name."""
    numbers = Counter(str(row.get("row")) for _, row in _rows(document))
    for index, row in _rows(document):
        if numbers[str(row.get("row"))] > 1:
            yield document.fault(("rows", index, "row"), "each number once")
        if row.get("name") and not row.get("date"):
            yield document.fault(("rows", index, "date"), "the day, since there is a name")
        if row.get("date") and not row.get("name") and row.get("stage") != "call_in_over":
            yield document.fault(("rows", index, "name"), "who it was, since there is a date")


def _roles_apart(document: Document) -> Iterator[Fault]:
    roles = document.data.get("roles")
    analyst, assurer = (roles.get("analyst"), roles.get("assurer")) if isinstance(roles, dict) else (None, None)
    if not (isinstance(analyst, str) and isinstance(assurer, str)):
        return
    if analyst.strip() and assurer.strip() and same_person(analyst, assurer):
        yield document.fault(("roles", "assurer"), "someone other than the analyst")


def _rows_of_the_other_kind(document: Document) -> Iterator[Fault]:
    report = document.data.get("report")
    for index, row in _rows(document):
        if row.get("for") in REPORTS and report in REPORTS and row["for"] != report:
            for key in ("name", "date"):
                if row.get(key):
                    expected = f"nothing: the row is for {REPORTS[row['for']]}, and this is {REPORTS[report]}"
                    yield document.fault(("rows", index, key), expected)
