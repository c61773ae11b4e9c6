"""Mutations of an Excel workbook, in the parts that it is packed from: its cells, its sheets, its bytes."""

import re
from collections.abc import Mapping
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from tests.bad_input.mutation import Kind, Mutation, byte_flipped, cut_off, emptied, of_another_kind

SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
NUMBER = re.compile(rb'<c r="([A-Z]+)(\d+)"((?: s="\d+")?)><v>([^<]*)</v></c>')


def parts_of(content: bytes) -> dict[str, bytes]:
    """Each part of a workbook, by its name."""
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a workbook."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


def _with_cell(
    draw: Random, content: bytes, kind: str, cell: bytes, reason: str, *, refused: bool = True
) -> Mutation | None:
    """A workbook with one cell of a number otherwise; ``cell`` may have \\1, \\2, \\3 and \\4 of ``NUMBER`` in it.

    Not on a sheet that is there to be read alone.
    """
    parts = parts_of(content)
    count = sum(SHEET.fullmatch(name) is not None for name in parts)
    unread = {"xl/worksheets/sheet1.xml", f"xl/worksheets/sheet{count}.xml", f"xl/worksheets/sheet{count - 1}.xml"}
    read = parts if count == 1 else {name: part for name, part in parts.items() if name not in unread}
    sheets = [name for name in read if SHEET.fullmatch(name) and NUMBER.search(parts[name])]
    if not sheets:
        return None
    name = draw.choice(sheets)
    match = draw.choice(list(NUMBER.finditer(parts[name])))
    parts[name] = parts[name][: match.start()] + match.expand(cell) + parts[name][match.end() :]
    return Mutation(kind, packed(parts), must_be_refused=refused, reason=reason)


def error_in_cell(draw: Random, content: bytes) -> Mutation | None:
    """A number that has become an error of Excel's."""
    error = draw.choice([b"#REF!", b"#N/A", b"#DIV/0!", b"#VALUE!"])
    return _with_cell(
        draw,
        content,
        "an error in a cell",
        rb'<c r="\1\2"\3 t="e"><v>' + error + rb"</v></c>",
        "an error is no value",
    )


def formula_without_value(draw: Random, content: bytes) -> Mutation | None:
    """A number that is a formula which was never worked out."""
    return _with_cell(
        draw,
        content,
        "a formula without its value",
        rb'<c r="\1\2"\3><f>1+1</f></c>',
        "what it comes to is not in the file",
    )


def formula_with_value(draw: Random, content: bytes) -> Mutation | None:
    """A number that is a formula, worked out."""
    return _with_cell(
        draw,
        content,
        "a formula",
        rb'<c r="\1\2"\3><f>1+1</f><v>\4</v></c>',
        "its value is in the file",
        refused=False,
    )


def number_as_text(draw: Random, content: bytes) -> Mutation | None:
    """A number that is text."""
    cell = rb'<c r="\1\2" t="inlineStr"><is><t>\4</t></is></c>'
    return _with_cell(draw, content, "a number as text", cell, "a cell of a code may be text", refused=False)


def no_number(draw: Random, content: bytes) -> Mutation | None:
    """A number cell with what Excel would not write."""
    other = draw.choice([b"NaN", b"INF", b"1e999", b"twelve", b"1,5"])
    return _with_cell(
        draw, content, "no number in a cell", rb'<c r="\1\2"\3><v>' + other + rb"</v></c>", "it is no number"
    )


def huge_number(draw: Random, content: bytes) -> Mutation | None:
    """A number beyond anything that a council has."""
    return _with_cell(
        draw, content, "a huge number", rb'<c r="\1\2"\3><v>1E+300</v></c>', "nothing of a council is so large"
    )


def hidden_control_character(draw: Random, content: bytes) -> Mutation | None:
    """A text with a character that XML can't hold, as Excel escapes it."""
    cell = rb'<c r="\1\2"\3 t="inlineStr"><is><t>a_x0007_b</t></is></c>'
    return _with_cell(
        draw, content, "an escaped control character", cell, "no report can print it, and it is no number"
    )


def part_gone(draw: Random, content: bytes) -> Mutation:
    """A workbook without a part that it is packed from."""
    parts = parts_of(content)
    name = draw.choice(
        [name for name in parts if name in ("xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet2.xml")]
    )
    del parts[name]
    return Mutation(
        f"no {name}", packed(parts), must_be_refused=False, reason="a sheet that is not read may be missing"
    )


def workbook_part_gone(draw: Random, content: bytes) -> Mutation:
    """A workbook without the part that says which sheets it has."""
    del draw
    parts = parts_of(content)
    del parts["xl/workbook.xml"]
    return Mutation(
        "no xl/workbook.xml", packed(parts), must_be_refused=True, reason="nothing says which sheets it has"
    )


def part_damaged(draw: Random, content: bytes) -> Mutation:
    """A workbook with a letter of one of its parts otherwise."""
    parts = parts_of(content)
    name = draw.choice(sorted(parts))
    part = parts[name]
    at = draw.randrange(len(part))
    parts[name] = part[:at] + bytes([draw.randrange(256)]) + part[at + 1 :]
    return Mutation(
        f"a letter of {name}", packed(parts), must_be_refused=False, reason="another letter may mean something else"
    )


def part_cut_off(draw: Random, content: bytes) -> Mutation:
    """A workbook with one of its parts broken off."""
    parts = parts_of(content)
    name = draw.choice(sorted(name for name in parts if SHEET.fullmatch(name)))
    parts[name] = parts[name][: draw.randrange(len(parts[name]))]
    return Mutation(
        f"{name} cut off", packed(parts), must_be_refused=False, reason="a sheet that is not read may be broken"
    )


def archive_cut_off(draw: Random, content: bytes) -> Mutation:
    """The first part of the file."""
    end = draw.randrange(len(content) * 9 // 10)
    return Mutation(
        "a workbook cut off",
        content[:end],
        must_be_refused=True,
        reason="the list of a zip archive's parts is at its end",
    )


def list_under_this_name(draw: Random, content: bytes) -> Mutation:
    """A CSV file called .xlsx."""
    del draw, content
    return Mutation(
        "a CSV file called .xlsx", b"id,title,grade\na,A,5\n", must_be_refused=True, reason="it is no workbook"
    )


def password(draw: Random, content: bytes) -> Mutation:
    """A workbook with a password: an old kind of file with the packed one encrypted in it."""
    del draw, content
    name = "EncryptedPackage".encode("utf-16-le")
    other = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + name + bytes(1000)
    return Mutation("a workbook with a password", other, must_be_refused=True, reason="nobody can read it without")


OF_WORKBOOKS: tuple[Kind, ...] = (
    error_in_cell, formula_without_value, formula_with_value, number_as_text, no_number, huge_number,
    hidden_control_character, part_gone, workbook_part_gone, part_damaged, part_damaged, part_cut_off, archive_cut_off,
    list_under_this_name, password, byte_flipped, byte_flipped, cut_off, emptied, of_another_kind,
)  # fmt: skip
