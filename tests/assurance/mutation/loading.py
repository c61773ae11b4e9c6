"""Modules of the model as they are imported with a change in them; no file is touched."""

import ast
import builtins
import sys
from collections.abc import Mapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path

REACHED = "__lines_reached__"
"""The name of a set that every module sees, of pairs of a module's path and a line that was run."""


class Changed(SourceFileLoader):
    """Loads a module from a tree that was made of its file."""

    def __init__(self, name: str, path: str, tree: ast.Module):
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str):
        return compile(self.tree, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds modules of a package as ever, and loads some of them from trees, by path."""

    def __init__(self, package: str, trees: Mapping[Path, ast.Module]):
        self.package, self.trees = package, trees

    def find_spec(self, name: str, path=None, target=None) -> ModuleSpec | None:
        if name.partition(".")[0] != self.package:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.origin and (tree := self.trees.get(Path(spec.origin))):
            spec.loader = Changed(name, spec.origin, tree)
        return spec


OURS = ("model", "tests", "benchmarks")


def load_with(trees: Mapping[Path, ast.Module]) -> None:
    """From now on, load these files of the model from these trees; what was loaded before is forgotten.

    It is for a process that was forked for this: what still has a module from before does not see the trees.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder(OURS[0], trees))


def lines_marked(path: Path, home: Path) -> ast.Module:
    """A file's tree in which each statement of a function first puts its line into the set of those reached."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    place = path.relative_to(home).as_posix()
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for node in ast.walk(function):
            for field in ("body", "orelse", "finalbody"):
                if isinstance(statements := getattr(node, field, None), list):
                    setattr(node, field, _marked(statements, place))
    return ast.fix_missing_locations(tree)


def _marked(statements: list[ast.stmt], place: str) -> list[ast.stmt]:
    """Statements, each after a mark; those that have a mark already are left."""
    marked = []
    for statement in statements:
        if getattr(statement, "is_mark", False) or getattr(statement, "is_marked", False):
            marked.append(statement)
            continue
        [mark] = ast.parse(f"{REACHED}.add(({place!r}, {statement.lineno}))").body
        mark.is_mark = statement.is_marked = True
        marked += [ast.copy_location(mark, statement), statement]
    return marked


def reached() -> set[tuple[str, int]]:
    """The lines reached so far: one set, which every module of the process sees."""
    if not hasattr(builtins, REACHED):
        setattr(builtins, REACHED, set())
    return getattr(builtins, REACHED)


def statement_lines(path: Path) -> dict[int, int]:
    """Each line of a function's statement to the line of the innermost statement that has it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines: dict[int, int] = {}
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        inside = [node for node in ast.walk(function) if isinstance(node, ast.stmt) and node is not function]
        for statement in sorted(inside, key=lambda node: node.end_lineno - node.lineno, reverse=True):
            lines |= dict.fromkeys(range(statement.lineno, statement.end_lineno + 1), statement.lineno)
    return lines
