"""Whether a pack or a log of clearances is unaltered, and whether the log names the pack.

Also what has changed since the pack was built.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from model.base.faults import number_of
from model.control.log import Broken, Entry, read_log
from model.control.receipt import Known, known_by_pack
from model.control.seal import MANIFEST, added_files, broken_files, manifest_digest, read_manifest
from model.control.sheet import NOT_RECORDED
from model.control.since_built import what_changed

ALONE = (
    "No log names a pack to compare it with. The manifest was compared only with itself, and anyone who alters a pack "
    "on purpose can alter its manifest too."
)
PUBLIC = "public"
BY_ITSELF = (
    "The pack is a public pack by itself: there is no log and no whole pack beside it, so nothing here says that "
    "anyone signed it. The SHA-256 of its manifest.json is {digest}. Compare that with public_pack in the log of "
    "clearances (--log)."
)
UNSIGNED = "Nobody has signed the pack, and nobody can, because only a pack of a saved file can be signed."
NO_GAP = "lines taken out at the end leave no gap"


@dataclass(frozen=True)
class Verified:
    """What is broken in a pack or log, and what else a reader must know.

    The pack or log is sound where nothing is broken.
    """

    broken: tuple[Broken, ...]
    said: tuple[str, ...]
    stale: tuple[str, ...] = ()
    """What has changed since the pack was built.

    The pack is still a sound record of that day, but no longer agrees with the scenario as it is now.
    """
    added: tuple[str, ...] = ()
    """A sentence on each file that a computer added to the pack's folder. Such a file alters nothing in the pack."""


def verify_log(path: Path, known: Iterable[Known] = ()) -> Verified:
    """Check every entry of a log against its own hash and the hash of the entry before it.

    Only the first broken entry is named. ``known`` are records kept elsewhere: packs and receipts that name an entry.
    The log is compared with each record.
    """
    if not path.is_file():
        return Verified((Broken(path.name, "no such file or folder"),), ())
    entries, broken = read_log(path)
    if broken:
        return Verified((broken,), ())
    known = list(known)
    if wrong := [broken for one in known if (broken := one.contradicts(path.name, entries))]:
        return Verified(tuple(dict.fromkeys(wrong)), ())
    if not entries:
        return Verified((Broken(path.name, "there is no entry in it"),), ())
    count = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}, each with the hash of the entry before it."
    last = f"The hash of the last entry is {entries[-1].hash}. Compare it with the hash kept elsewhere, since {NO_GAP}."
    agreed = [f"Entry {one.entries} of the log is the entry that {one.by} names." for one in known if one.entries]
    return Verified((), (count, *agreed, *_clock(entries), last))


def _clock(entries: Iterable[Entry]) -> list[str]:
    """A sentence on each entry that was written, by the machine's clock, before the entry that it follows."""
    return [
        f"Entry {after.entry} was written on {after.recorded}, and entry {before.entry} on {before.recorded}, so a "
        "clock was wrong. The entries count in the order of the log."
        for before, after in pairwise(entries)
        if after.recorded < before.recorded
    ]


def verify_pack(pack: Path, log: Path | None = None, scenario: Path | None = None) -> Verified:
    """Check every file against the manifest, the manifest against itself, and the pack against the packs in a log.

    Where the log names packs, a pack that it does not name is broken: the pack was altered or built again since it was
    signed, or nobody has signed it. A public pack is also compared with the seal in the whole pack around it. Later
    changes of ``scenario``, the rate tables and the signatures are reported as stale, but do not break the pack.
    """
    broken = broken_files(pack)
    if broken:
        return Verified(tuple(broken), ())
    manifest = read_manifest(pack)
    is_public = manifest.get("pack") == PUBLIC
    whole = read_manifest(pack.resolve().parent) if is_public else manifest
    sealed = whole.get("files", {}).get(f"{PUBLIC}/{MANIFEST}") if is_public else None
    if sealed and sealed != manifest_digest(pack):
        return Verified((Broken(MANIFEST, "not the public pack with which the whole pack around it was sealed"),), ())
    verified = _against_log(pack, manifest, log, is_public=is_public, sealed=bool(sealed))
    compared = scenario and not verified.broken and {"inputs", "rates_sha256", "results_sha256"} <= whole.keys()
    stale = what_changed(whole, scenario) if scenario and compared else ()
    added = (
        f"{name}: not part of the pack; its name is that of a file added by {who}" for name, who in added_files(pack)
    )
    return replace(verified, stale=tuple(stale), added=tuple(added))


def _against_log(pack: Path, manifest: dict, log: Path | None, *, is_public: bool, sealed: bool) -> Verified:
    said = [f"{len(manifest['files'])} files are as the manifest says, and none is missing or added."]
    if sealed:
        said.append("The whole pack around it was sealed with this public pack.")
    if manifest.get("changes"):
        return Verified((), (*said, f"The pack was made with changes that are not saved in any file. {UNSIGNED}"))
    alone = ALONE if sealed or not is_public else BY_ITSELF.format(digest=manifest_digest(pack))
    if log is None or not log.is_file():
        known = known_by_pack(manifest, pack)
        gone = (
            f"The pack was built when the log had {number_of(known.entries, 'entry', 'entries')}, but there is no log "
            "now."
            if known and known.entries
            else ""
        )
        return Verified((), (*said, *filter(None, [gone]), alone))
    entries, broken_log = read_log(log)
    if broken_log:
        return Verified((broken_log,), tuple(said))
    if (known := known_by_pack(manifest, pack)) and (wrong := known.contradicts(log.name, entries)):
        return Verified((wrong,), tuple(said))
    if not any(entry.pack != NOT_RECORDED for entry in entries):
        return Verified((), (*said, alone))
    naming = [entry for entry in entries if manifest_digest(pack) in (entry.pack, entry.public_pack)]
    if naming:
        return Verified((), (*said, f"The pack is the one signed in {log.name}: {'; '.join(map(_signed, naming))}."))
    wrong = f"not a pack that {log.name} names: altered or built again since it was signed, or never signed"
    if not is_public:
        same = [entry for entry in entries if entry.costing == manifest.get("results_sha256")]
        wrong += "; its figures are those that were cleared" if same else "; nobody has cleared its figures"
    return Verified((Broken(MANIFEST, wrong),), tuple(said))


def _signed(entry: Entry) -> str:
    return f"entry {entry.entry}, row {entry.row}, {entry.role}"
