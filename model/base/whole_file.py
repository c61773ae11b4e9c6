"""A file written whole or not at all: beside its target first, on the disk, and then put in the target's place."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def written_beside(target: Path, content: bytes, ending: str = ".tmp") -> Path:
    """A new file of this content in the target's folder, which only its owner may read. Raises OSError."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.stem}-", suffix=ending, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    return Path(file.name)
