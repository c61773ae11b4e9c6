"""Short names that identify posts in a file, made from the title where none was typed."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count
from typing import Any

LONGEST = 40
"""The most letters of a short name, without the number after it."""


def short_name(title: Any, taken: Collection[Any], otherwise: str = "post") -> str:
    """A name made from a title and not used yet: ``ict-officer``, then ``ict-officer-2``."""
    plain = unicodedata.normalize("NFKD", str(title or "")).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or otherwise
    numbered = re.fullmatch(r"(.+?)-\d{1,4}", stem)
    stem = numbered.group(1) if numbered and stem in taken else stem
    return next(name for name in chain([stem], (f"{stem}-{number}" for number in count(2))) if name not in taken)
