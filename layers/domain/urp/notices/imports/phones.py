"""From a number as people write it to the digits WhatsApp knows, for Italian mobile numbers alone.

Italian mobile numbers begin with 3 and have nine digits (old ones) or ten (AGCOM's numbering plan, art. 11).
"""

from __future__ import annotations

import re
import unicodedata

from urp.notices.imports.model import LineFault

ITALY = "39"
SHORTEST, LONGEST = 9, 10
_SEPARATORS = re.compile(r"[\s./()'\-\u2010-\u2015]+")
_DIGITS = re.compile(r"\+?[0-9]+")
_MOBILE = re.compile(r"3(?:[2-9][0-9]{7,8}|1[0-9]{8})")
_ROUNDED = re.compile(r"[0-9]+[.,][0-9]+E\+?[0-9]+", re.IGNORECASE)
_INVISIBLE = "Cf"
"""Direction marks come along when a number is copied from a telephone."""


def mobile_phone(written: str) -> str | LineFault:
    """`+39 366 123.45.67`, `0039366…`, `366/1234567` and `39366…` are all `393661234567`."""
    visible = "".join(each for each in written if unicodedata.category(each) != _INVISIBLE).strip()
    if _ROUNDED.fullmatch(visible):
        return LineFault.ROUNDED
    bare = _SEPARATORS.sub("", visible)
    if not bare:
        return LineFault.NO_NUMBER
    if not _DIGITS.fullmatch(bare):
        return LineFault.NOT_A_NUMBER
    national = _national(bare)
    if national is None:
        return LineFault.FOREIGN
    return ITALY + national if _MOBILE.fullmatch(national) else _fault(national)


def _national(bare: str) -> str | None:
    """Without a country's code only one longer than any Italian number can have it."""
    digits = bare.removeprefix("+")
    abroad = digits != bare or digits.startswith("00")
    digits = digits.removeprefix("00") if digits == bare else digits
    if abroad and not digits.startswith(ITALY):
        return None
    return digits.removeprefix(ITALY) if abroad or len(digits) > LONGEST else digits


def _fault(national: str) -> LineFault:
    if not national.startswith("3") or (national.startswith("30") and len(national) >= SHORTEST):
        return LineFault.NOT_MOBILE
    return LineFault.TOO_LONG if len(national) > LONGEST else LineFault.TOO_SHORT


def masked(written: str) -> str:
    """Letters and digits hidden, but for the last three digits of a longer number. Short, and of no letter
    that takes more bytes than the bullet: the longest list of such lines alone is stored in one piece."""
    kept = written.strip()[:_SHOWN]
    digits = [place for place, each in enumerate(kept) if each.isdigit()]
    open_places = set(digits[-3:]) if len(digits) > _TELLING else set()
    return "".join(
        each if place in open_places or (each.isascii() and not each.isalnum()) else "•"
        for place, each in enumerate(kept)
    )


_SHOWN = 20
_TELLING = 5  # three digits of so few would be most of the number
