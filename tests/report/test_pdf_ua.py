"""Every PDF is checked against the 104 rules of PDF/UA-1 that a program can check, by one that is not ours.

The checker, page-validation, gave the right answer on 296 of the 296 files of veraPDF's own corpus for PDF/UA-1 (155 of
them faulty). Reading order, the sense of a description and contrast are for a person to look at.
"""

import re

import pytest
from page import ValidationProfile, validate_pdf_bytes

from tests.conftest import HOME, SCENARIOS

RULES = 104
CHARTED = HOME / "scenarios" / "example-schools-it-service.yaml"
"""Its short report has links and pictures."""
FAULTS = {
    "a picture without its description": (rb"/Alt<FEFF", rb"/Xlt<FEFF"),
    "no language": (rb"/Lang\(en-GB\)", rb"/Xang(en-GB)"),
    "the file's name shown, not the title": (rb"/DisplayDocTitle true", rb"/DisplayDocTitle null"),
    "not marked as tagged": (rb"/Marked true", rb"/Marked null"),
    "a header cell without scope": (rb"/Scope(?=\s*/Column)", rb"/Xcope"),
    "not said to be PDF/UA": (rb"pdfuaid:part", rb"pdfuaid:pxrt"),
    "no title": (rb"dc:title", rb"dc:txtle"),
    "no structure": (rb"/StructTreeRoot ", rb"/XtructTreeRoot "),
    "a level of headings passed over": (rb"/S/H1", rb"/S/H3"),
    "a font that is not in the file": (rb"/FontFile2", rb"/XontFile2"),
    "tabs in no order": (rb"/Tabs /S", rb"/Xabs /S"),
    "a link without its words": (rb"(/Subtype/Link.{0,200}?)/Contents", rb"\1/Xontents"),
}
"""What is put in, bytes for bytes of the same length."""


def found_in(pdf: bytes) -> list[str]:
    """The rules that a PDF breaks, each once and in words."""
    report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert report.rules.total == RULES
    return list(dict.fromkeys(f"{failure.rule_id}: {failure.message}" for failure in report.failures))


@pytest.mark.office
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_every_pdf_of_a_scenario_meets_the_rules_of_pdf_ua(pdfs_of, scenario):
    found = {
        str(path.relative_to(pdfs_of(scenario))): found_in(path.read_bytes())
        for path in sorted(pdfs_of(scenario).rglob("*.pdf"))
    }
    assert found and not any(found.values()), found


@pytest.mark.office
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_put_in_is_found(pdfs_of, fault):
    sound, (pattern, instead) = (pdfs_of(CHARTED) / "decision.pdf").read_bytes(), FAULTS[fault]
    faulty = re.sub(pattern, instead, sound, flags=re.S)
    assert faulty != sound and len(faulty) == len(sound)
    assert not found_in(sound) and found_in(faulty)
