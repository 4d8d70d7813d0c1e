"""CloudWatch's filter patterns for JSON lines, as far as the template uses them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: comparisons of one field
with a quoted text or a number, `&&` before `||`, parentheses. What has no such field,
or is no JSON, never matches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne

_TOKEN = re.compile(r'\s*(\|\||&&|[(){}]|!=|>=|<=|[=<>]|"[^"]*"|\$(?:\.\w+)+|-?\d+(?:\.\d+)?)')
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "=": eq,
    "!=": ne,
    ">": gt,
    "<": lt,
    ">=": ge,
    "<=": le,
}

type _Condition = Callable[[object], bool]


class NotAPatternError(ValueError):
    """CloudWatch would not take it, or this reader does not know it."""


def matches(pattern: str, line: str) -> bool:
    try:
        event = json.loads(line)
    except ValueError:
        return False
    return _Reader(_tokens(pattern)).pattern()(event)


def _tokens(pattern: str) -> list[str]:
    found, at = [], 0
    while pattern[at:].strip():
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise NotAPatternError(pattern[at:])
        found.append(token[1])
        at = token.end()
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens

    def pattern(self) -> _Condition:
        self._take("{")
        condition = self._either()
        self._take("}")
        if self._tokens:
            raise NotAPatternError(self._tokens[0])
        return condition

    def _either(self) -> _Condition:
        parts = [self._all()]
        while self._tokens[:1] == ["||"]:
            self._take("||")
            parts.append(self._all())
        return lambda event: any(part(event) for part in parts)

    def _all(self) -> _Condition:
        parts = [self._one()]
        while self._tokens[:1] == ["&&"]:
            self._take("&&")
            parts.append(self._one())
        return lambda event: all(part(event) for part in parts)

    def _one(self) -> _Condition:
        if self._tokens[:1] == ["("]:
            self._take("(")
            condition = self._either()
            self._take(")")
            return condition
        path, sign, wanted = self._next(), self._next(), self._next()
        if not path.startswith("$.") or sign not in _COMPARE:
            raise NotAPatternError(f"{path} {sign}")
        return lambda event: _compared(_at(event, path), sign, wanted)

    def _take(self, token: str) -> None:
        if self._next() != token:
            raise NotAPatternError(token)

    def _next(self) -> str:
        if not self._tokens:
            raise NotAPatternError("it ends too early")
        return self._tokens.pop(0)


def _at(event: object, path: str) -> object:
    for name in path.split(".")[1:]:
        event = event.get(name) if isinstance(event, dict) else None
    return event


def _compared(found: object, sign: str, wanted: str) -> bool:
    if wanted.startswith('"'):
        return isinstance(found, str) and {"=": found == wanted[1:-1], "!=": found != wanted[1:-1]}[sign]
    number = isinstance(found, int | float) and not isinstance(found, bool)
    return number and _COMPARE[sign](float(str(found)), float(wanted))
