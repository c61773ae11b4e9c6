"""Which files a pack is of, and whether they are still as they were when it was made and signed."""

import json
from hashlib import sha256

import pytest

from model.base.faults import InputFaults
from model.control.log import add_entry, log_path
from model.control.seal import broken_files, digests, manifest_digest, seal
from model.control.sheet import start_sheet
from model.control.sign_off import digest_of_files
from model.control.since_built import what_changed
from model.control.verify import verify_pack
from model.report.pack.build import _refuse_the_pack_of_another
from model.report.pack.place import note_place, place_of
from model.report.pack.verifying import verified_lines
from tests.conftest import HOME, run_model

FILES = {
    "results.json": b'[\n{"amount": 14270.0}\n]\n',
    "tables/cost.csv": "Basis,£\nTop,14270\n".encode(),
    "charts/bridge.png": bytes(range(256)),
    "inputs/case.yaml": b"format: 1\n",
}
NOTED = {"what": "Legal clears", "role": "Legal officer", "name": "Zo\u00eb Invented", "date": "2010-11-15"}
NOTED |= {
    "inputs": "i" * 64,
    "pack": "not recorded",
    "public_pack": "not recorded",
    "model": "0.2.0",
    "recorded": "2010-11-15T09:00:00Z",
}


def build_pack(folder):
    """A small pack with each kind of file, sealed."""
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    listed = {name: sha256(content).hexdigest() for name, content in FILES.items()}
    manifest = {"scenario": 'Title with "manifest_sha256": and £', "results_sha256": "r" * 64, "files": listed}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    seal(folder / "manifest.json", scenario_file="inputs/case.yaml")
    return folder


def test_a_file_added_or_missing_is_named(tmp_path):
    pack = build_pack(tmp_path)
    (pack / "tables" / "cost.csv").unlink()
    (pack / ".hidden").write_text("x", encoding="utf-8")
    (pack / "link.json").symlink_to(pack / "results.json")
    assert {one.where: one.what.split(":")[0].split(",")[0] for one in broken_files(pack)} == {
        ".hidden": "not in the manifest",
        "link.json": "a link to elsewhere",
        "tables/cost.csv": "missing",
    }


def test_a_pack_without_its_manifest_is_broken(tmp_path):
    pack = build_pack(tmp_path)
    (pack / "manifest.json").unlink()
    assert [one.where for one in verify_pack(pack).broken] == ["manifest.json"]


