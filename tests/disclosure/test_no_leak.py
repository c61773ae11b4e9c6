"""Two proofs of no leak: the same public bytes whatever is exempt, and no canary in any public file."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from model.disclosure import public_input as disclosure
from model.disclosure.public_input import public_input
from model.report.pack.build import build_pack
from model.report.pack.documents import FOLDER
from model.report.pack.public import public_pack, public_pack_beside
from model.schema.load import load_scenario
from model.schema.sections.declared import is_public
from tests.conftest import HOME, ON_LINUX, first_of
from tests.disclosure.leaks import TEXT, canary, changed, default_of, field_at, leaks, planted, private_fields

REDUNDANCY = HOME / "scenarios" / "barnet-schools-ict-redundancy.yaml"
ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
BY_A_COPY = """
import os, signal
from pathlib import Path
from model.rates.tables import load_rates
from model.report.pack import public
from model.schema.load import load_scenario
own, write, rates = os.getpid(), public.write_short_report, load_rates()
def by_whom(*given):
    copy = os.getpid() != own
    print("a copy" if copy else "the first", flush=True)
    if copy:
        {befalls}
    return write(*given)
public.write_short_report = by_whom
pack = public.public_pack(load_scenario(Path({scenario!r}), rates), rates)
with public.public_pack_beside(pack, lambda: None, Path({folder!r})) as complete:
    complete()
"""


@pytest.fixture(scope="module")
def scenario(rates):
    """Barnet with invented holders, one of whom leaves."""
    return load_scenario(REDUNDANCY, rates)


def written(scenario, rates, folder: Path) -> dict[str, bytes]:
    """Every file of a scenario's public pack, drawn without a browser: name to bytes."""
    with public_pack_beside(public_pack(scenario, rates), lambda: None, folder) as complete:
        assert complete() == folder
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def as_it_is(scenario, rates, tmp_path_factory):
    return written(scenario, rates, tmp_path_factory.mktemp("as_it_is") / FOLDER)


@pytest.fixture(scope="module")
def with_canaries(scenario, rates, tmp_path_factory):
    """The folder of the public pack of the same scenario with a canary in every exempt field."""
    folder = tmp_path_factory.mktemp("with_canaries") / FOLDER
    written(planted(scenario), rates, folder)
    return folder


def test_with_every_exempt_field_changed_together_every_public_file_is_the_same(as_it_is, with_canaries):
    assert {"report.html", "report.docx", "tables.xlsx", "results.json", "manifest.json"} <= set(as_it_is)
    assert contents(with_canaries) == as_it_is


def test_with_any_exempt_field_changed_or_left_out_the_public_input_is_the_same(scenario):
    """Every public file is made of the public input alone, which the test below shows."""
    public, paths = public_input(scenario), private_fields(scenario)
    assert len(paths) > 100
    for path in paths:
        field = field_at(scenario, path)
        for to in (canary(field.rebuild_annotation()), default_of(field)):
            assert public_input(changed(scenario, path, to)) == public, path


def test_every_public_file_is_made_of_the_public_input_alone(scenario, as_it_is, rates, tmp_path):
    assert written(public_input(scenario), rates, tmp_path / FOLDER) == as_it_is


@ON_LINUX
@pytest.mark.parametrize("befalls", first_of(["os.kill(os.getpid(), signal.SIGKILL)", "pass"]))
def test_every_public_file_is_the_same_where_a_copy_of_the_process_writes_it_and_where_the_copy_is_killed(
    befalls, as_it_is, tmp_path
):
    """It is killed between the report and the short report; both are then written by the first process."""
    code = BY_A_COPY.format(befalls=befalls, scenario=str(REDUNDANCY), folder=str(tmp_path / FOLDER))
    ran = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert ran.stdout == ("a copy\n" if befalls == "pass" else "a copy\nthe first\n")
    assert contents(tmp_path / FOLDER) == as_it_is


def test_a_change_of_a_public_field_does_show(scenario, as_it_is, rates, tmp_path):
    title = scenario.model_copy(update={"title": "Another title"})
    now = written(title, rates, tmp_path / FOLDER)
    assert {name for name in now if now[name] != as_it_is[name]} >= {"report.html", "report.docx", "manifest.json"}


def test_no_canary_is_in_any_public_file(with_canaries):
    assert leaks(with_canaries) == {}


def test_a_canary_that_is_let_through_is_found_in_every_kind_of_file(scenario, rates, tmp_path, monkeypatch):
    """An assumption marked exempt is let past the whitelist on purpose."""
    kept = public_input

    def leaking(given):
        return kept(given).model_copy(update={"assumptions": given.assumptions})

    monkeypatch.setattr("model.disclosure.public_figures.public_input", leaking)
    written(planted(scenario), rates, tmp_path / FOLDER)
    places = " ".join(leaks(tmp_path / FOLDER))
    for kind in ("report.html", "tables/assumptions.csv", "report.docx: word/document.xml", "tables.xlsx: xl/"):
        assert kind in places


