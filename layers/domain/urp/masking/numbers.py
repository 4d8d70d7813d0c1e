"""Find personal numbers: phones, cards, P.IVA, health cards; not dates, amounts or protocols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from urp.masking.model import Identifier, IdentifierKind
from urp.masking.plain_text import HIDDEN

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
    """ "Tel." precedes it."""
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
def _load_luhn() -> ModuleType:
    from stdnum import luhn

    return luhn


@cache
def _load_vat() -> ModuleType:
    from stdnum.it import iva

    return iva


def find_kind(number: Digits) -> IdentifierKind | None:
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
    return not complete and bool(_load_luhn().is_valid(joined))


def _is_vat_number(number: Digits, joined: str) -> bool:
    if len(joined) != _VAT_DIGITS:
        return False
    even = len({len(group) for group in number.groups[:-1]}) <= 1
    written_as_one = even or number.told_vat
    return written_as_one and bool(_load_vat().is_valid(joined))


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


_RUN = re.compile(rf"(?<!\d)\+?\d(?:[ .,/()_{HIDDEN}-]{{0,3}}\d)*")
_CHUNK = re.compile(r"[^ ]+")
_GROUP = re.compile(rf"\d(?:{HIDDEN}{{0,3}}\d)*")
_CLOCK = r"(?:[01]?\d|2[0-3])[.,][0-5]\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_NOBODYS = re.compile(
    rf"{_DAY}([./-]){_MONTH}\1(?:19|20)\d\d|{_DAY}([/-]){_MONTH}\2\d\d"  # a date
    rf"|{_CLOCK}(?:[/-]{_CLOCK})*"  # a time, hours of opening
    r"|\d{1,3}(?:\.\d{3})+,\d\d|\d{1,7},\d\d"  # an amount
    r"|(?:19|20)\d\d[/-](?:19|20)?\d\d"  # a school year
    r"|\d{1,7}/(?:19|20)\d\d"  # a law, a protocol
)
_SPACED_DATE = re.compile(rf"{_DAY} {_MONTH} (?:19|20)\d\d")
_FILED = re.compile(
    r"(?:\bPROT|\bPROTOCOLLO|\bPRATICA|\bFASCICOLO|\bDELIBERA|\bDETERMINA|\bVERBALE|\bAVVISO|\bIUV|\bORDINANZA)"
    r"[ .:]{0,3}(?:N|NR|NUM|NUMERO)?[ .:°º]{0,3}$"
)
_EURO_BEFORE = re.compile(r"(?:€|\bEURO?) ?$")
_EURO_AFTER = re.compile(r" ?(?:€|EURO?\b)")
_PHONE_BEFORE = re.compile(r"(?:\bTEL|\bTELEFONO|\bCELL|\bCELLULARE|\bCEL|\bWHATSAPP|\bPHONE)[ .:]{0,3}$")
_VAT_BEFORE = re.compile(r"(?:\bIVA|\bVAT|\bPIVA|\bC\.? ?F\.?|\bFISCALE)[ .:]{0,3}(?:IT ?)?$")
_LOOK_BACK = 24
_MOST_GROUPS = 6
_NO_NUMBER = 64
"""More single digits in a row are no identifier, and would take long to search."""
_ENDLESS = re.compile(rf"(?<!\d)(?:\d{{1,2}} ){{{_NO_NUMBER + 1},}}")
_LONGEST_WRITTEN = 3 * LONGEST
"""A number at either end of endless digits is still looked for."""
_EVEN_GROUPS = (1, 2)
"""Digits given one by one or two by two: "3 3 3 0 …"."""
_SPELLED = re.compile(
    r"\b(?:ZERO|UNO|DUE|TRE|QUATTRO|CINQUE|SEI|SETTE|OTTO|NOVE)"
    r"(?:[ ,.-]{1,3}(?:ZERO|UNO|DUE|TRE|QUATTRO|CINQUE|SEI|SETTE|OTTO|NOVE)\b){8,14}"
)


@dataclass(frozen=True, slots=True)
class _Group:
    digits: str
    start: int
    end: int


def find_numbers(plain: str, _: str) -> Iterator[Identifier]:
    plain = _ENDLESS.sub(_blank_out, plain)
    for run in _RUN.finditer(plain):
        if _is_part_of_code(plain, run.start()):
            continue
        before = plain[max(0, run.start() - _LOOK_BACK) : run.start()]
        if _FILED.search(before) or _EURO_BEFORE.search(before) or _EURO_AFTER.match(plain, run.end()):
            continue
        for stretch in _find_stretches(run):
            yield from _find_in_stretch(stretch, before, international=plain[run.start()] == "+")
    for match in _SPELLED.finditer(plain):
        yield Identifier(IdentifierKind.PHONE, *match.span())


def _blank_out(endless: re.Match[str]) -> str:
    digits = endless[0]
    inside = len(digits) - 2 * _LONGEST_WRITTEN
    return digits[:_LONGEST_WRITTEN] + " " * inside + digits[-_LONGEST_WRITTEN:]


def _is_part_of_code(plain: str, start: int) -> bool:
    """ "Z3A2F…": letters and digits mixed; "cell3330000…" is a word run into a number."""
    before = plain[max(0, start - 3) : start]
    return before[-1:].isalpha() and not (len(before) == 3 and before.isalpha())


def _find_stretches(run: re.Match[str]) -> Iterator[list[_Group]]:
    """The groups of digits between dates, times and amounts."""
    groups: list[_Group] = []
    for chunk in _CHUNK.finditer(run[0]):
        if len(chunk[0]) == 1 and chunk[0].isdigit():
            start = run.start() + chunk.start()
            groups.append(_Group(chunk[0], start, start + 1))
            continue
        if _NOBODYS.fullmatch(chunk[0].strip(".,/()_-")):
            yield groups
            groups = []
            continue
        for group in _GROUP.finditer(chunk[0]):
            start = run.start() + chunk.start() + group.start()
            groups.append(_Group(group[0].replace(HIDDEN, ""), start, start + len(group[0])))
    yield groups


def _find_in_stretch(groups: list[_Group], before: str, *, international: bool) -> Iterator[Identifier]:
    digits = [group.digits for group in groups]

    @cache  # for these digits alone: hostile texts repeat themselves
    def kind_once(
        parts: tuple[str, ...], *, plus: bool, told_phone: bool, told_vat: bool
    ) -> IdentifierKind | None:
        return find_kind(Digits(parts, plus=plus, told_phone=told_phone, told_vat=told_vat))

    place = 0
    while place < len(groups):
        counted = _count_single_digits(groups, place)
        if counted > _NO_NUMBER:
            place += counted
            continue
        plus = international and place == 0
        told_phone = place == 0 and _PHONE_BEFORE.search(before) is not None
        told_vat = place == 0 and _VAT_BEFORE.search(before) is not None
        found = None
        for end in _list_ends(digits, place):
            kind = kind_once(tuple(digits[place:end]), plus=plus, told_phone=told_phone, told_vat=told_vat)
            if kind is not None:
                found = Identifier(kind, groups[place].start - plus, groups[end - 1].end)
                break
        if found is None:
            place += 1
        else:
            yield found
            place = end


def _count_single_digits(groups: list[_Group], place: int) -> int:
    """Count the groups of one digit in a row from here."""
    end = place
    while end < len(groups) and len(groups[end].digits) == 1:
        end += 1
    return end - place


def _list_ends(digits: list[str], place: int) -> Iterator[int]:
    """Longest first; a stretch of even groups may be as long as the longest number."""
    if _SPACED_DATE.fullmatch(" ".join(digits[place : place + 3])):
        return
    length = len(digits[place])
    most = _MOST_GROUPS if length not in _EVEN_GROUPS else LONGEST // length
    told, end = 0, place
    while end < len(digits) and end - place < most and told + len(digits[end]) <= LONGEST:
        told += len(digits[end])
        end += 1
    while end > place and told >= SHORTEST:
        yield end
        end -= 1
        told -= len(digits[end])
