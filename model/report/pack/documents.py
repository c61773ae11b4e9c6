"""The documents of a pack: each with what it is for, and whether it may be handed out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.control.seal import read_manifest

FOLDER = "public"
"""The folder of the public pack, inside the whole pack: the only folder to hand out."""
EXEMPT, NOT_EXEMPT = "Exempt", "Not exempt; to publish, hand out the public pack"
FOR_UNIONS = "For the unions; not for publication"
PUBLIC, KEPT_BACK = "Public", "Not to be handed out: checks of its figures fail"


@dataclass(frozen=True)
class PackDocument:
    """One document: its file in the pack, its title, and what it is for."""

    file: str
    title: str
    purpose: str
    readers: str = ""
    """Who may read the document; empty where that follows from what is exempt in the pack."""


DOCUMENTS = (
    PackDocument("report.html", "The report", "Every figure, chart, check and source. Read this first."),
    PackDocument(
        "certificate.html",
        "The certificate",
        "One page: what was costed, on which rates, by whom, and what is not known. Finance uses this page to clear "
        "the costing.",
    ),
    PackDocument(
        "concordance.html",
        "The concordance",
        "For the clerk: which figures are in the public papers, which are in the exempt ones, and why they differ.",
    ),
    PackDocument(
        "decision.docx",
        "The short report in Word",
        "For those who decide: 3 to 5 pages, with places for what people write.",
    ),
    PackDocument("decision.pdf", "The short report as a PDF", "A tagged PDF of the short report, for reading only."),
    PackDocument(
        "report.docx", "The report in Word", "The technical annex for the committee, to be edited and laid out."
    ),
    PackDocument("report.pdf", "The report as a PDF", "A tagged PDF of the technical annex, for reading only."),
    PackDocument(
        "consultation.html",
        "The page for the unions",
        "What an employer must tell the unions before redundancies (section 188(4)). Small numbers are kept back.",
        FOR_UNIONS,
    ),
    PackDocument(
        "consultation.docx",
        "The page for the unions in Word",
        "The page for the unions, with places for people to fill.",
        FOR_UNIONS,
    ),
    PackDocument(
        "consultation.pdf",
        "The page for the unions as a PDF",
        "A tagged PDF of the page for the unions, for reading only.",
        FOR_UNIONS,
    ),
    PackDocument(
        "descriptions.csv",
        "Every description of employees",
        "All the descriptions, where the page for the unions can print only some. Small numbers are kept back.",
        FOR_UNIONS,
    ),
    PackDocument(
        "staff_annex.html",
        "The staff annex",
        "For HR, each person by reference: salary before and after, protection, ring-fences, notice and leaving.",
    ),
    PackDocument(
        "staff_annex.docx", "The staff annex in Word", "The staff annex, to be edited, for those who may read it."
    ),
    PackDocument("staff_annex.pdf", "The staff annex as a PDF", "A tagged PDF of the staff annex, for reading only."),
    PackDocument(
        "exempt_letters.csv", "The data for letters", "One row for each holder in each post, for a mail merge in Word."
    ),
    PackDocument("workings.xlsx", "The workings in Excel", "Live formulas: change an input and follow each figure."),
    PackDocument("tables.xlsx", "The tables in Excel", "Every table of the report, as numbers."),
    PackDocument(
        "clearance.ipynb",
        "The clearance notebook, as it ran",
        "The evidence that a separate run gives the same figures. Open it in JupyterLab.",
    ),
    PackDocument(f"{FOLDER}/report.html", "The public report", "The report for publication: no person, no customer."),
    PackDocument(f"{FOLDER}/decision.docx", "The public short report in Word", "For a public agenda, to be filled in."),
    PackDocument(
        f"{FOLDER}/decision.pdf",
        "The public short report as a PDF",
        "A tagged PDF of the public short report, for the website.",
    ),
    PackDocument(
        f"{FOLDER}/report.docx", "The public report in Word", "The technical annex, to be edited and laid out."
    ),
    PackDocument(
        f"{FOLDER}/report.pdf",
        "The public report as a PDF",
        "A tagged PDF of the public technical annex, for the website.",
    ),
    PackDocument(f"{FOLDER}/tables.xlsx", "The public tables in Excel", "Every public table, as numbers."),
)


def documents_of(pack: Path) -> Iterator[tuple[PackDocument, str]]:
    """Each document that is in a pack, and whether it is public or exempt, in words."""
    whole = EXEMPT if read_manifest(pack).get("exempt") else NOT_EXEMPT
    public = PUBLIC if read_manifest(pack / FOLDER).get("may_be_handed_out") else KEPT_BACK
    for document in DOCUMENTS:
        if (pack / document.file).is_file():
            yield document, document.readers or (public if document.file.startswith(f"{FOLDER}/") else whole)
