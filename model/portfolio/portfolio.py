"""A portfolio: the scenarios of many restructures of one establishment, each assessed by itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from model.assessment.assess import Assessment, assess
from model.base.faults import Fault, InputFaults, plain_name
from model.base.financial_year import FinancialYear
from model.disclosure.public_input import exempt_matters
from model.portfolio.claims import Claims, OfEstablishment, claimed_twice
from model.portfolio.reading import read_portfolio, scenario_path
from model.portfolio.sections import PortfolioFile, Restructure
from model.rates.tables import Rates, load_rates
from model.schema.changes.change import Changes
from model.schema.load import read_scenario
from model.schema.reading.document import Document

CHANGES = "changes"


@dataclass(frozen=True)
class Member:
    """One restructure: its entry in the portfolio, and the assessment of its scenario."""

    said: Restructure
    assessment: Assessment
    path: Path

    @property
    def called(self) -> str:
        """The name of the restructure in tables."""
        return self.said.reference or self.assessment.scenario.reference

    @property
    def title(self) -> str:
        """The title of the restructure's scenario."""
        return self.assessment.scenario.title

    @property
    def directorate(self) -> str:
        """The directorate to whose total the restructure is added."""
        return self.said.directorate

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The years that the scenario shows. It counts in no other year."""
        return self.assessment.costed.years

    @property
    def is_exempt(self) -> bool:
        """Whether the whole pack of the restructure's scenario is exempt."""
        return bool(exempt_matters(self.assessment.scenario))


@dataclass(frozen=True)
class Portfolio:
    """The restructures of one establishment. Each is assessed by itself, so that it can be run again with changes."""

    said: PortfolioFile
    members: tuple[Member, ...]
    document: Document
    """The portfolio as its officer wrote it."""

    @property
    def file(self) -> Path:
        """The portfolio's file, its list of scenarios, or the folder of its scenarios."""
        return Path(self.document.file)

    @property
    def authority(self) -> str:
        """The council."""
        return self.said.authority or self.members[0].assessment.scenario.authority

    @cached_property
    def years(self) -> tuple[FinancialYear, ...]:
        """Every year that some scenario shows, in order."""
        return tuple(sorted({year for member in self.members for year in member.years}))

    @cached_property
    def directorates(self) -> tuple[str, ...]:
        """The directorates, in the order of the file."""
        return tuple(dict.fromkeys(member.directorate for member in self.members))

    def lacking(self, year: FinancialYear) -> tuple[Member, ...]:
        """The scenarios that do not show a year and so count nothing in it."""
        return tuple(member for member in self.members if year not in member.years)

    @property
    def is_exempt(self) -> bool:
        """Whether the portfolio is exempt: any of its scenarios is, or its draws are only illustrative."""
        return any(member.is_exempt for member in self.members) or bool(
            self.said.draws and self.said.draws.illustrative
        )

    def with_changes(self, changes: Changes) -> "Portfolio":
        """A copy with changes made in every scenario (:meth:`Assessment.with_changes`). No file is read again.

        Raises InputFaults with the faults of all scenarios.
        """
        return self.with_each(lambda assessment: assessment.with_changes(changes))

    def with_each(self, run: Callable[[Assessment], Assessment]) -> "Portfolio":
        """A copy in which ``run`` has been applied to every scenario. Raises InputFaults with all faults."""
        members, faults = [], []
        for member in self.members:
            try:
                members.append(replace(member, assessment=run(member.assessment)))
            except InputFaults as wrong:
                faults += wrong.faults
        if faults:
            raise InputFaults(faults)
        return replace(self, members=tuple(members))


