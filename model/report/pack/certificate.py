"""The certificate, a pack's first page: what was costed, on which rates, by whom, and what is not known."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.version import VERSION
from model.checks.clearance_checks import Check
from model.control.sheet import NOT_STATED, ROLES
from model.control.sign_off import A_RECORD, ControlState
from model.disclosure.public_input import EXEMPT, exempt_banner
from model.report.decision.brief import unfilled
from model.report.pack.control_words import finance_said
from model.report.pack.paper import paper
from model.report.page_one import headline
from model.report.words import NONE_ON_SHEET, left_out, verdict

RATE_STATUSES = ("published", "derived", "recalled", "assumed")


@dataclass(frozen=True)
class RatesUsed:
    """How many rates of one status the figures rest on."""

    status: str
    count: int


@dataclass(frozen=True)
class AssumptionLine:
    """One line of the assumptions log; ``owner`` and ``review_by`` may be ``not stated``."""

    text: str
    reason: str
    owner: str
    review_by: str


@dataclass(frozen=True)
class ControlLine:
    """One row of the control sheet as the sheet has it; ``not recorded`` where the sheet has nothing."""

    row: int
    what: str
    role: str
    name: str
    date: str
    costing: str


@dataclass(frozen=True)
class Certificate:
    """Everything on the first page, as text and counts: the same for the page, the annex and ``certificate.json``."""

    title: str
    authority: str
    reference: str
    scenario_file: str
    figures_sha256: str
    inputs_sha256: str
    model_version: str
    exempt: str
    """Why the pack is not for publication; empty where nothing in it is exempt."""
    verdict: str
    headline: tuple[str, ...]
    roles: dict[str, str]
    """The four roles, each a name as typed, or ``not stated``."""
    rates: tuple[RatesUsed, ...]
    checks: tuple[Check, ...]
    blockers: tuple[Check, ...]
    assumptions: tuple[AssumptionLine, ...]
    control: tuple[ControlLine, ...]
    """Empty where no control sheet is beside the scenario."""
    limitations: tuple[str, ...]
    unfilled: tuple[str, ...]
    """The places of the short report that are still empty and must be filled before it is published."""

    def as_data(self) -> dict[str, Any]:
        """The certificate as plain values, for ``certificate.json``."""
        return asdict(self)


def write_certificate(
    assessment: Assessment, checks: Sequence[Check], control: ControlState, scenario: Path, folder: Path
) -> None:
    """Write ``certificate.html`` and the same as data, ``certificate.json``."""
    made = certificate(assessment, checks, control, scenario.name)
    for name, text in (
        ("certificate.html", certificate_page(made)),
        ("certificate.json", json.dumps(made.as_data(), indent=2, ensure_ascii=False) + "\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def certificate(
    assessment: Assessment, checks: Sequence[Check], control: ControlState, scenario_file: str
) -> Certificate:
    """The certificate of an assessed scenario. ``checks`` are all checks of its pack, also those of the control sheet.

    It depends on the scenario's files alone, not on the log or today's date. So two packs of one scenario are alike.
    """
    scenario, sheet = assessment.scenario, control.sheet
    return Certificate(
        title=scenario.title,
        authority=scenario.authority,
        reference=scenario.reference,
        scenario_file=f"{scenario_file}, with changes" if assessment.changes else scenario_file,
        figures_sha256=control.now.figures,
        inputs_sha256=control.now.inputs,
        model_version=VERSION,
        exempt=exempt_banner(scenario),
        verdict=verdict(checks, signed=signed_said(control)),
        headline=tuple(headline(assessment)),
        roles={role: (sheet and getattr(sheet.roles, role)) or NOT_STATED for role in ROLES},
        rates=_rates(assessment),
        checks=tuple(checks),
        blockers=tuple(check for check in checks if check.blocks),
        assumptions=tuple(
            AssumptionLine(
                line.text,
                line.reason,
                line.owner or NOT_STATED,
                in_words(line.review_by) if line.review_by else NOT_STATED,
            )
            for line in scenario.assumptions
        ),
        control=_control(control),
        unfilled=tuple(unfilled(scenario)),
        limitations=tuple([*left_out(assessment), *(note.text for note in scenario.notes), A_RECORD]),
    )


def signed_said(control: ControlState) -> str:
    """What the control sheet records of Finance's clearance, in a sentence. A later signature is not in the pack."""
    on_sheet = any(one.row.stage == "finance" for one in control.held.values())
    return finance_said(control.held.values(), control.now) if on_sheet else NONE_ON_SHEET


def _rates(assessment: Assessment) -> tuple[RatesUsed, ...]:
    """How many rates have each status, even where that is 0: readers want to see that no rate is assumed."""
    counts = Counter(rate.status.label for rate in assessment.rates_read)
    return tuple(RatesUsed(status, counts[status]) for status in dict.fromkeys((*RATE_STATUSES, *sorted(counts))))


def _control(control: ControlState) -> tuple[ControlLine, ...]:
    lines = []
    for row in control.sheet.own_rows if control.sheet else ():
        held = control.held.get(row.row)
        signed = (held.name or "no name", in_words(held.day), held.costing) if held else ("not recorded",) * 3
        lines.append(ControlLine(row.row, row.what, held.role if held else row.role, *signed))
    return tuple(lines)


def certificate_page(made: Certificate) -> str:
    """The certificate as a page of its own: self-contained HTML, with every value escaped."""
    outcomes = {"pass": "Passes", "fail": "Fails", "disclosed": "Disclosed"}
    return paper("certificate.html", made=made, outcomes=outcomes, footer=EXEMPT if made.exempt else "")