def test_a_field_marked_as_public_by_a_slip_is_found(scenario, monkeypatch):
    """Were holders and their points public, a point would change the public input."""
    slips = ("Holders", "Holder's reference", "Holder's point")
    monkeypatch.setattr(disclosure, "is_public", lambda field: is_public(field) or field.title in slips)
    changed_point = changed(scenario, ("present", 0, "holders", 0, "point"), 42)
    assert public_input(changed_point) != public_input(scenario)


def _png(kind: bytes, data: bytes) -> bytes:
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk


def _in_a_picture(folder):
    (folder / "a.png").write_bytes(_png(b"zTXt", b"Comment\0\0" + zlib.compress(TEXT.encode())))


def _in_words_of_a_picture(folder):
    (folder / "a.png").write_bytes(_png(b"iTXt", b"Description\0\0\0en-GB\0\0" + TEXT.encode()))


def _in_a_hidden_sheet(folder):
    book = openpyxl.Workbook()
    book.create_sheet("More").sheet_state = "hidden"
    book["More"]["A1"] = 746183.25
    book.save(folder / "a.xlsx")


def _in_properties(folder):
    book = openpyxl.Workbook()
    book.properties.creator = TEXT
    book.save(folder / "a.xlsx")


def _in_the_name_of_a_part(folder):
    with ZipFile(folder / "a.docx", "w") as packed:
        packed.writestr(f"word/{TEXT}.xml", "<w/>")


def _in_a_picture_of_a_page(folder):
    import base64

    coded = base64.b64encode(f"<svg><desc>{TEXT}</desc></svg>".encode()).decode()
    (folder / "a.html").write_text(f'<img src="data:image/svg+xml;base64,{coded}">', encoding="utf-8")


def _in_a_run_of_words_that_word_splits(folder):
    with ZipFile(folder / "a.docx", "w") as packed:
        packed.writestr("word/document.xml", f"<w:t>{TEXT[:5]}</w:t><w:t>{TEXT[5:]}</w:t>")


def _in_a_name(folder):
    (folder / f"{TEXT}.csv").write_text("1", encoding="utf-8")


def _in_a_path(folder):
    (folder / TEXT).mkdir()
    (folder / TEXT / "a.csv").write_text("1", encoding="utf-8")


def _as_a_figure(folder):
    (folder / "a.csv").write_text("£746,183\n", encoding="utf-8")


@pytest.mark.parametrize(
    "plant",
    [
        _in_a_picture,
        _in_words_of_a_picture,
        _in_a_hidden_sheet,
        _in_properties,
        _in_the_name_of_a_part,
        _in_a_picture_of_a_page,
        _in_a_run_of_words_that_word_splits,
        _in_a_name,
        _in_a_path,
        _as_a_figure,
    ],
)
def test_the_scan_looks_wherever_something_can_be_hidden(plant, tmp_path):
    assert leaks(tmp_path) == {}
    plant(tmp_path)
    assert leaks(tmp_path)


@pytest.mark.long
def test_one_exempt_field_after_another_changes_no_byte_of_any_public_file(scenario, as_it_is, rates, tmp_path):
    sections = {path[:2] if path[0] in ("present", "proposed") else path: path for path in private_fields(scenario)}
    for number, path in enumerate(sections.values()):
        to = canary(field_at(scenario, path).rebuild_annotation())
        assert written(changed(scenario, path, to), rates, tmp_path / str(number)) == as_it_is, path


@pytest.mark.long
def test_two_whole_packs_that_differ_in_what_is_exempt_have_one_public_pack(tmp_path):
    """The real run, with pictures: another holder, other points, another plan for the ring-fence, in another folder."""
    text = ACTUAL.read_text(encoding="utf-8")
    packs = []
    for number, pairs in enumerate(
        (
            (),
            (
                ("{ref: A, point: 45}", f"{{ref: {TEXT}, point: 42}}"),
                ("holder: A,", f"holder: {TEXT},"),
                ("A is appointed", f"{TEXT} is appointed"),
                ("{ref: E, point: 18}", "{ref: E, point: 27}"),
                ("months: 36", "months: 24"),
                ("reason: To show", f"reason: {TEXT}; to show"),
                ("reviewer: Monitoring", f"reviewer: {TEXT}, Monitoring"),
            ),
        )
    ):
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / (TEXT if number else "first") / "case.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        packs.append(build_pack(path, tmp_path / f"packs-{number}")[0])
    whole, public = packs[1], packs[1] / FOLDER
    assert contents(public) == contents(packs[0] / FOLDER)
    assert leaks(public) == {}
    assert {place.split(":")[0].split("/")[0] for place in leaks(whole)} >= {"report.html", "workings.xlsx", "inputs"}
    assert {path.suffix for path in public.rglob("*") if path.is_file()} >= {".svg", ".png", ".docx", ".xlsx", ".html"}
    assert not {path.name for path in public.rglob("*")} & {"inputs", "workings.xlsx", "clearance.ipynb"}