def portfolio(
    path: Path | str,
    rates: Rates | None = None,
    changes: Changes = (),
    progress: Callable[[str], None] = lambda step: None,
) -> Portfolio:
    """Read a portfolio and assess each scenario, with the portfolio's changes and then ``changes``.

    ``path`` is a YAML file, a CSV or Excel list of scenarios, or a folder of them. ``progress`` is called with each
    step. Raises InputFaults with every fault of the portfolio and of all its scenarios at once.
    """
    rates = rates or load_rates()
    document, parts, faults = read_portfolio(Path(path))
    is_sound = not faults
    listed = list(_listed(document, parts.get("scenarios") or ()))
    scenarios = _Scenarios(document, rates, parts.get(CHANGES) or {}, changes)
    for number, said in listed:
        progress(f"Costing {said.file}, {number + 1} of {len(listed)}")
        scenarios.read(number, said)
    faults += scenarios.faults
    faults += _of_other_authorities(scenarios.members, parts.get("authority"))
    faults += claimed_twice(scenarios.claims)
    if parts.get("establishment") and is_sound:
        whole = OfEstablishment(parts["establishment"])
        faults += [fault for claims in scenarios.claims for fault in whole.faults(claims)]
    if faults:
        raise InputFaults(faults)
    return Portfolio(PortfolioFile.model_construct(**parts), tuple(scenarios.members), document)


def _listed(document: Document, sound: Iterable[Restructure | None]) -> Iterator[tuple[int, Restructure]]:
    """Each scenario's number and entry.

    An entry with a fault is given with only its file name, so that the file's own faults are found too. An entry with a
    fault that states no file is left out.
    """
    for number, said in enumerate(sound):
        written = document.data["scenarios"][number]
        if said is not None:
            yield number, said
        elif isinstance(written, dict) and isinstance(written.get("file"), str):
            yield number, Restructure(file=written["file"])


class _Scenarios:
    """The scenarios of a portfolio as they are read: the sound ones, what each claims, and every fault."""

    def __init__(self, document: Document, rates: Rates, own: dict[str, Any], others: Changes):
        self.members: list[Member] = []
        self.claims: list[Claims] = []
        self.faults: list[Fault] = []
        self._read = set[Path]()
        self._document, self._rates, self._own = document, rates, own
        self._changes = [*own.items(), *(others.items() if isinstance(others, Mapping) else others)]

    def read(self, number: int, said: Restructure) -> None:
        """Read and assess one scenario."""
        file, missing = scenario_path(self._document, number)
        self.faults += missing
        if file is None:
            return
        if file.resolve() in self._read:
            self.faults.append(self._document.fault(("scenarios", number, "file"), "each scenario once"))
            return
        self._read.add(file.resolve())
        try:
            member = Member(said, assess(file, self._rates, self._changes), file)
            self.members.append(member)
            scenario = member.assessment.document
        except InputFaults as wrong:
            self.faults += map(self._in_words, wrong.faults)
            scenario = self._readable(file)
        if scenario:
            self.claims.append(Claims(scenario))

    def _readable(self, file: Path) -> Document | None:
        """A faulty scenario's document, so that its claims are compared too; None where the file can't be read."""
        try:
            return read_scenario(file, self._changes)[0]
        except InputFaults:
            return None

    def _in_words(self, fault: Fault) -> Fault:
        """The fault. If a change that the portfolio states is at fault, the place of that change is added."""
        for number, place in enumerate(self._own, 1):
            if fault.cell == f"change {number}":
                return replace(fault, cell=f"{fault.cell} of {self._document.place_in_words((CHANGES, place))}")
        return fault


def _of_other_authorities(members: Iterable[Member], stated: str | None) -> Iterator[Fault]:
    """A fault for each scenario that is not of the portfolio's council.

    If the portfolio states no council, the first scenario's council is the portfolio's.
    """
    whole = stated
    for member in members:
        own = member.assessment.scenario.authority
        whole = whole or own
        if plain_name(own) != plain_name(whole) and (document := member.assessment.document):
            expected = f"the council of the portfolio, {whole!r}: all restructures of a portfolio are of one council"
            yield document.fault(("authority",), expected)
