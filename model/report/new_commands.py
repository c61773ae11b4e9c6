"""The commands ``new`` (a first scenario), ``convert`` (to a workbook and back) and ``extract`` (what has changed)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from model.rates.tables import Rates
    from model.schema.extract.rows import Extract

AT_FAULT = 2
ColumnsFile = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        help="The file that says what each column means; if left out, extract-columns.yaml beside the extract.",
    ),
]
Chosen = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="HEADING=MEANING",
        help="What a column means, where the first guess is wrong: 'FTE (column D)=fte'. May be given more than once.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (new, convert, extract):
        app.command()(command)


def new(
    file: Annotated[Path | None, typer.Argument(help="The file to write; if left out, named after the title.")] = None,
    from_extract: Annotated[
        Path | None, typer.Option(help="A payroll or HR extract, .xlsx or .csv, with a row for each person.")
    ] = None,
    columns: ColumnsFile = None,
    column: Chosen = None,
    excel: Annotated[
        Path | None, typer.Option(help="Write a blank workbook to fill in instead, such as team.xlsx, and ask nothing.")
    ] = None,
) -> None:
    """Write a first scenario file from your answers to questions, one answer a line. Never overwrites a file.

    With --from-extract, the posts and their holders come from a payroll or HR extract, and no name is kept.
    """
    from model.rates.tables import load_rates
    from model.report.asking import AnswersEnded, ask_all, ask_of_scenario, file_for, write_from_extract, write_new

    _refuse_place(excel or file)
    rates = load_rates()
    if excel:
        _write_blank(excel, rates)
        return
    try:
        if from_extract:
            from model.schema.new.from_extract import draft_from_extract, questions_for

            read = _opened(from_extract, columns, column)
            answers = ask_of_scenario(rates, questions=questions_for(read))
            file = file or file_for(answers, rates)
            draft = draft_from_extract(read, answers, rates)
            _say_notices(read)
            write_from_extract(draft, file)
        else:
            answers = ask_all(rates)
            file = file or file_for(answers, rates)
            write_new(answers, rates, file)
    except AnswersEnded as ended:
        _stop(f"\n{ended}")
    print(f"Wrote {file}. Next:\n  python3 workbook.py check {file}\n  python3 workbook.py app")


def convert(
    scenario: Annotated[Path, typer.Argument(help="A scenario: a YAML file, or an Excel workbook.")],
    to: Annotated[Path, typer.Argument(help="The file to write: .xlsx for a workbook, .yaml for a YAML file.")],
) -> None:
    """Write a scenario as an Excel workbook, or a workbook as a YAML file. Never overwrites a file.

    The new file also has the rows of the files beside the scenario. The command prints what the new file can't carry.
    """
    from model.rates.tables import load_rates
    from model.schema.workbook.converting import converted

    _refuse_place(to)
    if to.suffix.lower() not in (".xlsx", ".yaml"):
        _stop(f"{to}: name a file that ends in .xlsx or .yaml.")
    content, left_out = converted(scenario, to, load_rates())
    with to.open("xb") as new_file:
        new_file.write(content)
    print(f"Wrote {to}.")
    print("".join(f"  Not carried: {what}.\n" for what in left_out), end="")


def extract(
    file: Annotated[Path, typer.Argument(help="The next extract, .xlsx or .csv.")],
    against: Annotated[Path, typer.Option(help="The scenario with the people of the previous extract.")],
    columns: ColumnsFile = None,
    write: Annotated[
        Path | None, typer.Option(help="Write a scenario with the new posts and holders, beside the old one.")
    ] = None,
) -> None:
    """Say who joined, left or changed since a scenario's extract, and what that costs.

    Files are written only with --write. The output is about individual people, so it is exempt.
    """
    from model.cost.costed import cost_scenario
    from model.explain.staff_changes import staff_changes
    from model.rates.tables import load_rates
    from model.report.tables.staff_changes import staff_changes_sentence, staff_changes_table
    from model.report.terminal import print_table
    from model.schema.extract.next_month import next_month

    rates = load_rates()
    read = _opened(file, columns)
    before, after, lists = next_month(against, read, rates)
    _say_notices(read)
    costed = cost_scenario(before, rates), cost_scenario(after, rates)
    basis = "actual" if all("actual" in each.bases for each in costed) else before.costing.basis
    year = costed[0].year_of_change
    changes = staff_changes(*costed, basis, year)
    print(f"\n{staff_changes_sentence(changes, year)}\n")
    print_table(staff_changes_table(changes, basis, year))
    if write:
        _write_next(against, write, lists)
        print(f"Wrote {write}. Next:\n  python3 workbook.py check {write}")


def _opened(file: Path, columns: Path | None, chosen: list[str] | None = None) -> "Extract":
    """Read an extract, and print which columns and rows are read and which are left out."""
    from model.schema.extract.opening import open_extract

    typed = [text.rpartition("=") for text in chosen or ()]
    read = open_extract(file, columns, {heading: meaning for heading, _, meaning in typed})
    print(f"{file}: {len(read.rows):,} rows of people and vacancies.")
    for heading, meaning in read.matching.columns.items():
        print(f"  {heading} is read as {meaning}.")
    _say_notices(read)
    print("".join(f"  Left out, {left_out}.\n" for left_out in read.left_out), end="")
    return read


def _say_notices(read: "Extract") -> None:
    """Print what was done with the extract, each notice once."""
    print("".join(f"  {notice}.\n" for notice in read.notices), end="")
    read.notices.clear()


def _write_next(old: Path, path: Path, lists: dict) -> None:
    """Write a new file: the old scenario with new lists of present posts and holders."""
    from model.schema.changes.as_text import as_text, text_and_values
    from model.schema.extract.files import in_lists, write_all
    from model.schema.workbook.reading import read_document

    if path.parent.resolve() != old.parent.resolve():
        _stop(f"{path}: name a file in the folder of {old}, because the new scenario needs the other files there.")
    before, written = text_and_values(old)
    named, texts = in_lists(lists, path)
    new = {**(written or read_document(old)[0].data), **named}
    write_all(path, next(as_text(before, written, new)), texts)


def _refuse_place(file: Path | None) -> None:
    """Stop where the file exists already, or its folder does not."""
    if file and (file.exists() or not file.parent.is_dir()):
        wrong = "already exists, and is left alone" if file.exists() else "is in a folder that does not exist"
        _stop(f"{file} {wrong}: name another file.")


def _write_blank(file: Path, rates: "Rates") -> None:
    from datetime import date

    from model.schema.workbook.writing import workbook_of

    if file.suffix.lower() != ".xlsx":
        _stop(f"{file}: name a file that ends in .xlsx.")
    with file.open("xb") as new_file:
        new_file.write(workbook_of({"format": 1}, rates, date.today()))
    print(f"Wrote {file}. Fill it in with Excel and save it. Next:\n  python3 workbook.py check {file}")


def _stop(why: object) -> NoReturn:
    """Print the reason on the error stream, and end the process."""
    print(why, file=sys.stderr)
    raise typer.Exit(AT_FAULT) from None
