"""What the tests of the Excel twin share: reading cells as they are stored, poisoning them, changing inputs, and
LibreOffice, which recalculates only where it is told to: opening a file headless shows what was stored."""

import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from workbook import python_with_uno

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
POISON = "-987654321"
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


@dataclass(frozen=True)
class Cell:
    """A cell as the file stores it: its formula, where it has one, and its value."""

    formula: str | None
    value: str | float | None


Workbook = dict[str, dict[str, Cell]]
"""Sheet to cell reference to cell."""


def read(path: Path) -> Workbook:
    """Every cell of a workbook that holds anything."""
    with zipfile.ZipFile(path) as parts:
        shared = _shared(parts)
        return {name: _cells(parts.read(part), shared) for name, part in sheet_parts(parts).items()}


def sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the part that holds it."""
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    target = {link.get("Id"): link.get("Target").removeprefix("/xl/") for link in links}
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    return {sheet.get("name"): f"xl/{target[sheet.get(REL)]}" for sheet in book.iter(f"{NS}sheet")}


def names(path: Path) -> dict[str, str]:
    """Every defined name and what it refers to."""
    with zipfile.ZipFile(path) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    return {name.get("name"): name.text for name in book.iter(f"{NS}definedName")}


def cells_of(area: str) -> tuple[str, list[str]]:
    """The sheet and the cells of an area such as Present!$F$8:$G$9, row by row."""
    sheet, rest = area.split("!")
    ends = [re.fullmatch(r"\$([A-Z]+)\$(\d+)", end).groups() for end in rest.split(":")]
    (left, top), (right, bottom) = ends[0], ends[-1]
    columns = range(_number(left), _number(right) + 1)
    return sheet, [f"{_letters(col)}{row}" for row in range(int(top), int(bottom) + 1) for col in columns]


def poisoned(source: Path, target: Path, changes: dict[tuple[str, str], str | float] | None = None) -> int:
    """Copy a workbook with nonsense in the place of every stored value of a formula, and with inputs changed.

    How many values were poisoned is handed back.
    """
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        sheets = {part: name for name, part in sheet_parts(old).items()}
        for part in old.namelist():
            content = old.read(part)
            if part in sheets:
                text = content.decode("utf-8")
                text = re.sub(r'(<c r="[A-Z]+\d+"[^>]*?) t="str">(<f>)', r"\1>\2", text)
                text, found = re.subn(r"(</f>)<v>[^<]*</v>", rf"\1<v>{POISON}</v>", text)
                count += found
                for (sheet, cell), value in (changes or {}).items():
                    if sheet == sheets[part]:
                        text = _set(text, cell, value)
                content = text.encode("utf-8")
            new.writestr(part, content)
    return count


def recalculated(sources: list[Path], folder: Path) -> None:
    """Let LibreOffice open each workbook, recalculate all of it, and save it under its name in a folder.

    Two run beside each other, each with its share of the files, since one uses one core.
    """
    by_size = sorted(sources, key=lambda source: source.stat().st_size)
    halves = [half for half in (by_size[::2], by_size[1::2]) if half]  # given no file, LibreOffice waits for ever
    running = [_start(half, folder, folder / f"profile {number}") for number, half in enumerate(halves)]
    said = [process.communicate(timeout=900)[1] for process in running]
    missing = [source.name for source in sources if not (folder / source.name).exists()]
    assert not missing, f"LibreOffice made no {missing}: {said}"


def differences_when_recalculated(path: Path, folder: Path, formulas: int) -> list[str]:
    """What LibreOffice makes of a workbook otherwise than is stored in it. It must have more than so many formulas."""
    copies = [folder / "in" / f"{number}.xlsx" for number in (1, 2)]  # one for each of two that run beside each other
    (folder / "in").mkdir()
    for copy in copies:
        shutil.copy(path, copy)
    recalculated(copies, folder)
    stored = read(path)
    assert sum(cell.formula is not None for cells in stored.values() for cell in cells.values()) > formulas
    return differences(stored, read(folder / "1.xlsx"))


def _start(sources: list[Path], folder: Path, profile: Path) -> subprocess.Popen:
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    command = [shutil.which("soffice"), "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *map(str, sources)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def edited(jobs: list[tuple[Path, list[dict]]], profile: Path) -> list[list[list]]:
    """Let LibreOffice edit workbooks: for each its trials (see ``in_libreoffice``), and what each of them read."""
    asked = {
        "soffice": shutil.which("soffice"),
        "profile": profile.as_uri(),
        "jobs": [{"workbook": str(path), "trials": trials} for path, trials in jobs],
    }
    command = [python_with_uno(), str(Path(__file__).with_name("in_libreoffice.py"))]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def differences(stored: Workbook, found: Workbook, sheets: set[str] | None = None) -> list[str]:
    """The formulas whose recalculated value differs from the stored one, by half a millionth or more."""
    return [
        f"{sheet}!{ref} ={cell.formula[:160]}: stored {cell.value}, recalculated {other}"
        for sheet, cells in stored.items()
        if sheets is None or sheet in sheets
        for ref, cell in cells.items()
        if cell.formula is not None
        for other in [found[sheet][ref].value if ref in found[sheet] else None]
        if not _same(cell.value, other)
    ]


def changed_inputs(first: Workbook, second: Workbook) -> dict[tuple[str, str], str | float]:
    """The numbers, and the basis chosen, that stand otherwise in the second of two twins laid out alike."""
    assert first.keys() == second.keys()
    changes = {}
    for sheet, cells in second.items():
        if sheet in ("About", "Checks", "Cleared", "Steps"):  # Steps has a column for each element that costs something
            continue
        assert cells.keys() == first[sheet].keys(), sheet
        for ref, cell in cells.items():
            before = first[sheet][ref]
            assert cell.formula == before.formula, (sheet, ref)
            basis = sheet == "Inputs" and ref == "B4"
            if cell.formula is None and cell.value != before.value and (basis or isinstance(cell.value, float)):
                changes[sheet, ref] = cell.value
    return changes


def _same(stored: str | float | None, found: str | float | None) -> bool:
    if isinstance(stored, float) and isinstance(found, float):
        return abs(stored - found) < 5e-7
    return (stored or None) == (found or None)


def _set(text: str, ref: str, value: str | float) -> str:
    if isinstance(value, str):
        new = rf'<c r="{ref}"\1 t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        text, found = re.subn(rf'<c r="{ref}"( s="\d+") t="s"><v>[^<]*</v></c>', new, text)
    else:
        text, found = re.subn(rf'(<c r="{ref}"[^>]*>)<v>[^<]*</v>', rf"\g<1><v>{value!r}</v>", text)
    assert found == 1, ref
    return text


def _shared(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    table = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{NS}t")) for item in table.iter(f"{NS}si")]


def _cells(content: bytes, shared: list[str]) -> dict[str, Cell]:
    found = {}
    for cell in ElementTree.fromstring(content).iter(f"{NS}c"):
        formula, value, kind = cell.find(f"{NS}f"), cell.find(f"{NS}v"), cell.get("t", "n")
        if value is not None and kind == "str":
            read_as = value.text or ""
        elif value is None or value.text is None:
            read_as = "".join(text.text or "" for text in cell.iter(f"{NS}t")) or None
        elif kind == "s":
            read_as = shared[int(value.text)]
        else:
            read_as = float(value.text) if kind in ("n", "b") else value.text
        if formula is not None or read_as is not None:
            found[cell.get("r")] = Cell(None if formula is None else formula.text or "", read_as)
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
