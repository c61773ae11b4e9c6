"""The staff annex and the data for letters: sums worked by hand, and the same figures as the exempt tables."""

import csv
import io
import json
import re

import pytest

from model.assessment.assess import assess
from model.assessment.staff import staff_changes
from model.base.financial_year import FinancialYear, read_day
from model.base.money import half_up
from model.pay.progression import months_after
from model.report.people.consultation import consultation_page
from model.report.people.letters import COLUMNS, POUNDS, UTF_8_MARK, letters_csv
from model.report.people.staff_annex import NO_ANNEX, staff_annex
from model.report.people.words import NO_POST
from model.report.tables.people import assimilations
from model.report.tables.transition import one_off_tables
from tests.conftest import HOME, SCENARIOS, worked_examples

WORKED = worked_examples("staff_annex")
WITH_HOLDERS = [path for path in SCENARIOS if "holders:" in path.read_text(encoding="utf-8")]
WITH_POINTS = [path for path in WITH_HOLDERS if "\npeople:" in path.read_text(encoding="utf-8")]
NAMES = [path.stem for path in WITH_HOLDERS]


@pytest.fixture(scope="module")
def of(rates):
    """A scenario assessed, with its changes and its letters as rows; each once."""
    known = {}

    def of(name):
        if name not in known:
            assessment = assess(HOME / "scenarios" / f"{name}.yaml", rates)
            changes = staff_changes(assessment)
            known[name] = assessment, changes, letters_of(changes)
        return known[name]

    return of


def letters_of(changes):
    """The rows of the data for letters."""
    return list(csv.DictReader(io.StringIO(letters_csv(changes).removeprefix(UTF_8_MARK))))


def words_of(paper):
    """Every word of a paper, on one line."""
    return " ".join(str(word) for line in paper.lines() for word in line)


@pytest.mark.parametrize("row", WORKED, ids=lambda row: f"{row['scenario']} {row['holder']} {row['what']}")
def test_each_holder_has_what_is_worked_by_hand(of, row):
    _, changes, letters = of(row["scenario"])
    which = row["holder"], int(row["post_number"])
    if row["what"].startswith("protected "):
        [change] = [change for change in changes if (change.ref, change.number) == which]
        year = FinancialYear.parse(row["what"].removeprefix("protected "))
        assert f"{half_up(change.protected_in[year])}" == row["expected"]
    else:
        [letter] = [one for one in letters if (one["reference"], int(one["post_number"])) == which]
        assert letter[row["what"]] == row["expected"]


def test_five_holders_at_least_are_worked_by_hand():
    assert len({(row["scenario"], row["holder"]) for row in WORKED}) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_every_holder_in_a_post_has_one_row_and_no_name(of, name):
    assessment, changes, letters = of(name)
    held = [(post.title, holder.ref) for post in assessment.scenario.present for holder in post.holders]
    assert [(one.present.title, one.ref) for one in changes] == held
    assert [one["reference"] for one in letters] == [ref for _, ref in held]


@pytest.mark.parametrize("path", WITH_POINTS, ids=lambda path: path.stem)
def test_arrivals_are_those_of_the_exempt_table_to_the_penny(of, path):
    assessment, changes, _ = of(path.stem)
    table = {(row["Holder"], row["Post"]): row for row in assimilations(assessment).frame.to_dict("records")}
    arrived = [change for change in changes if change.after]
    assert arrived and len(arrived) == sum(holder != "vacant" for holder, _ in table)
    for change in arrived:
        row = table[change.ref, change.after.title]
        assert (str(change.after.point), change.why) == (row["To SCP"], row["Why"])
        if change.before:
            gap = change.before.full_time - change.after.full_time
            assert half_up(max(gap, 0)) == half_up(row["Pay to protect, a year"])


