"""A pack's manifest seals the pack: it has every file's SHA-256, and its own."""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from model.control.added import who_adds
from model.control.log import Broken

MANIFEST = "manifest.json"
UNSEALED = "0" * 64
DIGESTS = ("files", "inputs", "rates_sha256")
"""The keys of a manifest that give each file's SHA-256 by its name."""
TEXTS = ("manifest_sha256", "pack", "scenario", "scenario_file", "exempt", "results_sha256", "model_version")
"""The keys of a manifest, besides ``DIGESTS``, that are read back. Each gives a text."""
SEAL = re.compile(rb'\A\{\n  "manifest_sha256": "([0-9a-f]{64})"')


def digests(files: Iterable[Path], scenario: Path | None = None) -> dict[str, str]:
    """Each file's SHA-256, by its place in the folder that all files share. So files with the same name stay distinct.

    Where ``scenario`` is a workbook, the SHA-256 is of its values and not of its bytes.
    """
    from model.schema.workbook.reading import said_in

    whole = [Path(os.path.abspath(file)) for file in files]
    top = os.path.commonpath([file.parent for file in whole]) if whole else ""
    said = {Path(os.path.abspath(scenario)): said_in(scenario)} if scenario else {}
    contents = ((file, said[file] if file in said else file.read_bytes()) for file in sorted(whole))
    return {file.relative_to(top).as_posix(): sha256(content).hexdigest() for file, content in contents}


def seal(manifest: Path, **more: object) -> None:
    """Write a manifest again with its own SHA-256 first, then ``more``, then what it already had.

    The SHA-256 is worked out with 64 zeros in its place.
    """
    text = json.loads(manifest.read_text(encoding="utf-8"))
    content = json.dumps({"manifest_sha256": UNSEALED, **more, **text}, indent=2, ensure_ascii=False) + "\n"
    digest = sha256(content.encode()).hexdigest()
    manifest.write_text(content.replace(UNSEALED, digest, 1), encoding="utf-8", newline="\n")


def manifest_digest(pack: Path) -> str:
    """The SHA-256 of a pack's manifest as it is now; empty where there is none."""
    content = _content(pack / MANIFEST)
    return sha256(content).hexdigest() if content is not None else ""


def read_manifest(pack: Path) -> dict:
    """A pack's manifest; empty where there is none, or it is not one that ``seal`` wrote."""
    content = _content(pack / MANIFEST)
    return _of_its_form(content) if content is not None and _is_sealed(content) else {}


def broken_files(pack: Path) -> list[Broken]:
    """Every file of a pack that is altered, missing or not in its manifest; the manifest alone where that is broken.

    Files that a computer adds by itself do not count (see ``added_files``). What is not a file is named, never opened.
    """
    if not os.path.lexists(pack / MANIFEST):
        return [Broken(MANIFEST, "missing, so nothing says what was in the pack")]
    manifest = read_manifest(pack)
    if not manifest:
        return [Broken(MANIFEST, "altered, or made before packs were sealed, so nothing can be compared with it")]
    listed = manifest["files"]
    there = dict(_inside(pack))
    broken = [Broken(name, "missing") for name in listed if name not in there]
    for name, path in there.items():
        if kind := _no_file(path):
            broken.append(Broken(name, f"{kind}, not a file of the pack; it was not opened"))
        elif name not in listed:
            if not who_adds(name):
                broken.append(Broken(name, "not in the manifest: added since the pack was built"))
        elif (content := _content(path)) is None or sha256(content).hexdigest() != listed[name]:
            broken.append(Broken(name, "altered since the pack was built"))
    return sorted(broken, key=lambda one: one.where)


def added_files(pack: Path) -> list[tuple[str, str]]:
    """Each file in a pack that, going by its name, a computer added by itself; and what adds such files."""
    listed = read_manifest(pack).get("files", {})
    return [(name, who) for name, path in _inside(pack) if name not in listed and (who := who_adds(name))
            and not _no_file(path)]  # fmt: skip


def _inside(pack: Path) -> Iterator[tuple[str, Path]]:
    """Every file and link in a pack except its manifest, each with its place in the pack. No link is followed."""
    for folder, folders, files in os.walk(pack, onerror=_raise):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*links, *files]):
            path = Path(folder, name)
            if path != pack / MANIFEST:
                yield path.relative_to(pack).as_posix(), path


def _raise(why: OSError) -> None:
    raise why


KINDS = ((stat.S_ISLNK, "a link to elsewhere"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


def _no_file(path: Path) -> str:
    """What a path is if not a file, such as a link or a pipe; empty for a file."""
    mode = path.lstat().st_mode
    return "" if stat.S_ISREG(mode) else next((kind for of_kind, kind in KINDS if of_kind(mode)), "a device")


def _content(path: Path) -> bytes | None:
    """The content of a file; None where the path is not a file, even if it was one a moment before."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        safely = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, os.O_RDONLY | safely), "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _of_its_form(content: bytes) -> dict:
    """What a manifest says; empty where its values are not of the kinds that ``seal`` writes.

    A correct seal does not show who wrote the manifest, since anybody can seal one.
    """
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
    return manifest if sound and isinstance(manifest.get("cleared", True), bool) else {}


def _is_sealed(content: bytes) -> bool:
    stated = SEAL.match(content)
    if not stated:
        return False
    start, end = stated.span(1)
    return sha256(content[:start] + UNSEALED.encode() + content[end:]).hexdigest().encode() == stated.group(1)
