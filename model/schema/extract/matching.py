"""How an extract's columns match the workbook's: guessed once, kept beside the extract, and used again next month."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from model.base.faults import Fault, InputFaults, listed, nearest_name
from model.schema.extract.references import KEYED
from model.schema.lists.columns import EXTRACT, of_life, plain
from model.schema.lists.listing import PostsList, suggest, unsettled
from model.schema.reading.document import Document, Path_, read_yaml
from model.schema.reading.messages import PLAIN, unknown_key
from model.schema.reading.rows_beside import kinds_of
from model.schema.sections.declared import key_of
from model.schema.sections.holders import ListedHolder
from model.schema.sections.posts import PresentPost
from model.schema.sections.section import Section, Text

COLUMNS_FILE = "extract-columns.yaml"
OF_POST = ("title", "grade", "post_number", "cost_centre", "subjective")
NEEDED = {
    "title": "a column of post titles",
    "grade": "a column of grades",
    "holder": "a column of references such as payroll numbers; names are never used as references",
}
"""What an extract must have, in words."""


def _as_text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int | float) else value


def _several(value: Any) -> Any:
    return [_as_text(part) for part in (value if isinstance(value, list) else [value])]


Word = Annotated[str, BeforeValidator(_as_text)]
Words = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Matching(Section):
    """How an extract is read; kept as ``extract-columns.yaml``."""

    columns: dict[Word, Text] = Field(title="Columns", description="Each heading that is read, and what it means.")
    words: dict[str, dict[Word, Word]] = Field(
        default={}, title="Words", description="For a meaning, each word of the extract and what is read instead."
    )
    only: dict[Word, Words] = Field(
        default={}, title="Only", description="Rows are read only where the column has one of these words."
    )
    leave_out: dict[Word, Words] = Field(
        default={}, title="Leave out", description="Rows are left out where the column has one of these words."
    )
    references: Literal["keyed", "stated"] = Field(
        default=KEYED, title="References", description="keyed, or stated where the column has references already."
    )
    sheet: Text | None = Field(default=None, title="Sheet", description="The worksheet; if left out, it is looked for.")


def kinds() -> dict[str, str]:
    """The kind of a column's cells by the column's meaning: ``number``, ``share``, ``day`` or ``text``."""
    of_post = {key: kind for key, kind in kinds_of(PresentPost).items() if key in OF_POST}
    of_person = {key: kind for key, kind in kinds_of(ListedHolder).items() if key not in ("post", "ref")}
    return {**of_post, **of_person, "post_fte": "share", "holder": "text"}


def read_matching(path: Path) -> tuple[Matching, Document]:
    """A kept matching, and its file with the line of each value. Raises InputFaults with every fault of form."""
    document = read_yaml(path)
    try:
        return Matching.model_validate(document.data), document
    except ValidationError as error:
        faults = [_fault(document, wrong["loc"], wrong["type"], wrong["msg"]) for wrong in error.errors()]
        raise InputFaults(faults) from None


def _fault(document: Document, path: Path_, kind: str, message: str) -> Fault:
    if kind == "extra_forbidden":
        return document.fault(path, **unknown_key(str(path[-1]), Matching))
    return document.fault(path, "keyed or stated" if kind == "literal_error" else PLAIN.get(kind, message))


def guessed_matching(listing: PostsList, chosen: Mapping[str, str]) -> Matching:
    """A matching by usual headings. ``chosen`` has meanings by column, chosen by hand: an empty text for no meaning.

    Raises InputFaults where several columns may have the same meaning and none of them is chosen.
    """
    open_ = [fault for key, fault in unsettled(listing, EXTRACT).items() if key not in chosen.values()]
    if open_:
        raise InputFaults(open_)
    guesses = {name: key for name, key in suggest(listing, EXTRACT).items() if key not in chosen.values()}
    for name, heading in listing.offered.items():  # the schema's own name of a holder's value is a usual heading too
        key = _declared().get(plain(heading))
        if key and name not in guesses and key not in (*guesses.values(), *chosen.values()):
            guesses[name] = key
    columns = {name: key for name, key in {**guesses, **chosen}.items() if key}
    return Matching(columns=columns, sheet=listing.grid.sheet or None)


def _declared() -> dict[str, str]:
    """Each key of a holder by its headings, which are the key itself and the key's title.

    Dates are left out, since they are never guessed.
    """
    read = kinds()
    fields = {key_of(name, field): field for name, field in ListedHolder.model_fields.items()}
    return {
        plain(word): key
        for key, field in fields.items()
        if read.get(key, "day") != "day"
        for word in (key, field.title)
    }


def matching_faults(listing: PostsList, matching: Matching, document: Document | None = None) -> Iterator[Fault]:
    """Every fault of a matching for an extract: at its line in the kept file, or else at the heading row.

    A column that identifies people can't be matched, except a column of dates to a date of the holder.
    """
    line = listing.chosen.line(listing.grid)
    for path, found, expected, nearest in (*_columns_at_fault(listing, matching), *_meanings_at_fault(matching)):
        if document:
            yield document.fault(path, expected, found=found, nearest=nearest)
        else:
            yield Fault(listing.name, line, "the heading row", found, expected, nearest, listing.grid.cell(line))


Wrong = tuple[Path_, str, str, str]
"""A fault of a matching: the path in it, what was found, what was expected, and the nearest name."""


def _columns_at_fault(listing: PostsList, matching: Matching) -> Iterator[Wrong]:
    known, of_people, extract = kinds(), listing.why_of_people, Path(listing.name).name
    for name, key in matching.columns.items():
        path = ("columns", name)
        if name not in listing.columns:
            yield path, f"the column {name!r}", f"a column of {extract}", nearest_name(name, listing.columns)
        elif key not in known:
            yield path, repr(key), f"one of {listed(known)}", nearest_name(key, known)
        elif name in of_people and known[key] != "day":
            found = f"{name!r}, which identifies people, judging by {of_people[name]}"
            yield path, found, "a column that does not identify people", ""
    for part in ("only", "leave_out"):
        for name in getattr(matching, part):
            if name not in listing.columns or name in of_people:
                expected = f"a column of {extract} that does not identify people"
                yield (part, name), f"the column {name!r}", expected, nearest_name(name, listing.offered)


def _meanings_at_fault(matching: Matching) -> Iterator[Wrong]:
    keys = list(matching.columns.values())
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield ("columns",), f"several columns for {key}", "one column for each meaning", ""
    if {"fte", "hours"} <= {*keys}:
        yield ("columns",), "both fte and hours", "one of the two", ""
    for key, words in NEEDED.items():
        if key not in keys:
            yield ("columns",), f"no column for {key}", words, ""


def matching_text(matching: Matching, listing: PostsList) -> str:
    """The text of a matching's file, with unread columns as comments. It has no cells, only headings."""
    from json import dumps

    lines = [
        "# How the columns of this payroll extract are read. Used again for the next extract: change what is wrong.",
        f"# Meanings: {', '.join(kinds())}.",
        *([f"sheet: {dumps(matching.sheet, ensure_ascii=False)}"] if matching.sheet else []),
        f"references: {matching.references}  # stated: the column has anonymous references already",
        "columns:",
        *(f"  {dumps(name, ensure_ascii=False)}: {key}" for name, key in matching.columns.items()),
    ]
    for what, names in (
        ("Not read", [name for name in listing.offered if name not in matching.columns]),
        ("Never read, since it says who somebody is", [n for n in listing.why_of_people if n not in matching.columns]),
    ):
        lines += [f"# {what}: {name}" for name in names]
    dates = [(name, key) for name in listing.columns if name not in matching.columns and (key := of_life(name))]
    if dates:
        lines.append(
            "# Dates of birth and service are read only if you move their lines up to the columns. They give age,"
        )
        lines.append("# years of service and the end of a National Insurance letter, and stay in the list of holders:")
        lines += [f"#   {dumps(name, ensure_ascii=False)}: {key}" for name, key in dates]
    lines += [
        "# words: {lgps_member: {Main: yes, Opted out: no}}   what a word of the extract means",
        "# only: {Service: [Education]}                       rows that are read",
        "# leave_out: {Contract: [Casual]}                    rows that are not",
    ]
    return "\n".join(lines) + "\n"