@pytest.mark.parametrize("path", WITH_POINTS, ids=lambda path: path.stem)
def test_protection_by_year_is_the_reports_own_and_by_day_it_makes_the_same(of, path):
    """Each day of a month is that part of a twelfth of the sum a year."""
    assessment, changes, _ = of(path.stem)
    for year in assessment.costed.years:
        in_all = assessment.costed.amount("proposal", "actual", year, "pay_protection")
        assert half_up(sum(change.protected_in.get(year, 0.0) for change in changes)) == half_up(in_all)
        by_day = sum(part_of(period, year) for change in changes for period in change.protection)
        assert half_up(by_day) == half_up(in_all)


def part_of(period, year):
    """£ of a period that falls in a year, counted day by day."""
    paid = 0.0
    for number in range(12):
        first = months_after(year.first_day, number)
        length = (months_after(first, 1) - first).days
        start, end = max(first, period.first_day), min(first.replace(day=length), period.last_day)
        paid += period.a_year / 12 * max((end - start).days + 1, 0) / length
    return paid


@pytest.mark.parametrize("name", NAMES)
def test_what_is_paid_on_leaving_is_in_the_exempt_table_and_once_for_each_person(of, name):
    assessment, _, letters = of(name)
    paid = {kind: 0 for kind in ("redundancy_payment", "pay_in_lieu_of_notice", "untaken_leave_pay", "settlement")}
    for letter in letters:
        for kind in paid:
            paid[kind] += float(letter[kind] or 0)
    labels = dict(zip(("Redundancy payment", "Pay in lieu of notice", "Untaken leave"), list(paid)[:3], strict=True))
    in_table = dict.fromkeys(paid, 0.0)
    for table in one_off_tables(assessment):
        if table.key == "one_off":
            for row in table.frame.to_dict("records"):
                kind = labels.get(row["One-off cost"], "settlement" if "ettlement" in row["One-off cost"] else "")
                if kind:
                    in_table[kind] += float(half_up(row["Amount"]))
    assert paid == pytest.approx(in_table)


@pytest.mark.long
def test_a_scenario_without_holders_has_no_annex_but_a_sentence(pack_of):
    pack = pack_of(HOME / "scenarios" / "barnet-schools-ict.yaml")
    papers = {path.name for path in pack.rglob("*") if path.is_file()}
    assert not [name for name in papers if "staff_annex" in name or "letters" in name]
    assert NO_ANNEX in re.sub(r"\s+", " ", (pack / "consultation.html").read_text(encoding="utf-8"))


@pytest.mark.long
def test_the_papers_are_in_the_manifest_and_never_in_the_public_folder(pack_of):
    pack = pack_of(HOME / "scenarios" / "barnet-schools-ict-actual.yaml")
    own = {"staff_annex.html", "staff_annex.docx", "exempt_letters.csv", "consultation.html", "consultation.docx"}
    assert own <= {path.name for path in pack.iterdir()} and (pack / "public").is_dir()
    assert not own & {path.name for path in (pack / "public").rglob("*")}
    manifest = (pack / "manifest.json").read_text(encoding="utf-8")
    assert all(f'"{name}"' in manifest for name in own)
    assert "Exempt: not for publication" in (pack / "staff_annex.html").read_text(encoding="utf-8")


def test_columns_are_fields_for_word_and_cells_are_as_their_unit_says(of):
    assert len({column.heading for column in COLUMNS}) == len(COLUMNS)
    assert all(
        re.fullmatch(r"[a-z][a-z_]{0,39}", column.heading) and column.meaning.endswith(".") for column in COLUMNS
    )
    for name in NAMES:
        for letter in of(name)[2]:
            for column in COLUMNS:
                cell = letter[column.heading]
                if cell and column.unit == POUNDS:
                    assert re.fullmatch(r"-?\d+\.\d\d", cell)
                if cell and column.unit == "date":
                    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", cell) and read_day(cell)


