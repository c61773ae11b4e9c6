"""A pack's manifest seals the pack: every file's SHA-256, and its own."""

import json
import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from model.control.log import Broken
from model.schema.workbook.reading import said_in

MANIFEST = "manifest.json"
UNSEALED = "0" * 64
DIGESTS = ("files", "inputs", "rates_sha256")
"""What a manifest has of files: each name, to its SHA-256."""
TEXTS = ("manifest_sha256", "pack", "scenario", "scenario_file", "exempt", "results_sha256", "model_version")
"""What else it says that is read again, each a text."""
SEAL = re.compile(rb'\A\{\n  "manifest_sha256": "([0-9a-f]{64})"')


def digests(files: Iterable[Path], scenario: Path | None = None) -> dict[str, str]:
    """Each file's SHA-256, by its place in the folder that holds them all, so that two of one name stay apart.

    Of ``scenario``, where it is a workbook, it is that of what it says and not of its bytes.
    """
    whole = [Path(os.path.abspath(file)) for file in files]
    top = os.path.commonpath([file.parent for file in whole]) if whole else ""
    said = {Path(os.path.abspath(scenario)): said_in(scenario)} if scenario else {}
    contents = ((file, said[file] if file in said else file.read_bytes()) for file in sorted(whole))
    return {file.relative_to(top).as_posix(): sha256(content).hexdigest() for file, content in contents}


def seal(manifest: Path, **more: str) -> None:
    """Put the manifest's own SHA-256, worked out with 64 noughts in its place, as its first value; then ``more``."""
    text = json.loads(manifest.read_text(encoding="utf-8"))
    content = json.dumps({"manifest_sha256": UNSEALED, **more, **text}, indent=2, ensure_ascii=False) + "\n"
    digest = sha256(content.encode()).hexdigest()
    manifest.write_text(content.replace(UNSEALED, digest, 1), encoding="utf-8", newline="\n")


def manifest_digest(pack: Path) -> str:
    """SHA-256 of a pack's manifest as it stands; empty where there is none."""
    manifest = pack / MANIFEST
    return sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""


def read_manifest(pack: Path) -> dict:
    """A pack's manifest; empty where there is none, or it is not what ``seal`` wrote."""
    manifest = pack / MANIFEST
    content = manifest.read_bytes() if manifest.is_file() else b""
    return _of_its_form(content) if _is_sealed(content) else {}


def broken_files(pack: Path) -> list[Broken]:
    """Every file of a pack that is altered, missing or not in its manifest; the manifest alone where that is broken."""
    if not (pack / MANIFEST).is_file():
        return [Broken(MANIFEST, "there is none, so nothing says what the pack held")]
    manifest = read_manifest(pack)
    if not manifest:
        return [Broken(MANIFEST, "altered, or of a workbook that sealed no pack, so nothing can be compared with it")]
    listed = manifest["files"]
    there = {path.relative_to(pack).as_posix(): path for path in pack.rglob("*") if path.is_symlink() or path.is_file()}
    del there[MANIFEST]
    broken = [Broken(name, "missing") for name in listed if name not in there]
    for name, path in there.items():
        if path.is_symlink():
            broken.append(Broken(name, "a link to elsewhere, not a file of the pack"))
        elif name not in listed:
            broken.append(Broken(name, "not in the manifest: added since the pack was built"))
        elif sha256(path.read_bytes()).hexdigest() != listed[name]:
            broken.append(Broken(name, "altered since the pack was built"))
    return sorted(broken, key=lambda one: one.where)


def _of_its_form(content: bytes) -> dict:
    """What a manifest says; empty where its values are of other kinds than ``seal`` is given, though it is sealed."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        return {}
    digests_of = [manifest[key] for key in DIGESTS if key in manifest]
    texts = [manifest[key] for key in TEXTS if key in manifest]
    texts += [digest for of_files in digests_of if isinstance(of_files, dict) for digest in of_files.values()]
    sound = all(isinstance(of_files, dict) for of_files in digests_of) and all(isinstance(text, str) for text in texts)
    return manifest if sound else {}


def _is_sealed(content: bytes) -> bool:
    stated = SEAL.match(content)
    if not stated:
        return False
    start, end = stated.span(1)
    return sha256(content[:start] + UNSEALED.encode() + content[end:]).hexdigest().encode() == stated.group(1)
