"""Small changes of the domain, each of which a test should notice: drawn by chance, the same for a seed."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_NOT_RULES = ("wiring", "settings")


@dataclass(frozen=True, slots=True)
class Mutant:
    file: str
    """Below `layers/domain`."""
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


def drawn(domain: Path, seed: int, number: int) -> Sequence[Mutant]:
    """One of a function at most, as long as there are functions."""
    everything = list(_everything(domain))
    chance = random.Random(seed)
    chance.shuffle(everything)
    firsts = {(each.file, each.function): each for each in reversed(everything)}
    return sorted(list(firsts.values())[:number], key=lambda each: each.name)


def found_again(domain: Path, names: Iterable[str]) -> Mapping[str, Mutant]:
    """Mutants of these names, by the name: also where a file, a class or a variable of a loop has another
    name since. What is not there any more is left out."""
    places = {_place(mutant.function, mutant.before, mutant.after): mutant for mutant in _everything(domain)}
    found: dict[str, Mutant] = {}
    for name in names:
        _, function, change = name.split(":", 2)
        before, _, after = change.strip().partition(" -> ")
        if mutant := places.get(_place(function, before, after)):
            found[name] = mutant
    return found


def _everything(domain: Path) -> Iterator[Mutant]:
    for path in sorted((domain / "urp").rglob("*.py")):
        if path.relative_to(domain / "urp").parts[0] not in _NOT_RULES:
            yield from mutants_of(path.read_text(encoding="utf-8"), str(path.relative_to(domain)))


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
            case _:
                yield from _of(child, file, function)
                yield from _inside(child, file, function, prefix)


def _of(node: ast.AST, file: str, function: str) -> Iterator[Mutant]:
    after = _changed(node)
    if (
        after is not None
        and isinstance(node, ast.expr)
        and node.end_lineno
        and node.end_col_offset is not None
    ):
        start, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
        yield Mutant(file, function, ast.unparse(node), ast.unparse(after), start, end)


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