def test_text_that_a_spreadsheet_would_run_is_quoted_off(write_small, rates):
    path = write_small({"title": "=HYPERLINK('x')", "holders": [{"ref": "+A"}]}, {"title": "@SUM(1)"})
    [letter] = letters_of(staff_changes(assess(path, rates)))
    assert letter["post_before"] == "'=HYPERLINK('x')" and letter["post_after"] == "'@SUM(1)"
    assert letter["reference"] == "'+A"


def test_who_leaves_two_posts_is_paid_once(write_small, rates):
    """Aged 40 with 10 years at £520 a week: 10 weeks, £5,200, in the first of two rows alone."""
    held = {"grade": 24, "fate": "deleted", "fte": 0.5, "holders": [{"ref": "A", "fte": 0.5}]}
    present = [{"id": name, "title": name.title(), **held} for name in ("one", "two")]
    leaver = {"holder": "A", "leaves_on": "2024-12-31", "age": 40, "complete_years": 10, "weekly_pay": 520,
              "pay_reason": "A test.", "contract_weeks": 16, "funded_by": "A fund", "source": "A test."}  # fmt: skip
    proposed = [{"id": "new", "title": "New", "grade": 24, "filled_by": "open"}]
    path = write_small(present=None, one_off={"leavers": [leaver]})
    scenario = json.loads(path.read_text(encoding="utf-8")) | {"present": present, "proposed": proposed}
    path.write_text(json.dumps(scenario), encoding="utf-8")
    first, second = letters_of(staff_changes(assess(path, rates)))
    assert (first["redundancy_payment"], first["paid_on_leaving"]) == ("5200.00", "5200.00")
    assert (second["redundancy_payment"], second["paid_on_leaving"]) == ("", "")
    assert (first["statutory_notice"], first["contract_notice"], second["posts_held"]) == ("10", "16", "2")


def test_a_ring_fence_shows_each_person_in_each_post_with_protection(of):
    """A at SCP 45, £39,795, arrives at 42, £37,182, or at 38, £33,510; B at 40, £35,412, at 40 or at 38."""
    assessment, changes, _ = of("barnet-schools-ict-actual")
    annex = staff_annex(assessment, changes, "letters.csv")
    [table] = [block for part in annex.parts for block in part.blocks if getattr(block, "key", "") == "alternatives"]
    assert [tuple(map(str, row)) for row in table.rows] == [
        ("A", "ICT Assistant Manager", "SCP 42", "£37,182.00", "£2,613.00", "assumed"),
        ("A", "ICT Senior Officer", "SCP 38", "£33,510.00", "£6,285.00", "alternative"),
        ("B", "ICT Assistant Manager", "SCP 40", "£35,412.00", "–", "alternative"),
        ("B", "ICT Senior Officer", "SCP 38", "£33,510.00", "£1,902.00", "assumed"),
    ]
    assert "7 possible outcomes" in words_of(annex)


def test_a_holder_whose_post_ends_and_who_is_not_said_to_leave_has_no_post_yet(of):
    """The engineers' scenario places everybody, and the redundancy case everybody but B, who leaves."""
    _, _, letters = of("barnet-schools-ict-redundancy")
    assert [letter["outcome"] for letter in letters if not letter["post_after"]] == ["compulsory redundancy"]
    assert NO_POST not in {letter["outcome"] for letter in letters}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_papers_of_every_scenario_have_a_key_of_its_own_for_each_table(path, rates):
    assessment = assess(path, rates)
    changes = staff_changes(assessment)
    papers = [consultation_page(assessment), *([staff_annex(assessment, changes, "letters.csv")] if changes else [])]
    for paper in papers:
        keys = [block.key for part in paper.parts for block in part.blocks if hasattr(block, "key")]
        assert len(keys) == len(set(keys)) and paper.title and paper.footer.strip(" ·")
        assert all(len(row) == len(block.header) for part in paper.parts for block in part.blocks
                   if hasattr(block, "rows") for row in block.rows)  # fmt: skip
