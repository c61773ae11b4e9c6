"""The certificate: what was costed, on what, by whom, with what is not stated said; and the pack that it opens."""

import json
import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest

from model.assessment.assess import assess
from model.control.sheet import Roles, control_path
from model.control.sign_off import control_state
from model.control.verify import verify_pack
from model.report.pack.build import build_pack
from model.report.pack.certificate import certificate, certificate_page
from model.report.pack.record import write_inputs
from model.schema.load import input_files, read_scenario
from tests.conftest import RESOLVED, run_model
from tests.report.test_clearance import Page


@pytest.fixture(scope="module")
def control(barnet):
    return control_state(RESOLVED, barnet, with_log=False)


@pytest.fixture(scope="module")
def made(barnet, control):
    return certificate(barnet, (*barnet.checks, *control.checks), control, RESOLVED.name)


def test_it_names_the_costing_by_the_fingerprint_of_its_figures(made, barnet):
    assert made.figures_sha256 == sha256(barnet.results.encode()).hexdigest()
    assert (made.scenario_file, made.authority) == ("barnet-schools-ict.yaml", "London Borough of Barnet")


def test_it_counts_every_rate_used_by_its_status(made, barnet):
    counts = {rates.status: rates.count for rates in made.rates}
    assert set(counts) == {"published", "derived", "recalled", "assumed"}
    assert sum(counts.values()) == len(barnet.rates_read)
    assert counts["assumed"] == 1  # the scenario's own LGPS rate of 2010 to 2012, by its file


def test_a_role_that_nobody_is_named_for_is_not_stated_and_that_is_disclosed(made):
    assert made.roles == dict.fromkeys(("commissioner", "analyst", "assurer", "approver"), "not stated")
    [check] = [one for one in made.checks if one.key == "roles"]
    assert (check.outcome, check.blocks) == ("disclosed", False)


def test_roles_that_are_named_stand_on_it(barnet, control):
    named = Roles(commissioner="A Invented", analyst="B Invented", assurer="C Invented", approver="D Invented")
    control = replace(control, sheet=control.sheet.model_copy(update={"roles": named}))
    made = certificate(barnet, barnet.checks, control, RESOLVED.name)
    assert list(made.roles.values()) == ["A Invented", "B Invented", "C Invented", "D Invented"]
    assert all(name in certificate_page(made) for name in made.roles.values())


def test_it_names_every_blocker(as_published):
    from tests.conftest import AS_PUBLISHED

    control = control_state(AS_PUBLISHED, as_published, with_log=False)
    made = certificate(as_published, (*as_published.checks, *control.checks), control, AS_PUBLISHED.name)
    assert made.blockers == as_published.blocked_by != ()
    assert made.verdict.startswith("Not cleared: ") and made.control == ()
    assert "There is no control sheet beside the scenario." in certificate_page(made)


def test_that_nothing_blocks_is_never_said_as_if_finance_had_signed(made, barnet, control):
    """Barnet's own sheet gives Finance's clearance as of 15 November 2010; without a sheet, a pack records none."""
    said = "Every blocking check passes; 8 matters are disclosed under Checks. "
    assert made.verdict.startswith(f"{said}Finance\u2019s clearance: (name in the report), 15 November 2010")
    assert made.verdict.endswith("the costing that was cleared is not recorded.")
    unsigned = certificate(barnet, barnet.checks, replace(control, sheet=None, held={}), RESOLVED.name)
    assert "No clearance by Finance is recorded on the control sheet" in unsigned.verdict
    assert "leared:" not in unsigned.verdict and "leared:" not in made.verdict


def test_in_print_it_is_a4_with_rows_whole_and_the_exempt_mark_on_every_page(made):
    printed = certificate_page(made).partition("@media print")[2]
    assert "size: A4" in printed
    assert "tr { break-inside: avoid; }" in printed and "table.slim, li { break-inside: avoid; }" in printed
    assert "thead { display: table-header-group;" in printed
    assert "Exempt: not for publication" not in printed
    exempt = certificate_page(replace(made, exempt='Exempt: not for publication. Reason: " } body { display: none }'))
    assert '@bottom-left { content: "Exempt: not for publication"; ' in exempt
    assert "body { display: none }" not in exempt.partition("</style>")[0]


