"""A pack's manifest seals the pack: it has every file's SHA-256, and its own."""

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
SEAL = re.compile(rb'\A\{\n  "manifest_sha256": "([0-9a-f]{64})"')


def digests(files: Iterable[Path], scenario: Path | None = None) -> dict[str, str]:
    """Each file's SHA-256, by its place in the folder that they share, so that files of one name stay distinct.

    Of ``scenario``, where it is a workbook, it is that of what it says and not of its bytes.
    """
    whole = [Path(os.path.abspath(file)) for file in files]
    top = os.path.commonpath([file.parent for file in whole]) if whole else ""
    said = {Path(os.path.abspath(scenario)): said_in(scenario)} if scenario else {}
    contents = ((file, said[file] if file in said else file.read_bytes()) for file in sorted(whole))
    return {file.relative_to(top).as_posix(): sha256(content).hexdigest() for file, content in contents}


def seal(manifest: Path, **more: str) -> None:
    """Put the manifest's own SHA-256 first, worked out with 64 zeros in its place; then ``more``."""
    text = json.loads(manifest.read_text(encoding="utf-8"))
    content = json.dumps({"manifest_sha256": UNSEALED, **more, **text}, indent=2, ensure_ascii=False) + "\n"
    digest = sha256(content.encode()).hexdigest()
    manifest.write_text(content.replace(UNSEALED, digest, 1), encoding="utf-8", newline="\n")


def manifest_digest(pack: Path) -> str:
    """The SHA-256 of a pack's manifest as it is now; empty where there is none."""
    manifest = pack / MANIFEST
    return sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""


def read_manifest(pack: Path) -> dict:
    """A pack's manifest; empty where there is none, or it is not one that ``seal`` wrote."""
    manifest = pack / MANIFEST
    content = manifest.read_bytes() if manifest.is_file() else b""
    return json.loads(content) if _is_sealed(content) else {}


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


def _is_sealed(content: bytes) -> bool:
    stated = SEAL.match(content)
    if not stated:
        return False
    start, end = stated.span(1)
    return sha256(content[:start] + UNSEALED.encode() + content[end:]).hexdigest().encode() == stated.group(1)
