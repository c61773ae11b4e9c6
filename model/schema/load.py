"""Load a scenario: read the file, validate each section, and check sections against each other and the rates."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults
from model.rates.tables import Rates
from model.schema.changes.change import Changes, with_changes, with_rows
from model.schema.changes.values import value_at
from model.schema.differences import differences
from model.schema.options import option_faults
from model.schema.rate_review import RateNote, rate_notes
from model.schema.reading.customers_csv import AT
from model.schema.reading.days_read import days_read
from model.schema.reading.document import Document
from model.schema.reading.files_beside import read_beside
from model.schema.reading.listed_holders import with_listed_holders
from model.schema.reading.messages import PLAIN, Validated, validate_sections
from model.schema.reading.names_alike import NameChecks, authority_as_held, grades_as_held
from model.schema.reading.text import text_faults
from model.schema.rules.acting_checks import ActingChecks
from model.schema.rules.budget_checks import BudgetChecks
from model.schema.rules.competence_checks import CompetenceChecks
from model.schema.rules.cross_checks import CrossChecks
from model.schema.rules.leaver_ages import LeaverAges
from model.schema.rules.leaver_checks import LeaverChecks
from model.schema.rules.leaving_checks import LeavingChecks
from model.schema.rules.level_checks import LevelChecks
from model.schema.rules.move_checks import move_faults
from model.schema.rules.own_table_checks import OwnTableChecks
from model.schema.rules.pay_structure_checks import PayStructureChecks
from model.schema.rules.pension_checks import PensionChecks
from model.schema.rules.phase_checks import PhaseChecks, with_days_of_phases
from model.schema.rules.plausible import UnusualChecks
from model.schema.rules.price_checks import ListedCustomers, price_faults
from model.schema.rules.progression_checks import ProgressionChecks
from model.schema.rules.rate_checks import RateChecks
from model.schema.rules.reporting_checks import ReportingChecks
from model.schema.rules.ring_fence_checks import RingFenceChecks
from model.schema.rules.trading_checks import TradingChecks
from model.schema.rules.vat_checks import VatChecks
from model.schema.rules.working_time_checks import WorkingTimeChecks
from model.schema.sections.own_tables import with_own_tables
from model.schema.sections.pay_structures import terms_by_structure
from model.schema.sections.scenario import Scenario
from model.schema.workbook.reading import read_document

NO_ID = PLAIN["string_pattern_mismatch"]


def load_scenario(path: Path, rates: Rates, changes: Changes = ()) -> Scenario:
    """Read a scenario file, with changes. Raises InputFaults with every fault."""
    document, faults = read_scenario(Path(path), changes)
    return scenario_of(document, rates, faults)


def rate_notes_of(path: Path, rates: Rates, today: date, changes: Changes = ()) -> list[RateNote]:
    """What to do about the rates of a scenario's years, even if the file has other faults.

    Raises InputFaults where its pay, on-costs or years can't be read.
    """
    document, faults = read_scenario(Path(path), changes)
    sections, section_faults = validate_sections(with_listed_holders(document)[0])
    pay, months = sections.get("pay"), CrossChecks(document, sections).months
    if pay is None or sections.get("on_costs") is None or months is None:
        raise InputFaults([*faults, *section_faults])
    terms = terms_by_structure(pay, sections.get("pay_structures") or ())
    return rate_notes(sections, terms, rates, months, today)


def days_read_in(path: Path) -> list[str]:
    """A line for each date in a scenario or its files that could also mean another day: the day as it was read."""
    return list(days_read(read_scenario(Path(path))[0]))


def scenario_of(
    document: Document, rates: Rates, read_faults: Iterable[Fault] = (), known: Validated | None = None
) -> Scenario:
    """The scenario of a document in memory. Raises InputFaults with every fault.

    ``read_faults`` are the faults found when the document was read. ``known`` has the sections that are already
    validated (see :func:`~model.schema.reading.messages.validate_sections`).
    """
    known, given, given_rates = known or Validated(), document, rates
    document, unplaced = with_listed_holders(document)
    faults = [*read_faults, *unplaced]
    sections, section_faults = validate_sections(document, known)
    told = {(fault.file, fault.cell) for fault in faults if fault.cell}  # a cell that can't be read is reported once
    faults += [fault for fault in section_faults if (fault.file, fault.cell) not in told]
    faults += text_faults(document, known.printable)
    sections = with_days_of_phases(sections)
    ages = LeaverAges(document, sections)
    faults += ages.faults()
    sections = ages.worked_out()
    cross_checks = CrossChecks(document, sections)
    faults += cross_checks.faults()
    faults += PhaseChecks(document, sections).faults()
    faults += ReportingChecks(document, sections).faults()
    faults += RingFenceChecks(document, sections).faults()
    faults += NameChecks(document, sections).faults()
    faults += WorkingTimeChecks(document, sections).faults()
    faults += BudgetChecks(document, sections).faults()
    faults += TradingChecks(document, sections).faults()
    faults += UnusualChecks(document, sections).faults()
    faults += OwnTableChecks(document, sections, rates).faults()
    rates = _with_own_tables(sections, rates)
    authorities = sorted({row.authority for row in rates.grades.rows})
    structures = tuple(authority_as_held(own, authorities) for own in sections.get("pay_structures") or ())
    sections = {**sections, "pay": authority_as_held(sections.get("pay"), authorities), "pay_structures": structures}
    faults += PayStructureChecks(document, sections, rates).names()
    faults += ActingChecks(document, sections, rates).faults()
    faults += RateChecks(document, sections, rates, cross_checks.months).faults()
    faults += PensionChecks(document, sections, rates, cross_checks.months).faults()
    faults += LeaverChecks(document, sections, rates, cross_checks.months).faults()
    faults += LeavingChecks(document, sections, cross_checks.months).faults()
    faults += move_faults(document, sections, rates, cross_checks.months)
    faults += LevelChecks(document, sections, rates, cross_checks.months).faults()
    faults += ProgressionChecks(document, sections, rates, cross_checks.months).faults()
    faults += CompetenceChecks(document, sections, rates).faults()
    faults += price_faults(document, sections)
    vat_checks = VatChecks(document, sections, rates)
    faults += vat_checks.faults()
    customers, customer_faults = ListedCustomers(document, sections, rates, cross_checks.months).read()
    faults += [fault for fault in customer_faults if (fault.file, fault.cell) not in told]
    if not faults:  # an option changes what must be sound first
        faults += option_faults(given, sections.get("decision"), lambda option: scenario_of(option, given_rates))
    if faults:
        raise InputFaults(_each_cause_once(faults))
    sections = {**sections, "customers": customers, "prices": vat_checks.looked_up()}
    whole = Scenario.model_construct(**sections)  # each section is validated; a validator of the whole is slow to make
    scenario = whole.with_fte_from_hours().with_shared_funds()
    return grades_as_held(scenario, rates.grades)


def faults_of(document: Document, rates: Rates) -> tuple[Fault, ...]:
    """Every fault of a document in memory; empty where there is none."""
    try:
        scenario_of(document, rates)
    except InputFaults as found:
        return found.faults
    return ()


def _each_cause_once(faults: list[Fault]) -> list[Fault]:
    """The faults. A fault in an id's form is left out where another fault says that no entry has that id."""
    unknown = {(fault.path, fault.found) for fault in faults if fault.expected != NO_ID}
    return [
        fault
        for fault in faults
        if fault.expected != NO_ID or not {(fault.path, fault.found), (fault.path[:-1], fault.found)} & unknown
    ]


