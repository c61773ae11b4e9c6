"""A payroll extract chosen in Begin becomes the same case as by the command, with the same faults; no name is kept."""

import pytest

from model.schema.extract.opening import open_extract
from model.schema.load import load_scenario
from tests.cases.payroll_extract import march
from tests.cases.test_payroll_extract import ANSWERS, command
from tests.desk.desk_alone import NAME, desk_in, do
from tests.desk.lists import write_csv

TITLE = {"title": ANSWERS[1], "authority": ANSWERS[0]}
ANSWERED = {"first_year": "2025/26", "implementation": "2025-10-01", "rate": "20%", "full_time_hours": "37"}
ANSWERED |= {"increments": "april"}


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


@pytest.fixture
def payroll(tmp_path):
    """A folder that only those who may see the payroll can read."""
    folder = tmp_path / "payroll"
    folder.mkdir()
    return folder


def shown(desk):
    return desk.page.views["extract"]


def read(desk, file, **given):
    do(desk, "extract", "read", path=f'"{file}"', **given)


def boxes(desk):
    return {box["key"]: box for group in shown(desk)["groups"] for box in group["fields"]}


@pytest.mark.long
def test_an_extract_becomes_the_case_that_the_command_makes_of_it(desk, payroll, rates):
    write_csv(payroll / "march.csv", march())
    read(desk, payroll / "march.csv")
    assert "march.csv: 303 rows of people and vacancies." in shown(desk)["said"]
    assert (
        "Payroll number is read as payroll number, from which a reference is made" in shown(desk)["said"]
        and not shown(desk)["faults"]
    )
    assert "weeks_in_year" not in boxes(desk) and boxes(desk)["rate"]["needed"]
    do(desk, "extract", "make", name="service.yaml", **TITLE)
    assert "Employer's pension rate" in desk.page.views["begin"]["said"], "nobody can assume it"
    for key, value in ANSWERED.items():
        do(desk, "extract", "edit", key=key, value=value)
    do(desk, "extract", "make", name="service.yaml", **TITLE)
    file = desk.folder / "service.yaml"
    assert desk.page.views["begin"]["said"].startswith("service.yaml has been made from march.csv and is open")
    assert desk.draft.path == file and not desk.draft.faults
    assert len({holder.ref for post in load_scenario(file, rates).present for holder in post.holders}) == 300

    typed = "\n".join(ANSWERS) + "\n"
    by_command = desk.folder / "command.yaml"
    made = command(payroll, "new", str(by_command), "--from-extract", "march.csv", typed=typed)
    assert made.returncode == 0, made.stderr
    text = by_command.read_text(encoding="utf-8").replace("command/", "service/")
    assert file.read_text(encoding="utf-8") == text
    for name in ("present.csv", "holders.csv", "proposed.csv"):
        assert (desk.folder / "service" / name).read_bytes() == (desk.folder / "command" / name).read_bytes()
    kept = {path.name for path in desk.folder.parent.rglob("*") if path.suffix == ".key"}
    assert kept == {"extract-references.key"} and not list(desk.folder.rglob("*.key")), "it stays with the payroll"


def test_what_is_wrong_in_an_extract_is_said_with_its_cell_and_goes_once_it_is_mended(desk, payroll):
    rows = march()
    small, wrong = rows[:8], (*rows[4][:3], 60, *rows[4][4:])
    write_csv(payroll / "march.csv", [*small[:4], wrong, *small[5:]])
    read(desk, payroll / "march.csv")
    for key, value in ANSWERED.items():
        do(desk, "extract", "edit", key=key, value=value)
    do(desk, "extract", "make", name="service.yaml", **TITLE)
    [fault] = shown(desk)["faults"]
    assert fault.startswith("march.csv, line 5: ") and "point: found '60'" in fault
    assert "the extract has faults" in desk.page.views["begin"]["said"] and not (desk.folder / "service.yaml").exists()
    write_csv(payroll / "march.csv", small)
    do(desk, "extract", "make", name="service.yaml", **TITLE)
    assert desk.draft.path.name == "service.yaml" and not shown(desk)["faults"]


def test_an_answer_that_cannot_be_is_marked_in_its_box_and_the_others_are_not(desk, payroll):
    write_csv(payroll / "march.csv", march()[:8])
    read(desk, payroll / "march.csv")
    do(desk, "extract", "edit", key="rate", value="much")
    do(desk, "extract", "edit", key="first_year", value="2025/26")
    wrong = {key for key, box in boxes(desk).items() if box["faults"]}
    assert wrong == {"rate"} and boxes(desk)["first_year"]["value"] == "2025/26"


def test_a_column_is_chosen_by_hand_as_on_the_command_line(desk, payroll):
    rows = [("Job", "Grade", "Point", "FTE", "FTE", "Payroll number"), ("Clerk", "5-6", 6, 1, 1, "000001")]
    write_csv(payroll / "march.csv", rows)
    read(desk, payroll / "march.csv")
    [fault] = shown(desk)["faults"]
    assert "found 'FTE' twice, in columns D and E" in fault and not shown(desk)["groups"]
    read(desk, payroll / "march.csv", chosen="FTE (column D)=fte")
    assert "FTE (column D) is read as FTE" in shown(desk)["said"]
    assert open_extract(payroll / "march.csv").headings["fte"] == "FTE (column D)", "kept for the next month"


@pytest.mark.parametrize("path", ["", "march.csv", "/no/such/march.csv"])
def test_a_path_that_leads_nowhere_is_said_and_nothing_is_made(desk, path):
    do(desk, "extract", "read", path=path)
    assert len(shown(desk)["faults"]) == 1
    do(desk, "extract", "make", name="service.yaml", **TITLE)
    assert "read an extract first" in desk.page.views["begin"]["said"] and desk.draft.path.name == NAME
