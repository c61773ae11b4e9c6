"""The clerk's paper: which figures and tables are in the public papers and the exempt papers, and why they differ."""

from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase

from model.assessment.assess import Assessment
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.disclosure.concordance import NOT_TOLD, concordance
from model.disclosure.public_figures import PublicAssessment
from model.disclosure.public_input import EXEMPT, exempt_banner, exempt_matters, record_missing
from model.report.pack.files import write_text
from model.report.pack.paper import paper
from model.report.table import Table
from model.schema.sections.scenario import Scenario

FILE = "concordance.html"


def write_concordance(
    whole: Assessment,
    public: PublicAssessment,
    tables: tuple[Iterable[Table], Iterable[Table]],
    folder: Path,
    *,
    published: bool,
) -> None:
    """Write ``concordance.html``. ``tables`` are the tables of the report, and those of the public report."""
    scenario, rows = whole.scenario, concordance(whole, public, published=published)
    reasons = dict(zip(dict.fromkeys(reason for row in rows for reason in row.why), ascii_uppercase, strict=False))
    told, same = (sum(map(test, rows)) for test in (lambda row: row.public != NOT_TOLD, lambda row: row.is_same))
    missing, disclosure = record_missing(scenario), scenario.disclosure
    page = paper(
        FILE,
        title=scenario.title,
        authority=scenario.authority,
        reference=scenario.reference,
        footer=EXEMPT if exempt_matters(scenario) else "",
        banner=exempt_banner(scenario) or "Nothing in the whole pack is exempt.",
        missing=listed(missing, "and") if missing else "",
        record=record_of(scenario),
        counted=f"Of {number_of(len(rows), 'named figure')}, {number_of(told, 'is', 'are')} in public papers, and "
        f"{number_of(same, 'is', 'are') if same else 'none is'} the same in public and exempt papers",
        rows=[(row, ", ".join(reasons[reason] for reason in row.why) or "the same") for row in rows],
        reasons={letter: reason for reason, letter in reasons.items()},
        differs_because=(disclosure.differs_because if disclosure else "") or "",
        tables=[*_in_papers(*tables, published=published)],
    )
    write_text(folder / FILE, page)


def record_of(scenario: Scenario) -> dict[str, str]:
    """The record of why the whole pack is exempt: each item by its label; an empty text where it is not recorded."""
    of, matters = scenario.disclosure, exempt_matters(scenario)
    has = listed(matters, "and") if matters else "nothing that is exempt"
    paragraphs = [str(paragraph) for paragraph in of.paragraphs] if of else []
    return {
        "What the whole pack has": has,
        "Paragraph of Part 1 of Schedule 12A": listed(paragraphs, "and") if paragraphs else "",
        "Reason": (of.reason if of else "") or "",
        "Public interest, as the proper officer has decided": (of.public_interest if of else "") or "",
        "Decided by": (of.reviewer if of else "") or "",
        "To be reviewed by": in_words(of.review_on) if of and of.review_on else "",
    }


def _in_papers(exempt: Iterable[Table], public: Iterable[Table], *, published: bool) -> Iterable[tuple[str, str, str]]:
    """The title of each table, and whether it is in the exempt and in the public papers: ``yes`` or ``no``."""
    titles = {table.key: table.title for table in public} if published else {}
    whole = {table.key: table.title for table in exempt}
    for key in dict.fromkeys((*whole, *titles)):
        yield whole.get(key, titles.get(key, "")), "yes" if key in whole else "no", "yes" if key in titles else "no"
