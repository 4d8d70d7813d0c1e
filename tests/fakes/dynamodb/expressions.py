"""DynamoDB's condition, filter and update expressions, read once and evaluated on typed attributes.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

type Attribute = Mapping[str, Any]
"""One typed value: `{"S": "OPEN"}`."""
type Attributes = Mapping[str, Attribute]
type Values = Mapping[str, Attribute]
type Operand = Callable[[Attributes, Values], Attribute | None]
type Condition = Callable[[Attributes, Values], bool]
type Update = Callable[[Attributes, Values], dict[str, Attribute]]

_TOKEN = re.compile(r"\s*(:\w+|#\w+|\w+|<>|<=|>=|[=<>(),+-])")
_RESERVED = frozenset(ReservedKeywords.get_reserved_keywords())
_COMPARED = frozenset({"=", "<>", "<", "<=", ">", ">="})


class ExpressionError(Exception):
    """DynamoDB calls it a ValidationException."""


@dataclass(frozen=True, slots=True)
class KeyPart:
    """One comparison of a key condition."""

    name: str
    operator: str
    values: tuple[str, ...]
    """Names of values, such as `:pk`."""


@cache
def read_condition(text: str, names: tuple[tuple[str, str], ...]) -> Condition:
    """`names`: the aliases (`#kind`) and what they stand for."""
    reader = _Reader(text, names)
    condition = reader.alternatives()
    reader.end()
    return condition


@cache
def read_update(text: str, names: tuple[tuple[str, str], ...]) -> Update:
    reader = _Reader(text, names)
    changes = reader.changes()
    reader.end()

    def update(before: Attributes, values: Values) -> dict[str, Attribute]:
        after = dict(before)
        for change in changes:
            change(before, after, values)
        return after

    return update


@cache
def read_key_condition(text: str, names: tuple[tuple[str, str], ...]) -> tuple[KeyPart, ...]:
    reader = _Reader(text, names)
    parts = [reader.key_part()]
    while reader.takes("AND"):
        parts.append(reader.key_part())
    reader.end()
    return tuple(parts)


@cache
def names_used(text: str) -> frozenset[str]:
    """The aliases and the values that an expression mentions."""
    return frozenset(re.findall(r"[:#]\w+", text))


def number_of(attribute: Attribute) -> Decimal:
    return Decimal(attribute["N"])


type _Change = Callable[[Attributes, dict[str, Attribute], Values], None]


class _Reader:
    def __init__(self, text: str, names: tuple[tuple[str, str], ...]) -> None:
        self._names = dict(names)
        self._tokens: list[str] = []
        end = 0
        while text[end:].strip():
            found = _TOKEN.match(text, end)
            if not found:
                raise ExpressionError(f"not understood: {text[end:]}")
            self._tokens.append(found[1])
            end = found.end()
        self._at = 0

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise ExpressionError(f"not understood: {self._tokens[self._at]}")

    def takes(self, word: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at].upper() == word
        self._at += found
        return found

    def expects(self, word: str) -> None:
        if not self.takes(word):
            raise ExpressionError(f"{word} is missing")

    def next(self) -> str:
        if self._at == len(self._tokens):
            raise ExpressionError("ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def alternatives(self) -> Condition:
        found = [self._together()]
        while self.takes("OR"):
            found.append(self._together())
        return found[0] if len(found) == 1 else lambda item, values: any(one(item, values) for one in found)

    def _together(self) -> Condition:
        found = [self._negated()]
        while self.takes("AND"):
            found.append(self._negated())
        return found[0] if len(found) == 1 else lambda item, values: all(one(item, values) for one in found)

    def _negated(self) -> Condition:
        if self.takes("NOT"):
            condition = self._negated()
            return lambda item, values: not condition(item, values)
        if self.takes("("):
            condition = self.alternatives()
            self.expects(")")
            return condition
        return self._test()

    def _test(self) -> Condition:
        word = self._tokens[self._at] if self._at < len(self._tokens) else ""
        if word in _TESTS:
            self._at += 1
            return _TESTS[word](*self._arguments())
        left = self._operand()
        if self.takes("BETWEEN"):
            low = self._operand()
            self.expects("AND")
            high = self._operand()
            return lambda item, values: (
                _compare(">=", left(item, values), low(item, values))
                and _compare("<=", left(item, values), high(item, values))
            )
        if self.takes("IN"):
            choices = self._arguments()
            return lambda item, values: any(
                _compare("=", left(item, values), choice(item, values)) for choice in choices
            )
        operator = self.next()
        if operator not in _COMPARED:
            raise ExpressionError(f"no comparison: {operator}")
        right = self._operand()
        return lambda item, values: _compare(operator, left(item, values), right(item, values))

    def _arguments(self) -> list[Operand]:
        self.expects("(")
        found = [self._operand()]
        while self.takes(","):
            found.append(self._operand())
        self.expects(")")
        return found

    def _operand(self) -> Operand:
        word = self.next()
        if word.startswith(":"):
            return lambda item, values: _given(values, word)
        if word == "size":
            (of,) = self._arguments()
            return lambda item, values: _size(of(item, values))
        name = self._name(word)
        return lambda item, values: item.get(name)

    def _name(self, word: str) -> str:
        if word.startswith("#"):
            if word not in self._names:
                raise ExpressionError(f"{word} stands for nothing")
            return self._names[word]
        if not word[0].isalpha():
            raise ExpressionError(f"no name: {word}")
        if word.upper() in _RESERVED:
            raise ExpressionError(f"reserved keyword: {word}")
        return word

    def key_part(self) -> KeyPart:
        if self.takes("BEGINS_WITH"):
            self.expects("(")
            name = self._name(self.next())
            self.expects(",")
            part = KeyPart(name, "begins_with", (self.next(),))
            self.expects(")")
            return part
        name = self._name(self.next())
        operator = self.next()
        if operator.upper() == "BETWEEN":
            low = self.next()
            self.expects("AND")
            return KeyPart(name, "BETWEEN", (low, self.next()))
        return KeyPart(name, operator, (self.next(),))

    def changes(self) -> list[_Change]:
        found: list[_Change] = []
        while self._at < len(self._tokens):
            clause = self.next().upper()
            read = {"SET": self._set, "REMOVE": self._remove, "ADD": self._add, "DELETE": self._delete}
            if clause not in read:
                raise ExpressionError(f"no clause of an update: {clause}")
            found.append(read[clause]())
            while self.takes(","):
                found.append(read[clause]())
        return found

    def _set(self) -> _Change:
        name = self._name(self.next())
        self.expects("=")
        value = self._term()
        for sign in ("+", "-"):
            if self.takes(sign):
                value = _sum(value, self._term(), sign)

        def change(before: Attributes, after: dict[str, Attribute], values: Values) -> None:
            found = value(before, values)
            if found is None:
                raise ExpressionError("the update takes the value of an attribute that is not there")
            after[name] = found

        return change

    def _term(self) -> Operand:
        if self.takes("IF_NOT_EXISTS"):
            self.expects("(")
            name = self._name(self.next())
            self.expects(",")
            other = self._term()
            self.expects(")")
            return lambda item, values: item.get(name) or other(item, values)
        if self.takes("LIST_APPEND"):
            self.expects("(")
            first = self._term()
            self.expects(",")
            second = self._term()
            self.expects(")")
            return lambda item, values: _joined(first(item, values), second(item, values))
        return self._operand()

    def _remove(self) -> _Change:
        name = self._name(self.next())

        def change(_: Attributes, after: dict[str, Attribute], values: Values) -> None:
            after.pop(name, None)

        return change

    def _add(self) -> _Change:
        name, value = self._name(self.next()), self.next()

        def change(before: Attributes, after: dict[str, Attribute], values: Values) -> None:
            added, there = _given(values, value), before.get(name)
            after[name] = _added(there, added)

        return change

    def _delete(self) -> _Change:
        name, value = self._name(self.next()), self.next()

        def change(before: Attributes, after: dict[str, Attribute], values: Values) -> None:
            ((kind, taken),) = _given(values, value).items()
            left = [one for one in before.get(name, {}).get(kind, ()) if one not in taken]
            after.pop(name, None)
            if left:
                after[name] = {kind: left}

        return change


def _given(values: Values, name: str) -> Attribute:
    if name not in values:
        raise ExpressionError(f"{name} has no value")
    return values[name]


def _compare(operator: str, left: Attribute | None, right: Attribute | None) -> bool:
    if left is None or right is None:
        return operator == "<>" and left is not right
    a, b = _comparable(left), _comparable(right)
    if operator in ("=", "<>"):
        return (a == b) is (operator == "=")
    if a[0] != b[0] or a[0] not in ("S", "N", "B"):
        return False
    match operator:
        case "<":
            return bool(a[1] < b[1])
        case "<=":
            return bool(a[1] <= b[1])
        case ">":
            return bool(a[1] > b[1])
        case _:
            return bool(a[1] >= b[1])


def _comparable(attribute: Attribute) -> tuple[str, Any]:
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            return kind, Decimal(value)
        case "SS" | "NS" | "BS":
            return kind, frozenset(value)
        case _:
            return kind, value


def _size(attribute: Attribute | None) -> Attribute | None:
    if attribute is None:
        return None
    ((kind, value),) = attribute.items()
    if kind in ("N", "BOOL", "NULL"):
        return None
    return {"N": str(len(value.encode()) if kind == "S" else len(value))}


def _sum(first: Operand, second: Operand, sign: str) -> Operand:
    def total(item: Attributes, values: Values) -> Attribute | None:
        one, other = first(item, values), second(item, values)
        if one is None or other is None:
            return None
        if "N" not in one or "N" not in other:
            raise ExpressionError("an operand is no number")
        return _numeric(number_of(one) + number_of(other) * (1 if sign == "+" else -1))

    return total


def _numeric(number: Decimal) -> Attribute:
    return {"N": format(number.normalize(), "f")}


def _joined(first: Attribute | None, second: Attribute | None) -> Attribute | None:
    if first is None or second is None:
        return None
    return {"L": [*first["L"], *second["L"]]}


def _added(there: Attribute | None, added: Attribute) -> Attribute:
    ((kind, value),) = added.items()
    if kind not in ("N", "SS", "NS", "BS"):
        raise ExpressionError("only numbers and sets are added")
    if there is None:
        return added
    if kind not in there:
        raise ExpressionError("what is stored is of another type")
    if kind == "N":
        return _numeric(number_of(there) + number_of(added))
    return {kind: [*there[kind], *(one for one in value if one not in there[kind])]}


def _begins_with(path: Operand, prefix: Operand) -> Condition:
    def begins(item: Attributes, values: Values) -> bool:
        text, start = path(item, values), prefix(item, values)
        return bool(text and start and "S" in text and text["S"].startswith(start["S"]))

    return begins


def _contains(path: Operand, part: Operand) -> Condition:
    def contains(item: Attributes, values: Values) -> bool:
        whole, wanted = path(item, values), part(item, values)
        if whole is None or wanted is None:
            return False
        ((kind, value),) = whole.items()
        return bool(wanted in value if kind == "L" else next(iter(wanted.values())) in value)

    return contains


def _exists(path: Operand) -> Condition:
    return lambda item, values: path(item, values) is not None


def _is_missing(path: Operand) -> Condition:
    return lambda item, values: path(item, values) is None


_TESTS: Mapping[str, Callable[..., Condition]] = {
    "attribute_exists": _exists,
    "attribute_not_exists": _is_missing,
    "begins_with": _begins_with,
    "contains": _contains,
}