def test_a_pack_altered_on_purpose_with_a_new_seal_is_not_the_one_that_was_signed(tmp_path):
    """Whoever can change a file can work its hashes out again; what the log of those who signed holds tells of it."""
    pack, log = build_pack(tmp_path / "pack"), tmp_path / "case.clearances.jsonl"
    add_entry(log, {"row": 3, "costing": "r" * 64, **NOTED, "pack": manifest_digest(pack)})
    add_entry(log, {"row": 9, "costing": "r" * 64, **NOTED, "pack": "p" * 64, "public_pack": manifest_digest(pack)})
    assert "entry 1, row 3, Legal officer; entry 2, row 9" in verify_pack(pack, log).said[1]
    (pack / "results.json").write_bytes(b"[]")
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    del manifest["manifest_sha256"]
    manifest["files"]["results.json"] = sha256(b"[]").hexdigest()
    (pack / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    seal(pack / "manifest.json")
    assert verify_pack(pack).broken == ()
    [broken] = verify_pack(pack, log).broken
    assert broken.where == "manifest.json" and "its figures are those that were cleared" in broken.what


def test_a_broken_log_vouches_for_no_pack(tmp_path):
    pack, log = build_pack(tmp_path / "pack"), tmp_path / "case.clearances.jsonl"
    add_entry(log, {"row": 3, "costing": "r" * 64, **NOTED, "pack": manifest_digest(pack)})
    log.write_bytes(log.read_bytes().replace(b"Legal", b"legal"))
    assert [one.where for one in verify_pack(pack, log).broken] == [f"{log.name}, entry 1"]


@pytest.fixture
def packs(tmp_path):
    """A whole pack with its public pack in it, both sealed, of a scenario that stands beside the packs' folder."""
    whole = build_pack(tmp_path / "packs" / "case")
    scenario = tmp_path / "case.yaml"
    scenario.write_bytes(FILES["inputs/case.yaml"])
    public = whole / "public"
    public.mkdir()
    (public / "report.html").write_bytes(b"<p>Public</p>")
    seal_with(public, {"pack": "public", "results_sha256": "o" * 64})
    rates = {path.name: sha256(path.read_bytes()).hexdigest() for path in (HOME / "model" / "rates").glob("*.csv")}
    inputs = {"case.yaml": sha256(scenario.read_bytes()).hexdigest()}
    more = {"inputs": inputs, "rates_sha256": rates, "results_sha256": "r" * 64, "scenario_file": "inputs/case.yaml"}
    seal_with(whole, more)
    return whole, public, scenario


def seal_with(folder, more):
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    listed = {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items() if name != "manifest.json"}
    (folder / "manifest.json").write_text(json.dumps({**more, "files": listed}), encoding="utf-8")
    seal(folder / "manifest.json")


def test_a_public_pack_is_held_against_the_seal_of_the_whole_pack_around_it(packs, tmp_path):
    _, public, _ = packs
    assert "The whole pack around it was sealed with this public pack" in verify_pack(public).said[1]
    (public / "report.html").write_bytes(b"<p>Other</p>")
    seal_with(public, {"pack": "public", "results_sha256": "o" * 64})  # sound in itself
    [broken] = verify_pack(public).broken
    assert broken.what == "not the public pack with which the whole pack around it was sealed"
    alone = public.rename(tmp_path / "handed out")
    verified = verify_pack(alone)
    assert verified.broken == () and "a public pack by itself" in verified.said[1]
    assert manifest_digest(alone) in verified.said[1]


def test_a_pack_whose_scenario_has_changed_since_is_sound_and_stale_and_the_input_is_named(packs):
    whole, public, scenario = packs
    assert place_of(whole).scenario == place_of(public).scenario == scenario
    assert verify_pack(whole, scenario=scenario).stale == ()
    scenario.write_bytes(b"format: 1\ntitle: Another\n")
    verified = verify_pack(whole, scenario=scenario)
    assert (verified.broken, verified.stale) == ((), ("Inputs: case.yaml changed",))
    assert verify_pack(public, scenario=scenario).stale == verified.stale
    assert verified_lines(whole, verified, place_of(whole))[-1].startswith(
        f"{whole}: sound, unchanged since it was built, but stale"
    )


def test_a_pack_is_compared_with_the_file_it_was_built_from_wherever_that_lies_and_says_so(packs, tmp_path):
    """A project's own folder, by any name; another file of the scenario's name nearer by, and one of the workbook's."""
    whole, public, nearer = packs
    own = tmp_path / "reorganisation 2026" / "case.yaml"
    own.parent.mkdir()
    own.write_bytes(nearer.read_bytes())
    note_place(whole, own)
    assert place_of(whole).scenario == place_of(public).scenario == own
    assert place_of(whole).log is None
    add_entry(log_path(own), {"row": 3, "costing": "r" * 64, **NOTED, "pack": manifest_digest(whole)})
    assert place_of(public).log == log_path(own)
    own.write_bytes(b"format: 1\ntitle: Another\n")
    found = run_model("verify", str(whole))
    assert f"Compared with {own}, which it was built from." in found.stdout
    assert f"The log of clearances that was checked: {log_path(own)}." in found.stdout
    assert "STALE: Inputs: case.yaml changed." in found.stdout


def test_a_scenario_of_a_name_that_the_workbook_ships_is_not_taken_for_that_one(packs):
    whole, _, scenario = packs
    ours = scenario.with_name("fictional-council.yaml")
    scenario.rename(ours)
    manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    del manifest["manifest_sha256"]
    seal_with(whole, {**manifest, "scenario_file": "inputs/fictional-council.yaml"})
    assert (place_of(whole).scenario, place_of(whole).noted) == (ours, False)
    assert "found by its name alone" in place_of(whole).how
    ours.unlink()
    assert place_of(whole) is None


def test_a_note_goes_with_its_pack_alone_and_a_project_may_be_moved(packs, tmp_path):
    whole, _, scenario = packs
    note_place(whole, scenario)
    note = (tmp_path / "packs" / ".case.built-from.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in note and '"../case.yaml"' in note
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in (whole.parent, scenario):
        path.rename(moved / path.name)
    assert place_of(moved / "packs" / "case").scenario == moved / "case.yaml"
    (moved / "case.yaml").rename(moved / "renamed.yaml")
    assert "which no longer exists" in place_of(moved / "packs" / "case").how
    (moved / "packs" / "case" / "manifest.json").write_bytes(b"{}")  # another pack in its place
    assert place_of(moved / "packs" / "case") is None


@pytest.mark.long
def test_a_file_that_is_named_and_not_there_is_no_sound_pack(packs, tmp_path):
    whole, _, _ = packs
    for option in ("--scenario", "--log"):
        found = run_model("verify", str(whole), option, str(tmp_path / "none"))
        assert found.returncode == 2 and "no such file" in found.stdout


def test_two_scenarios_of_one_name_do_not_take_each_others_pack_away(tmp_path):
    packs, files = tmp_path / "packs", [tmp_path / folder / "case.yaml" for folder in ("north", "south")]
    for file in files:
        file.parent.mkdir()
        file.write_text("format: 1\n", encoding="utf-8")
    whole = build_pack(packs / "case")
    note_place(whole, files[0])
    with pytest.raises(InputFaults, match=r"the pack of .*north/case.yaml"):
        _refuse_the_pack_of_another(whole, files[1])
    _refuse_the_pack_of_another(whole, files[0])
    files[0].unlink()
    _refuse_the_pack_of_another(whole, files[1])


def test_of_two_inputs_of_one_name_each_is_held_apart(tmp_path):
    scenario = tmp_path / "case.yaml"
    scenario.write_text("format: 1\npresent: now/posts.csv\nproposed: then/posts.csv\n", encoding="utf-8")
    for folder, grade in (("now", "22-23"), ("then", "24-25")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "posts.csv").write_text(f"id,title,grade\na,A,{grade}\n", encoding="utf-8")
    files = [scenario, tmp_path / "now" / "posts.csv", tmp_path / "then" / "posts.csv"]
    manifest = {"inputs": digests(files), "rates_sha256": digests((HOME / "model" / "rates").glob("*.csv"))}
    manifest["results_sha256"], before = "r" * 64, digest_of_files(files)
    assert list(manifest["inputs"]) == ["case.yaml", "now/posts.csv", "then/posts.csv"]
    assert what_changed(manifest, scenario) == []
    now, then = (file.read_bytes() for file in files[1:])
    files[1].write_bytes(then)
    assert what_changed(manifest, scenario) == ["Inputs: now/posts.csv changed"]
    files[2].write_bytes(now)  # the two changed places
    assert digest_of_files(files) != before


def test_a_rate_table_that_has_changed_since_is_named(packs):
    whole, _, scenario = packs
    manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    manifest["rates_sha256"]["vat.csv"] = "0" * 64
    assert what_changed(manifest, scenario) == ["Rate tables: vat.csv changed"]


def test_a_signature_of_other_files_than_stand_there_now_is_told_as_stale(packs):
    whole, _, scenario = packs
    start_sheet(scenario, "officer")
    held = {"row": 3, "costing": "r" * 64, **NOTED, "pack": manifest_digest(whole)}
    add_entry(log_path(scenario), {**held, "inputs": digest_of_files([scenario])})
    assert verify_pack(whole, log_path(scenario), scenario).stale == ()
    add_entry(log_path(scenario), {**held, "row": 6})
    [stale] = verify_pack(whole, log_path(scenario), scenario).stale
    assert stale == (
        "Signature: row 6 (Legal clears the report), Zo\u00eb Invented, 15 November 2010: the figures are those "
        "that it cleared, but the scenario's files have changed since"
    )


def test_the_command_ends_in_0_for_sound_and_2_for_broken(tmp_path):
    pack = build_pack(tmp_path / "pack")
    sound = run_model("verify", str(pack))
    assert sound.returncode == 0 and "4 files are as the manifest says" in sound.stdout
    (pack / "results.json").write_bytes(b"[]")
    broken = run_model("verify", str(pack))
    assert broken.returncode == 2 and "BROKEN: results.json: altered since the pack was built." in broken.stdout
    assert run_model("verify", str(tmp_path / "none.jsonl")).returncode == 2
