"""Small changes of a module's code, each of which some test should notice: a sign, a bound, a condition, a number.

Words are left as they are, and so are types. A mutant is named by what is changed and where, not by its line, so that
an edit elsewhere in the file leaves the sample as it is.
"""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Break: (ast.Continue,),
    ast.Continue: (ast.Break,),
}
"""What stands for what: operators, and words that leave a loop."""
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum"}
NAMES |= {"floor": "ceil", "ceil": "floor", "union": "intersection", "intersection": "union"}
BUILT_IN = {"str", "int", "float", "bool", "bytes", "tuple", "list", "dict", "set", "object"}
TYPES = {"annotation", "returns", "type_comment"}
"""Parts of a node that say a type."""


@dataclass(frozen=True)
class Mutant:
    """A change of a file: the function it is in, its line at present, the code there before and after it."""

    path: str
    within: str
    line: int
    was: str
    now: str
    ordinal: int
    """Of the places within the function that are alike, which; from 0."""
    number: int
    """Of all changes of the file, which."""

    @property
    def wing(self) -> str:
        """The folder of the model that its file is in."""
        return self.path.split("/")[1]

    @property
    def name(self) -> str:
        """The name that lasts: of the file, the function and the change."""
        more = f" ({self.ordinal + 1})" if self.ordinal else ""
        return f"{self.path} {self.within}: {self.was} → {self.now}{more}"


@dataclass(frozen=True)
class _Change:
    """A node to be replaced, where it is in its parent, and by what."""

    parent: ast.AST
    field: str
    at: int | None
    node: ast.AST
    by: ast.AST
    within: str
    line: int


def mutants(path: Path, home: Path) -> list[Mutant]:
    """Every mutant of a file, in the order of the file."""
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for number, change in enumerate(_changes(ast.parse(path.read_text(encoding="utf-8")))):
        was, now = _said(change.node), _said(change.by)
        like = (change.within, was, now)
        seen[like] = seen.get(like, -1) + 1
        place = path.relative_to(home).as_posix()
        found.append(Mutant(place, change.within, change.line, was, now, seen[like], number))
    return found


def mutated(path: Path, number: int) -> ast.Module:
    """The tree of a file with the mutant of a number in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    change = next(change for count, change in enumerate(_changes(tree)) if count == number)
    by = ast.copy_location(change.by, change.node)
    if change.at is None:
        setattr(change.parent, change.field, by)
    else:
        getattr(change.parent, change.field)[change.at] = by
    return ast.fix_missing_locations(tree)


def drawn(found: Sequence[Mutant], how_many: int, seed: int) -> list[Mutant]:
    """A sample that an edit of other lines leaves as it is: the first in an order that the seed draws of names."""
    order = sorted(found, key=lambda mutant: sha256(f"{seed} {mutant.name}".encode()).hexdigest())
    return order[:how_many]


def _said(node: ast.AST) -> str:
    """A node as it is written, on a line."""
    if isinstance(node, ast.operator | ast.cmpop | ast.boolop):
        return type(node).__name__
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _changes(tree: ast.AST) -> Iterator[_Change]:
    yield from _within(tree, "")


def _within(parent: ast.AST, where: str) -> Iterator[_Change]:
    """The changes of what a node is made of, in the order of the file."""
    for field, value in ast.iter_fields(parent):
        if field in TYPES or field in _of_windows(parent):
            continue
        for at, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(node, ast.AST) or _says_a_type(node) or _is_a_guard(node):
                continue
            for by in _instead_of(node):
                line = getattr(node, "lineno", None) or node.target.lineno  # a comprehension begins at its target
                yield _Change(parent, field, at, node, by, where or "module", line)
            named = isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
            yield from _within(node, f"{where}.{node.name}".lstrip(".") if named else where)


def _of_windows(node: ast.AST) -> set[str]:
    """The parts of a condition that only Windows comes to: the tests see one system."""
    match node:
        case ast.If(test=ast.Compare(ops=[operator], comparators=[ast.Constant(value="win32" | "nt")])):
            return {"test", "body" if isinstance(operator, ast.Eq) else "orelse"}
    return set()


def _is_a_guard(node: ast.AST) -> bool:
    """Whether a word of a call only guards the program against its own slips, such as ``strict`` of ``zip``."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _says_a_type(node: ast.AST) -> bool:
    """Whether a statement is only for those who read types: an import under TYPE_CHECKING, or a type by a name."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp | ast.Subscript):
        return False
    names = [name.id for name in ast.walk(node.value) if isinstance(name, ast.Name)]
    return all(name in BUILT_IN or (name[:1].isupper() and not name.isupper()) for name in names)


def _instead_of(node: ast.AST) -> Iterator[ast.AST]:
    """What may replace a node."""
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                for other in SWAPPED.get(type(operator), ()):
                    yield _with(node, ops=[other() if at == number else old for number, old in enumerate(node.ops)])
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp():
            for other in SWAPPED.get(type(node.op), ()):
                yield _with(node, op=other())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield copy.deepcopy(node.operand)
        case ast.Break() | ast.Continue():
            yield SWAPPED[type(node)][0]()
        case _:
            yield from _of_values(node)


def _of_values(node: ast.AST) -> Iterator[ast.AST]:
    """What may replace a value, a condition or a call."""
    match node:
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield ast.Constant(node.value + 1)
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            yield _with(node, test=_not(node.test))
        case ast.comprehension() if node.ifs:
            yield _with(node, ifs=[])
        case ast.Return(value=ast.AST()) if not isinstance(node.value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            yield _with(node, func=ast.Name(NAMES[name], ast.Load()))
        case ast.Call(func=ast.Attribute(attr=name)) if name in NAMES:
            yield _with(node, func=_with(node.func, attr=NAMES[name]))


def _not(test: ast.AST) -> ast.AST:
    return ast.UnaryOp(ast.Not(), copy.deepcopy(test))


def _with(node: ast.AST, **parts: object) -> ast.AST:
    """A copy of a node with some of its parts replaced."""
    copied = copy.deepcopy(node)
    for name, value in parts.items():
        setattr(copied, name, value)
    return copied
