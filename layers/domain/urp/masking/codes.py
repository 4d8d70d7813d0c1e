"""Codice fiscale and IBAN: known by their check characters, or by a shape that nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from urp.masking.model import Identifier, IdentifierKind
from urp.masking.plain_text import HIDDEN

_GAP = rf"[ ._/{HIDDEN}-]{{0,2}}"
"""What people put between the characters of a code, or use to hide it."""
_DIGIT = "[0-9LMNPQRSTUV]"
"""Omocodia: two people with the same code have digits replaced by these letters."""
_TAX_CODE_SHAPE = [
    *["[A-Z]"] * 6,
    _DIGIT,
    _DIGIT,
    "[ABCDEHLMPRST]",
    _DIGIT,
    _DIGIT,
    "[A-Z]",
    *[_DIGIT] * 3,
    "[A-Z]",
]
_TAX_CODE = re.compile(rf"(?<![^\W_]){_GAP.join(_TAX_CODE_SHAPE)}(?![^\W_])")
_FEWEST_DIGITS = 3
"""With every digit replaced by a letter, ordinary words could be one."""
_IBAN_START = re.compile(rf"(?<![^\W_])[A-Z]{_GAP}[A-Z]{_GAP}[0-9]{_GAP}[0-9](?={_GAP}[0-9A-Z])")
_NEXT = re.compile(rf"{_GAP}([0-9A-Z])")
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34
_ITALIAN_IBAN = re.compile(r"IT\d{2}[A-Z]\d{10}[0-9A-Z]{12}")


@cache
def _load_tax_code_checks() -> ModuleType:
    from stdnum.it import codicefiscale

    return codicefiscale


@cache
def _load_iban_checks() -> ModuleType:
    from stdnum import iban

    return iban


def find_tax_codes(plain: str, _: str) -> Iterator[Identifier]:
    """Find tax codes. One in a single piece counts even with a wrong check character, which may be a typing
    error; one spelled in pieces must have the right one."""
    for match in _TAX_CODE.finditer(plain):
        bare = "".join(filter(str.isalnum, match[0]))
        in_one_piece = len(bare) == len(match[0]) and sum(map(str.isdigit, bare)) >= _FEWEST_DIGITS
        if in_one_piece or _load_tax_code_checks().is_valid(bare):
            yield Identifier(IdentifierKind.TAX_CODE, *match.span())


def find_ibans(plain: str, _: str) -> Iterator[Identifier]:
    free_from = 0
    for start in _IBAN_START.finditer(plain):
        if start.start() < free_from:
            continue
        end = _find_iban_end(plain, start)
        if end is not None:
            yield Identifier(IdentifierKind.IBAN, start.start(), end)
            free_from = end


def _find_iban_end(plain: str, start: re.Match[str]) -> int | None:
    """The longest stretch from here that ends where a word ends and has the right check digits."""
    bare = "".join(filter(str.isalnum, start[0]))
    place = start.end()
    ends: list[tuple[str, int]] = []
    while len(bare) < _LONGEST_IBAN and (following := _NEXT.match(plain, place)):
        bare, place = bare + following[1], following.end()
        if len(bare) >= _SHORTEST_IBAN and not plain[place : place + 1].isalnum():
            ends.append((bare, place))
    for written, end in reversed(ends):
        if _has_right_remainder(written) and _load_iban_checks().is_valid(written, check_country=False):
            return end
        if _ITALIAN_IBAN.fullmatch(written):
            return end
    return None


def _has_right_remainder(iban: str) -> bool:
    """Modulo 97 first: the register of countries is slower to ask."""
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1
