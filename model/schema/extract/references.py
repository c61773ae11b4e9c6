"""References for people. They are the same next month, and can't be traced to a payroll number without the key.

A payroll number is short, so a plain digest of it can be found by trying every number. A keyed digest can't. The key is
made once and kept beside the extracts, away from the scenario: those who have the scenario have no key, and those who
have the key have the payroll.
"""

import hmac
import os
import secrets
from base64 import b32encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from model.base.faults import Fault, InputFaults

KEY_FILE = "extract-references.key"
KEY_BYTES = 32
LETTERS = 10
"""Letters of a reference: 50 bits, so that two of 12,000 people share a reference once in 15 million extracts."""
KEYED, STATED = "keyed", "stated"


def plain_number(text: str) -> str:
    """A payroll number in small letters, without spaces or leading zeros (which Excel drops), for comparing."""
    return "".join(text.split()).casefold().lstrip("0") or "0"


def reference_maker(references: str, key: bytes) -> Callable[[str], str]:
    """A function that makes a reference from a person's cell.

    ``keyed``: P and ten letters of HMAC-SHA-256 of the payroll number. ``stated``: the text of the cell.

    >>> reference_maker("keyed", bytes(32))("000123") == reference_maker("keyed", bytes(32))("123")
    True
    """
    if references == STATED:
        return lambda text: " ".join(text.split())
    return lambda text: "P" + b32encode(hmac.digest(key, plain_number(text).encode(), sha256)).decode()[:LETTERS]


def read_key(path: Path) -> bytes:
    """The key in a file. Raises InputFaults where there is no file, or no key in it."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        expected = "the key made with the first extract: without that key everybody would get a different reference"
        raise InputFaults([Fault(path.as_posix(), 1, "the file", "no key", expected)])
    return key


def make_key(path: Path) -> bytes:
    """A new key, written to a file that only its owner can read. Raises FileExistsError where the file exists."""
    key = secrets.token_bytes(KEY_BYTES)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
    return key
