"""The mobile number on which one of the staff is called when on duty: given by themselves, shown to nobody
else."""

from __future__ import annotations

import re

from urp.errors import InvalidError

_WRITTEN = re.compile(r"[\s./()\u2011-]")
_ITALIAN_MOBILE = re.compile(r"3\d{8,9}")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{7,14}")
_NO_ITALIAN_MOBILE = re.compile(r"\+39(?!3\d{8,9}$)\d*")
_SHOWN_DIGITS = 3


def read_number(text: str) -> str:
    """As SNS takes it: `+393331234567`. InvalidError for what is no number of a mobile phone."""
    bare = _WRITTEN.sub("", text)
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    if _ITALIAN_MOBILE.fullmatch(bare):
        bare = f"+39{bare}"
    if not _INTERNATIONAL.fullmatch(bare):
        raise InvalidError("number", "non è un numero di cellulare: si scrive come +39 333 1234567")
    if _NO_ITALIAN_MOBILE.fullmatch(bare):
        raise InvalidError("number", "non è un cellulare italiano: a un telefono fisso gli SMS non arrivano")
    return bare


def mask_number(number: str) -> str:
    """`•••567`: enough to see that it is the right one."""
    return f"•••{number[-_SHOWN_DIGITS:]}"
