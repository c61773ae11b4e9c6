"""A payroll extract of 300 invented people becomes a scenario; the next month's says who came, went and changed.

What the nine people and the vacancies cost is worked outside the code, in payroll_extract.csv: pay is salary x hours /
37; National Insurance is 15% of what is above £417, each of twelve months; pension 20% and levy 0.5% are of pay.
"""

import os
import subprocess
import sys

import pytest
from openpyxl import Workbook

from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.explain.staff_changes import AS_BEFORE, staff_changes
from model.schema.extract.next_month import next_month
from model.schema.extract.opening import open_extract
from model.schema.load import load_scenario
from tests.cases.payroll_extract import april, march
from tests.conftest import HOME, worked_examples
from tests.desk.lists import write_csv

ANSWERS = ["Invented Council", "A service", "njc", "2025/26", "2025-10-01", "", "20%", "", "37", "april"]
WORKED = worked_examples("payroll_extract")


def command(folder, *arguments, typed=""):
    return subprocess.run(
        [sys.executable, "-m", "model", *arguments],
        cwd=folder, input=typed, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Both extracts, the second as a workbook in which every cell is text, and the scenario that the first becomes."""
    folder = tmp_path_factory.mktemp("council")
    (folder / "payroll").mkdir()
    (folder / "scenarios").mkdir()
    write_csv(folder / "payroll" / "march.csv", march())
    book = Workbook()
    for row in april():
        book.active.append([str(cell) if cell != "" else None for cell in row])
    book.save(folder / "payroll" / "april.xlsx")
    made = command(
        folder, "new", "scenarios/service.yaml", "--from-extract", "payroll/march.csv", typed="\n".join(ANSWERS) + "\n"
    )
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def changes(folder, rates):
    extract = open_extract(folder / "payroll" / "april.xlsx")
    before, after, _ = next_month(folder / "scenarios" / "service.yaml", extract, rates)
    return staff_changes(cost_scenario(before, rates), cost_scenario(after, rates), "actual", FinancialYear(2025))


def test_it_becomes_a_scenario_without_editing_by_hand(folder, rates):
    checked = command(folder, "check", "scenarios/service.yaml")
    assert checked.returncode == 0, checked.stdout
    scenario = load_scenario(folder / "scenarios" / "service.yaml", rates)
    holders = [holder.ref for post in scenario.present for holder in post.holders]
    assert (len(holders), len(set(holders))) == (301, 300)
    assert [post.post_number for post in scenario.present if post.vacant] == ["P1200", "P1303"]
    [shared] = [post for post in scenario.present if post.post_number == "P1031"]
    assert [(holder.hours, holder.point, holder.lgps_member) for holder in shared.holders] == [
        (22.2, 17, True),
        (14.8, 14, True),
    ]
    assert (shared.number, shared.hours) == (1, 37)


def test_nothing_changes_until_the_officer_changes_it(folder, rates):
    costed = cost_scenario(load_scenario(folder / "scenarios" / "service.yaml", rates), rates)
    assert costed.amount("full_year_effect", "actual", FinancialYear(2025)) == pytest.approx(0)


def test_no_name_ni_number_or_payroll_number_is_kept_and_the_key_is_for_its_owner_alone(folder):
    written = [path for path in folder.rglob("*") if path.is_file() and path.suffix in (".yaml", ".csv", ".key")]
    ours = [path for path in written if path.name != "march.csv"]
    assert {path.name for path in ours} == {
        "service.yaml", "present.csv", "holders.csv", "proposed.csv", "extract-columns.yaml", "extract-references.key"
    }  # fmt: skip
    text = "".join(path.read_text(encoding="utf-8") for path in ours)
    assert not any(personal in text for personal in ("Invented12", "Invented300", "QQ0", "000012", "000300"))
    [key] = [path for path in ours if path.suffix == ".key"]
    assert key.stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert key.parent.name == "payroll"


def worked(kind, post, month):
    return sum(float(row["cost"]) for row in WORKED if (row["kind"], row["post"], row["month"]) == (kind, post, month))


def test_each_of_the_nine_and_each_vacancy_is_costed_before_and_after(changes):
    found = {(change.kind, post): (change.before, change.after) for change in changes if (post := post_of(change))}
    expected = {(row["kind"], row["post"]) for row in WORKED}
    assert found.keys() == expected
    for kind, post in expected:
        costs = [worked(kind, post, month) for month in ("March", "April")]
        assert found[kind, post] == pytest.approx(costs, abs=0.01), (kind, post)


def post_of(change):
    """The post that a change names; those whose hours change are known by what they change."""
    by_hours = {"37 hours a week become 22.2": "P1075", "18.5 hours a week become 29.6": "P1141"}
    named = [post for post in {row["post"] for row in WORKED} if f"({post})" in f"{change.who} {change.what}"]
    return named[0] if named else by_hours.get(change.what)


def test_all_others_are_as_before_and_the_whole_is_the_difference(changes):
    """Of 300 people 4 left and 2 changed; 294 are as before. 222,079.61 becomes 213,419.00, which is 8,660.61 less."""
    [rest] = [change for change in changes if change.kind == AS_BEFORE]
    assert rest.who == "294" and rest.after == pytest.approx(rest.before)
    assert sum(change.difference for change in changes) == pytest.approx(-8_660.61, abs=0.01)


@pytest.mark.long
def test_the_command_says_it_and_writes_the_next_scenario(folder):
    told = command(folder, "extract", "payroll/april.xlsx", "--against", "scenarios/service.yaml",
                   "--write", "scenarios/service-april.yaml")  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "4 left, 3 joined, 2 changed, 294 are as before." in told.stdout
    assert "£8,661 less" in told.stdout
    for amount in ("£34,464", "£24,470", "£13,794", "£57,296", "£33,914", "£38,000", "£13,569", "£20,378", "£31,795"):
        assert amount in told.stdout, amount
    assert "Invented" not in told.stdout and "QQ0" not in told.stdout
    checked = command(folder, "check", "scenarios/service-april.yaml")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.long
def test_the_next_month_needs_the_key_of_the_first(folder, tmp_path):
    (tmp_path / "april.xlsx").write_bytes((folder / "payroll" / "april.xlsx").read_bytes())
    kept = (folder / "payroll" / "extract-columns.yaml").read_bytes()
    (tmp_path / "extract-columns.yaml").write_bytes(kept)
    refused = command(tmp_path, "extract", "april.xlsx", "--against", str(folder / "scenarios" / "service.yaml"))
    assert refused.returncode == 2
    assert "the key made with the first extract" in refused.stderr
