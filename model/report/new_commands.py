"""The commands that begin a scenario, ``new``, and that set the next month's extract against one, ``extract``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from model.schema.extract.rows import Extract

AT_FAULT = 2
ColumnsFile = Annotated[
    Path | None, typer.Option("--columns", help="The kept columns; left out, extract-columns.yaml beside the extract.")
]
Chosen = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="HEADING=MEANING",
        help="Which column means what, where the first guess is wrong: 'FTE (column D)=fte'. May be given again.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (new, extract):
        app.command()(command)


def new(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; left out, named after its title.")] = None,
    from_extract: Annotated[
        Path | None, typer.Option(help="A payroll or HR extract, .xlsx or .csv, with a row a person.")
    ] = None,
    columns: ColumnsFile = None,
    column: Chosen = None,
) -> None:
    """Write a first scenario file by asking for it, a line an answer. Never writes over a file.

    With --from-extract the posts and their holders come from a payroll or HR extract, and no name is kept.
    """
    from model.rates.tables import load_rates
    from model.report.asking import AnswersEnded, ask_all, ask_of_scenario, file_for, write_new

    if file and (file.exists() or not file.parent.is_dir()):
        wrong = "is there already, and is left alone" if file.exists() else "is in a folder that does not exist"
        _stop(f"{file} {wrong}: name another file.")
    rates = load_rates()
    try:
        if from_extract:
            from model.schema.new.from_extract import draft_from_extract, questions_for

            read = _opened(from_extract, columns, column)
            answers = ask_of_scenario(rates, questions=questions_for(read))
            file = file or file_for(answers, rates)
            draft = draft_from_extract(read, answers, rates)
            _say_notices(read)
            _write_lists(draft, file)
        else:
            answers = ask_all(rates)
            file = file or file_for(answers, rates)
            write_new(answers, rates, file)
    except AnswersEnded as ended:
        _stop(f"\n{ended}")
    print(f"Wrote {file}. Next:\n  python3 workbook.py check {file}\n  python3 workbook.py app")


def extract(
    file: Annotated[Path, typer.Argument(help="The next extract, .xlsx or .csv.")],
    against: Annotated[Path, typer.Option(help="The scenario with the people of the extract before.")],
    columns: ColumnsFile = None,
    write: Annotated[
        Path | None, typer.Option(help="Write the scenario with the new posts and holders, beside the old one.")
    ] = None,
) -> None:
    """Say who came, went and changed since a scenario's extract, and what that costs. Writes nothing but with --write.

    What it prints shows people, and is exempt.
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
    """An extract as read, of which it is said what is read and what is not."""
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
    """Say what was done with the extract; each thing once."""
    print("".join(f"  {notice}.\n" for notice in read.notices), end="")
    read.notices.clear()


def _write_lists(data: dict, path: Path) -> None:
    from model.report.asking import schema_from
    from model.schema.extract.files import in_lists, write_all
    from model.schema.new.text import scenario_text

    named, lists = in_lists(data, path)
    write_all(path, scenario_text(named, schema_from(path.parent)), lists)


def _write_next(old: Path, path: Path, lists: dict) -> None:
    """The old scenario's file with other lists of present posts and holders."""
    from model.schema.changes.as_text import as_text
    from model.schema.extract.files import in_lists, write_all
    from model.schema.reading.document import read_yaml

    if path.parent.resolve() != old.parent.resolve():
        _stop(f"{path}: name a file in the folder of {old}, whose other files it needs.")
    written = read_yaml(old).data
    named, texts = in_lists(lists, path)
    write_all(path, next(as_text(old.read_text(encoding="utf-8-sig"), written, {**written, **named})), texts)


def _stop(why: object) -> NoReturn:
    """Say why on the error stream, and end."""
    print(why, file=sys.stderr)
    raise typer.Exit(AT_FAULT) from None