def test_the_assumptions_log_gives_owner_and_review_date_or_says_that_neither_is_stated(write_scenario, rates):
    said = {"text": "A", "reason": "B"}
    path = write_scenario(assumptions=[said, {**said, "owner": "Head of Service", "review_by": "2011-04-01"}])
    assessment = assess(path, rates)
    made = certificate(assessment, (), control_state(path, assessment), path.name)
    assert [(line.owner, line.review_by) for line in made.assumptions] == [
        ("not stated", "not stated"),
        ("Head of Service", "1 April 2011"),
    ]


def test_the_page_reads_offline_with_headings_and_header_cells(made):
    page = Page(certificate_page(made))
    assert page.all("html")[0]["lang"] == "en-GB"
    assert not page.all("script") and not page.all("link") and not page.all("img")
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    counts = Counter(tag for tag, _ in page.tags)
    assert counts["h1"] == 1 and counts["caption"] == counts["table"] == 6


def test_each_row_of_a_table_on_the_page_has_as_many_cells_as_its_heading(made):
    for table in re.findall(r"<table.*?</table>", certificate_page(made), re.S):
        widths = {len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.S)}
        assert len(widths) == 1


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_name_with_markup_is_text_on_the_page(barnet, control, typed):
    control = replace(control, sheet=control.sheet.model_copy(update={"roles": Roles(analyst=typed)}))
    page = Page(certificate_page(certificate(barnet, barnet.checks, control, "<b>.yaml")))
    assert not page.all("script") and not page.all("img") and not page.all("b")


def test_inputs_are_copied_as_they_lie_to_each_other_and_can_be_costed_again(tmp_path, rates):
    two_funds = RESOLVED.with_name("example-two-funds.yaml")
    name = write_inputs(input_files(read_scenario(two_funds)[0]), two_funds, tmp_path)
    assert name == "inputs/example-two-funds.yaml"
    copied = {path.relative_to(tmp_path / "inputs") for path in (tmp_path / "inputs").rglob("*") if path.is_file()}
    assert copied == {path.relative_to(two_funds.parent) for path in input_files(read_scenario(two_funds)[0])}
    assert assess(tmp_path / name, rates).digest == assess(two_funds, rates).digest


def test_a_file_named_above_the_scenario_does_not_leave_the_folder_of_inputs(tmp_path):
    """A scenario may name ../posts.csv; the copies then stand one folder deeper, and nothing outside inputs/."""
    scenario, above = tmp_path / "a" / "case.yaml", tmp_path / "posts.csv"
    scenario.parent.mkdir()
    for path in (scenario, above):
        path.write_text("x", encoding="utf-8")
    files = [scenario, scenario.parent / ".." / "posts.csv"]
    assert write_inputs(files, scenario, tmp_path / "pack") == "inputs/a/case.yaml"
    assert (tmp_path / "pack" / "inputs" / "posts.csv").is_file()


@pytest.mark.long
def test_a_pack_opens_with_its_certificate_and_is_sound_costed_again_from_its_own_inputs(tmp_path):
    for path in (RESOLVED, control_path(RESOLVED)):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    scenario = tmp_path / RESOLVED.name
    pack, checks = build_pack(scenario, tmp_path / "packs")
    assert verify_pack(pack).broken == ()
    held = json.loads((pack / "certificate.json").read_text(encoding="utf-8"))
    assert [check["key"] for check in held["checks"]] == [check.key for check in checks]
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    assert {"certificate.html", "certificate.json", f"inputs/{control_path(RESOLVED).name}"} <= set(manifest["files"])
    assert assess(pack / manifest["scenario_file"]).digest == held["figures_sha256"] == manifest["results_sha256"]
    give = ("--packs", str(tmp_path / "packs"))
    on = ("--row", "3", "--name", "A Invented", "--date", "2010-11-15")
    assert run_model("sign", str(scenario), *on, *give).returncode == 0
    same = run_model("compare", str(scenario), *give)
    assert same.returncode == 0 and "Nothing differs." in same.stdout
