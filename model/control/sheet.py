"""The control sheet: a file beside the scenario, with a row for each step before a report takes effect."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from model.base.faults import Fault, InputFaults, listed, nearest_name
from model.base.whole_file import written_beside
from model.control.lock import SAVED, alone_at
from model.schema.reading.document import Document, read_yaml
from model.schema.reading.kinds import CONTROL_SHEET, refuse_other
from model.schema.reading.messages import PLAIN
from model.schema.reading.text import text_faults
from model.schema.sections.declared import BY_THE_DESK, Form
from model.schema.sections.section import Count, Day, Section, Text, not_true_or_false

STANDARD = Path(__file__).with_name("standard_sheet.yaml")
REPORTS = {"officer": "an officer's report", "cabinet_member": "a Cabinet Member's report"}
ROLES = ("commissioner", "analyst", "assurer", "approver")
NOT_RECORDED = "not recorded"
NOT_STATED = "not stated"
Report = Literal["officer", "cabinet_member"]
Stage = Literal["draft", "clearance", "finance", "signed_report", "publication", "ready", "call_in", "call_in_over"]
FOR = Form(choices={"all": "every report", **{kind: f"{words} only" for kind, words in REPORTS.items()}})
STAGES = Form(
    choices={
        "draft": "the draft, on or before the day of the decision",
        "clearance": "a clearance, on or before the day of the decision",
        "finance": "Finance's clearance, on or before the day of the decision",
        "signed_report": "the signed report, between the decision and publication",
        "publication": "publication, on its day",
        "ready": "ready to be carried out, between publication and implementation",
        "call_in": "sent round for call-in, between the decision and implementation",
        "call_in_over": "call-in period over, between publication and implementation",
    }
)
CLEARS = ("clearance", "finance")
"""Stages at which someone clears the costing; at other stages a paper is received, published or sent round."""


def _fingerprint(value: Any) -> str:
    text = str(value).strip()
    if text != NOT_RECORDED and not re.fullmatch(r"[0-9a-f]{64}", text):
        raise PydanticCustomError(
            "fingerprint", "the 64 letters and figures of a costing's SHA-256, or the words “not recorded”"
        )
    return text


class Row(Section):
    """One row of the sheet, with the name, the day and the costing where it was signed on paper."""

    row: Annotated[Count, Field(ge=1)] = Field(
        title="Number", description="The number by which the log of signatures names the row."
    )
    what: Text = Field(title="What has happened", description="What is true when the row is signed.")
    for_: Annotated[Literal["all", "officer", "cabinet_member"], FOR] = Field(
        alias="for",
        title="Which reports it is for",
        description="A row for one kind of report does not count in a report of the other kind.",
    )
    stage: Annotated[Stage, STAGES] = Field(
        title="When it comes", description="The choice decides the earliest or the latest day for signing the row."
    )
    role: Text = Field(title="Whose row it is", description="The post or the service that signs.")
    name: Text | None = Field(
        None, title="Name", description="The typed name of the person who signed the row on paper."
    )
    date: Day | None = Field(
        None, title="Day", description="The day on which the row was signed, or the day of the event that it records."
    )
    costing: Annotated[str, BeforeValidator(_fingerprint)] = Field(
        NOT_RECORDED,
        title="Costing cleared",
        description="The fingerprint of the figures (results_sha256 in the manifest), or the words “not recorded”.",
    )


class Roles(Section):
    """Who asked for the analysis, made it, checked it and answers for it. A role left out is not stated."""

    commissioner: Text | None = Field(None, title="Commissioner", description="Who asked for the analysis.")
    analyst: Text | None = Field(None, title="Analyst", description="Who made the analysis.")
    assurer: Text | None = Field(None, title="Assurer", description="Who checked the analysis: never the analyst.")
    approver: Text | None = Field(None, title="Approver", description="Who answers for the use of the analysis.")


class Sheet(Section):
    """A control sheet; it is frozen, and has no fault once it has been loaded."""

    format: Annotated[Literal[1], BeforeValidator(not_true_or_false), BY_THE_DESK]
    """The version of this file's form."""
    report: Annotated[Report, Form(choices=REPORTS)] = Field(
        title="Kind of report", description="The kind of report decides which rows the sheet has."
    )
    roles: Roles = Field(
        default_factory=lambda: Roles.model_validate({}),
        title="The four roles",
        description="A name left out is shown as not stated.",
    )
    rows: tuple[Row, ...] = Field(
        min_length=1, title="Rows", description="What must happen: a row for each step, in order."
    )

    @property
    def own_rows(self) -> tuple[Row, ...]:
        """The rows that the sheet's kind of report has."""
        return tuple(row for row in self.rows if row.for_ in ("all", self.report))


def control_path(scenario: Path) -> Path:
    """The path of a scenario's control sheet: ``barnet.control.yaml`` beside ``barnet.yaml``."""
    return scenario.with_name(f"{scenario.stem}.control.yaml")


def start_sheet(scenario: Path, report: str) -> Path:
    """Write an empty sheet beside a scenario for one of ``REPORTS``. Returns its path.

    Raises InputFaults where there is a sheet already, or no scenario.
    """
    path = control_path(scenario)
    if not scenario.is_file():
        raise InputFaults([Fault(scenario.as_posix(), 1, "the file", "no such file", "the scenario of the report")])
    text = STANDARD.read_text(encoding="utf-8").replace("report: officer ", f"report: {report} ")
    with alone_at(scenario, SAVED):
        if path.exists():
            expected = "no file of this name, since a control sheet is never written over"
            taken = Fault(path.as_posix(), 1, "the file", "a control sheet", expected)
            raise InputFaults([taken])
        written_beside(path, text.encode(), like=scenario).replace(path)
    return path


def read_sheet(path: Path) -> tuple[Sheet, Document]:
    """The sheet in a file, and the document that gives each value's line. Raises InputFaults with every fault."""
    document = read_yaml(path)
    refuse_other(document.data, document.file, CONTROL_SHEET)
    return sheet_of(document), document


def sheet_of(document: Document) -> Sheet:
    """The sheet in a document. Raises InputFaults with every fault."""
    sound, faults = _validated(document)
    faults += text_faults(document)
    faults += _repeated(document)
    faults += _roles_apart(document)
    faults += _rows_of_the_other_kind(document)
    if faults or sound is None:
        raise InputFaults(faults)
    return sound


def same_person(one: str, other: str) -> bool:
    """Whether two typed names are the same, apart from capitals, spaces, accents and punctuation."""
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
        expected = f"one of these keys: {listed(known)}"
        return document.fault(path, expected, found=f"the key {path[-1]!r}", nearest=nearest)
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
    """Faults of a number used twice, and of a row that has a name without a date, or a date without a name."""
    numbers = Counter(str(row.get("row")) for _, row in _rows(document))
    for index, row in _rows(document):
        if numbers[str(row.get("row"))] > 1:
            yield document.fault(("rows", index, "row"), "each number once")
        if row.get("name") and not row.get("date"):
            yield document.fault(("rows", index, "date"), "the day of signing, since the row names a person who signed")
        if row.get("date") and not row.get("name") and row.get("stage") != "call_in_over":
            yield document.fault(("rows", index, "name"), "the name of the person who signed, since the row has a date")


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
                    expected = f"nothing: the row is for {REPORTS[row['for']]}, but the sheet is for {REPORTS[report]}"
                    yield document.fault(("rows", index, key), expected)
