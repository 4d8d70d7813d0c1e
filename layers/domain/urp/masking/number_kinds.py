"""Which number some groups of digits are, by length, first digits, way of writing and check digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from urp.masking.model import IdentifierKind

SHORTEST, LONGEST = 6, 20
"""Digits of the numbers looked for."""
_HEALTH_CARD = re.compile(r"8038\d{16}")
_CARD_ISSUERS = "23456"
_SHORTEST_CARD, _LONGEST_CARD = 13, 19
_VAT_DIGITS = 11
_MOBILE = re.compile(r"3[2-9]\d{8}")
_OLD_MOBILE = re.compile(r"3[2-9]\d{7}")
"""Nine digits: the first ones given out, always written as 3 + 6 or in one piece."""
_LANDLINE = re.compile(r"0[1-9]\d{6,9}")
_WITH_COUNTRY = re.compile(r"(?:0039|39)(3[2-9]\d{8}|0[1-9]\d{6,9})")
_ABROAD = re.compile(r"00[1-9]\d{9,13}")
_INTERNATIONAL = re.compile(r"[1-9]\d{7,14}")
_COMPLETE = 9
_PREFIX = range(2, 5)
_LONGEST_TOLD = 13


@dataclass(frozen=True, slots=True)
class Digits:
    groups: tuple[str, ...]
    plus: bool = False
    told_phone: bool = False
    """ "Tel." stands before it."""
    told_vat: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.groups)

    @property
    def one_by_one(self) -> bool:
        """All groups but the last are one digit long, or all are two."""
        lengths = {len(group) for group in self.groups[:-1]}
        return len(self.groups) > 1 and lengths in ({1}, {2}) and len(self.groups[-1]) <= max(lengths)


@cache
def _luhn() -> ModuleType:
    from stdnum import luhn

    return luhn


@cache
def _vat() -> ModuleType:
    from stdnum.it import iva

    return iva


def kind_of(number: Digits) -> IdentifierKind | None:
    joined = number.joined
    if _HEALTH_CARD.fullmatch(joined):
        return IdentifierKind.HEALTH_CARD
    if not number.plus and _is_card(number, joined):
        return IdentifierKind.PAYMENT_CARD
    if not number.told_vat and _is_phone(number, joined):
        return IdentifierKind.PHONE
    if _is_vat_number(number, joined):
        return IdentifierKind.VAT_NUMBER
    return None


def _is_card(number: Digits, joined: str) -> bool:
    """Written in one piece, in fours, or in any pieces that do not begin as a phone would."""
    if not _SHORTEST_CARD <= len(joined) <= _LONGEST_CARD or joined[0] not in _CARD_ISSUERS:
        return False
    complete = len(number.groups) > 1 and len(number.groups[0]) >= _COMPLETE
    return not complete and bool(_luhn().is_valid(joined))


def _is_vat_number(number: Digits, joined: str) -> bool:
    if len(joined) != _VAT_DIGITS:
        return False
    even = len({len(group) for group in number.groups[:-1]}) <= 1
    written_as_one = even or number.told_vat
    return written_as_one and bool(_vat().is_valid(joined))


def _is_phone(number: Digits, joined: str) -> bool:
    if number.plus:
        return _INTERNATIONAL.fullmatch(joined) is not None
    if len(number.groups) > 1 and len(number.groups[0]) >= _COMPLETE:
        return False
    if number.told_phone and SHORTEST <= len(joined) <= _LONGEST_TOLD:
        return True
    if _WITH_COUNTRY.fullmatch(joined) or _ABROAD.fullmatch(joined):
        return True
    return _is_mobile(number, joined) or _is_landline(number, joined)


def _is_mobile(number: Digits, joined: str) -> bool:
    first = len(number.groups[0])
    if _OLD_MOBILE.fullmatch(joined):
        return first in (3, len(joined)) and len(number.groups) <= 2
    return _MOBILE.fullmatch(joined) is not None and (first >= 3 or number.one_by_one)


def _is_landline(number: Digits, joined: str) -> bool:
    if _LANDLINE.fullmatch(joined) is None:
        return False
    if len(number.groups) == 1:
        return True
    prefixed = len(number.groups[0]) in _PREFIX and all(len(group) > 1 for group in number.groups[1:])
    return number.one_by_one or prefixed
