"""Verify every log and every pack among the names of an archive, one a line, that were restored to a folder.

The code is 1 where one is not as it was written; each of those is named.
"""

import sys
from pathlib import Path

from model.control.log import log_path, read_log
from model.control.seal import MANIFEST, broken_files, read_manifest

LOG = log_path(Path("*.yaml")).name.removeprefix("*")


def wrong_with(file: Path) -> list[str]:
    """What is not as it was written, of a log or of a whole pack by its manifest."""
    if file.name.endswith(LOG):
        broken = read_log(file)[1]
        return [f"{file.parent}: {broken}"] if broken else []
    return [f"{file.parent}: {broken}" for broken in broken_files(file.parent)]


def main(names: list[str], to: Path) -> int:
    """Verify, say how many there were and what is wrong; 1 where something is."""
    files = [to / name.strip() for name in names]
    logs = [file for file in files if file.name.endswith(LOG)]
    packs = [file for file in files if file.name == MANIFEST and "pack" not in read_manifest(file.parent)]
    wrong = [line for file in (*logs, *packs) for line in wrong_with(file)]
    print(f"{len(logs)} logs and {len(packs)} packs, of which {len(wrong) or 'none'} not as written.")
    print("\n".join(wrong), file=sys.stderr, end="")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.stdin.readlines(), Path(sys.argv[1])))
