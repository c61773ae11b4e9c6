"""The corpus of bad input: tables of what is wrong with a file, and what an officer must be told of it.

A row changes one file of ``base``, a small sound scenario with a list of each kind, and names what reads it.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.bad_input import recipes

HERE = Path(__file__).parent
BASE, TABLES = HERE / "base", sorted((HERE / "corpus").glob("*.yml"))


@dataclass(frozen=True)
class Case:
    """A row of a table; its keys are explained at the top of ``corpus/scenario.yml``."""

    table: str
    case: str
    command: str = "check"
    file: str = ""
    how: dict[str, Any] = field(default_factory=dict[str, Any])
    changes: tuple[str, ...] = ()
    told: tuple[dict[str, str], ...] = ()
    told_first: tuple[dict[str, str], ...] = ()
    says: tuple[str, ...] = ()

    def made_in(self, folder: Path) -> Path:
        """Copy the base into a folder with this row's file in it; gives the scenario's path."""
        shutil.copytree(BASE, folder, dirs_exist_ok=True)
        name, _, _ = self.file.partition("#")
        path, scenario = folder / name, folder / "scenario.yaml"
        if name.endswith(".xlsx"):
            text = scenario.read_text(encoding="utf-8").replace(f": {path.stem}.csv", f": {self.file}")
            scenario.write_text(text, encoding="utf-8")
        if name:
            path.parent.mkdir(exist_ok=True)
            content = self._content(path)
            if content is not None:
                path.write_bytes(content)
        return scenario

    def _content(self, path: Path) -> bytes | None:
        """The bytes of the file; None where a recipe has done something else at its place."""
        how = self.how
        if "made" in how:
            return getattr(recipes, how["made"])(path)
        if "cells" in how:
            return recipes.worksheet(how["cells"])
        text = how["text"] if "text" in how else path.read_text(encoding="utf-8")
        if "replace" in how:
            old, new = how["replace"]
            assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path.name}"
            text = text.replace(old, new)
        text = text.replace(",", how["separate"]) if "separate" in how else text
        return (text + how.get("append", "")).encode(how.get("as", "utf-8"))


def corpus() -> Iterator[Case]:
    """Every row of every table."""
    for table in TABLES:
        for row in YAML(typ="safe").load(StringIO(table.read_text(encoding="utf-8"))):
            how = {
                key: row.pop(key)
                for key in ("made", "cells", "text", "replace", "separate", "append", "as")
                if key in row
            }
            lists = {key: tuple(row.pop(key, ())) for key in ("changes", "told", "told_first", "says")}
            yield Case(table.stem, row.pop("case"), file=row.pop("in", ""), how=how, **lists, **row)
