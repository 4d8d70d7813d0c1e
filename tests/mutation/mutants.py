"""Small changes of the deployed code, each of which a test should notice: drawn by chance, the same for a
seed, evenly from every wing, the wiring and the functions."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_WINGS = "layers/domain/urp"
_FUNCTIONS = "functions"
_NOTES = frozenset({"info", "debug"})
"""Lines of a log that nobody owes to anybody."""


@dataclass(frozen=True, slots=True)
class Mutant:
    file: str
    """Below the root of the repository."""
    function: str
    """Qualified; "" for the module."""
    before: str
    after: str
    start: tuple[int, int]
    """Line and byte, as `ast` counts them."""
    end: tuple[int, int]

    @property
    def name(self) -> str:
        return f"{self.file}:{self.function}: {self.before} -> {self.after}"

    def applied(self, source: bytes) -> bytes:
        lines = source.splitlines(keepends=True)
        offset = [0]
        for line in lines:
            offset.append(offset[-1] + len(line))
        start, end = (offset[line - 1] + byte for line, byte in (self.start, self.end))
        return source[:start] + f"({self.after})".encode() + source[end:]


def draw(root: Path, seed: int, number: int) -> Sequence[Mutant]:
    """One of a function at most, as long as there are functions; of each wing as many as of the others."""
    everything = list(_everything(root))
    random.Random(seed).shuffle(everything)
    firsts = {(each.file, each.function): each for each in reversed(everything)}
    by_wing: dict[str, list[Mutant]] = {}
    for each in firsts.values():
        by_wing.setdefault(_wing(each.file), []).append(each)
    in_rounds = (each for round_ in zip_longest(*by_wing.values()) for each in round_ if each)
    return sorted(islice(in_rounds, number), key=lambda each: each.name)


def find_again(root: Path, names: Iterable[str]) -> Mapping[str, Mutant]:
    """Mutants of these names, by the name: also where a file, a class or a variable of a loop has another
    name since. What is not there any more is left out."""
    places = {_place(mutant.function, mutant.before, mutant.after): mutant for mutant in _everything(root)}
    found: dict[str, Mutant] = {}
    for name in names:
        _, function, change = name.split(":", 2)
        before, _, after = change.strip().partition(" -> ")
        if mutant := places.get(_place(function, before, after)):
            found[name] = mutant
    return found


def _everything(root: Path) -> Iterator[Mutant]:
    for path in sorted([*(root / _WINGS).rglob("*.py"), *(root / _FUNCTIONS).rglob("*.py")]):
        yield from mutants_of(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


def _wing(file: str) -> str:
    """`desk`, or `functions`; a file of the domain's first floor is a wing of its own kind."""
    if file.startswith(_FUNCTIONS):
        return _FUNCTIONS
    return file.removeprefix(f"{_WINGS}/").rpartition("/")[0].partition("/")[0]


def _place(function: str, before: str, after: str) -> tuple[str, str, str]:
    return function.rpartition(".")[2], before, after


def mutants_of(source: str, file: str) -> Iterator[Mutant]:
    yield from _inside(ast.parse(source), file, "", "")


def _inside(node: ast.AST, file: str, function: str, prefix: str) -> Iterator[Mutant]:
    """`function`, `prefix`: the qualified name of what this lies in, and how names in it begin."""
    children: Iterable[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        children = node.body  # no decorators, no annotations
    for child in children:
        match child:
            case ast.FunctionDef(name=name):
                yield from _inside(child, file, prefix + name, f"{prefix}{name}.<locals>.")
            case ast.ClassDef(name=name):
                yield from _inside(child, file, prefix + name, f"{prefix}{name}.")
            case ast.AnnAssign(value=ast.expr() as value):
                yield from _of(value, file, function)
                yield from _inside(value, file, function, prefix)
            case ast.AnnAssign() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
                continue
            case ast.Expr(value=ast.Call() as call) if not _is_note(call):
                yield _replaced(call, ast.Constant(None), file, function)
                yield from _inside(call, file, function, prefix)
            case ast.Expr(value=ast.Call()):
                continue
            case _:
                if isinstance(child, ast.If) and not isinstance(child.test, ast.Compare | ast.UnaryOp):
                    negated = ast.UnaryOp(ast.Not(), child.test)
                    yield _replaced(child.test, negated, file, function)
                yield from _of(child, file, function)
                yield from _inside(child, file, function, prefix)


def _of(node: ast.AST, file: str, function: str) -> Iterator[Mutant]:
    after = _changed(node)
    if after is not None and isinstance(node, ast.expr):
        yield _replaced(node, after, file, function)


def _replaced(node: ast.expr, after: ast.expr, file: str, function: str) -> Mutant:
    end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return Mutant(file, function, ast.unparse(node), ast.unparse(after), (node.lineno, node.col_offset), end)


def _is_note(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in _NOTES


def _changed(node: ast.AST) -> ast.expr | None:
    match node:
        case ast.Compare(left=left, ops=[one], comparators=[other]) if type(one) in _OPPOSITE:
            return ast.Compare(left, [_OPPOSITE[type(one)]()], [other])
        case ast.BoolOp(op=one, values=values):
            return ast.BoolOp(ast.Or() if isinstance(one, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return ast.IfExp(test, orelse, body)
        case ast.Constant(value=bool(value)):
            return ast.Constant(not value)
        case ast.Constant(value=int(value)):
            return ast.Constant(value + 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right) if not _is_text(left) and not _is_text(right):
            return ast.BinOp(left, ast.Sub(), right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return ast.BinOp(left, ast.Add(), right)
    return None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