def _with_own_tables(sections: dict[str, Any], rates: Rates) -> Rates:
    pay = sections.get("pay")
    return rates if pay is None else with_own_tables(rates, pay.own_spine, pay.grade_table)


def read_scenario(path: Path, changes: Changes = ()) -> tuple[Document, list[Fault]]:
    """A scenario file as written, with the rows of the files that it names, and with changes.

    The faults are those of the files' form and of the changes' places. Raises InputFaults where the scenario file
    itself can't be read.
    """
    document, unread = read_document(path)
    faults = [*unread, *read_beside(document, path.parent)]
    document, more = change_document(document, changes)
    return document, [*faults, *more]


def change_document(document: Document, changes: Changes) -> tuple[Document, list[Fault]]:
    """A document with changes (:mod:`model.schema.changes.change`), which may name files to read; and every fault."""
    changed, faults = with_changes(document, changes)
    if changed is document:
        return document, faults
    return changed, [*faults, *read_beside(changed, Path(document.file).parent)]


def changes_in_words(before: Document, after: Document) -> tuple[str, ...]:
    """A sentence without its full stop on each change between two documents: ``Clerk: grade 20 becomes 22``."""
    if isinstance(value_at(after.data, AT), list):
        before = with_rows(before)
    return tuple(map(str, differences(before.data, after.data)))


def input_files(document: Document) -> tuple[Path, ...]:
    """The scenario file and every file that it names, sorted by path."""
    return tuple(sorted({Path(file) for file in (*document.files, document.file)}))


def json_schema() -> str:
    """The JSON Schema of a scenario file, for editors that check while you type."""
    schema = Scenario.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"
