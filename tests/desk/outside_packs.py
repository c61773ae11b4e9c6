"""Paths by which somebody who may read the packs may try to read what is beside them."""

from pathlib import Path

SECRET = "nobody outside may read this"
ESCAPES = (
    "voila/files/packs/../{name}",
    "voila/files/packs/../packs/../{name}",
    "voila/files/packs/%2e%2e/{name}",
    "voila/files/packs/..%2f{name}",
    "voila/files/packs/%2e%2e%2f{name}",
    "voila/files/packs/%252e%252e/{name}",
    "voila/files/packs/.%2e/{name}",
    "voila/files/packs/..\\{name}",
    "voila/files/packs/..%5c{name}",
    "voila/files/packs/x/../../{name}",
    "voila/files/packs/./../{name}",
    "voila/files/packs//../{name}",
    "voila/files/PACKS/../{name}",
    "voila/files/{name}",
    "voila/files/packs/{whole}",
    "voila/files/packs/%00/../{name}",
    "voila/files/packs/linked-file",
    "voila/files/packs/linked-folder/{name}",
    "voila/files/packs/linked-folder/../{name}",
    "voila/files/packs/../scenarios/{name}",
    "voila/files/packs/..;/{name}",
    "voila/static/../{name}",
    "voila/static/..%2f..%2f{name}",
    "voila/static/{whole}",
    "voila/templates/base/static/../../../{name}",
    "voila/templates/base/static/..%2f..%2f..%2f{name}",
    "voila/templates/base/static/{whole}",
    "voila/labextensions/../{name}",
    "voila/labextensions/..%2f{name}",
    "voila/labextensions/{whole}",
    "voila/api/themes/../{name}",
    "voila/api/themes/..%2f{name}",
    "static/{name}",
    "static/..%2f{name}",
    "../{name}",
    "{name}",
    "voila/render/{name}",
    "voila/tree/",
    "files/{name}",
    "api/contents/{name}",
)
"""Each as it goes over the wire; ``name`` is a file beside the packs, ``whole`` its place from the root."""


def secret_beside(home: Path) -> list[str]:
    """Put a secret beside the packs of a workbook, and links to it in them; every path that may lead there."""
    secret, packs = home / "secret.txt", home / "packs"
    secret.write_text(SECRET, encoding="utf-8")
    (home / "scenarios" / "secret.txt").write_text(SECRET, encoding="utf-8")
    packs.mkdir(exist_ok=True)
    (packs / "linked-file").symlink_to(secret)
    (packs / "linked-folder").symlink_to(home)
    return [escape.format(name=secret.name, whole=secret.as_posix()) for escape in ESCAPES]


def is_kept(answer: bytes) -> bool:
    """Whether an answer shows nothing of the file."""
    return SECRET.encode() not in answer
