"""Plates and identity documents: letters and digits in a fixed pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from urp.masking.model import Identifier, IdentifierKind
from urp.masking.plain_text import HIDDEN

_GAP = rf"[ .{HIDDEN}-]{{0,2}}"
_LETTER = "[A-HJ-NPR-TV-Z]"
"""Plates and electronic cards have no I, O, Q, U: too like digits."""
_DOCUMENT = re.compile(
    r"(?<![^\W_])(?:"
    rf"C[A-Z]{_GAP}\d{{5}}{_GAP}[A-Z]{{2}}"  # carta d'identità elettronica
    rf"|[A-CY][A-Z]{_GAP}\d{{7}}"  # paper card, passport
    r"|[A-Z]{2}\d{7}[A-Z]|U1[A-Z0-9]{7}[A-Z]"  # driving licence
    r")(?![^\W_])"
)
_CAR = re.compile(rf"(?<![^\W_])({_LETTER}{{2}})({_GAP})(\d{{3}})({_GAP})({_LETTER}{{2}})(?![^\W_])")
_MOTORCYCLE = re.compile(rf"(?<![^\W_])({_LETTER}{{2}})({_GAP})\d{{5}}(?![^\W_])")
_OLD = re.compile(rf"(?<![^\W_])(?:[A-Z]{{2}}|ROMA){_GAP}(?:\d{{6}}|\d{{5}}[A-Z]|[A-Z]\d{{5}})(?![^\W_])")
_MOPED = re.compile(r"(?<![^\W_])X(?=[A-Z0-9]{0,4}\d)[A-Z0-9]{5}(?![^\W_])")
_ORDINARY = frozenset(
    {
        "AL",
        "DA",
        "HA",
        "NE",
        "LE",
        "LA",
        "SE",
        "CE",
        "FA",
        "VA",
        "SA",
        "MA",
        "TE",
        "ME",
        "RE",
        "DE",
        "EL",
        "AN",
    }
    | {"HE", "BE", "WE", "DR", "SR", "MR", "AT", "AM", "PM", "BY", "MY"}
    | {"KG", "KM", "CM", "MM", "GR", "ML", "MB", "GB", "TB", "MT", "HL", "PZ", "LT", "PT", "NR"}
)
"""Words and units of two letters: "da 100 ml" is no plate unless something says so."""
_VEHICLE = re.compile(
    r"TARGA|TARGHE|AUTO|MACCHINA|VEICOLO|MOTO|VESPA|SCOOTER|MOTORINO|CICLOMOTORE|FURGONE|PLATE|CAR\b"
)
_VEHICLE_REACH = 40


def find_documents(plain: str, written: str) -> Iterator[Identifier]:
    for match in _DOCUMENT.finditer(plain):
        if " " not in match[0] or written[match.start() : match.start() + 2].isupper():
            yield Identifier(IdentifierKind.IDENTITY_DOCUMENT, *match.span())


def find_plates(plain: str, written: str) -> Iterator[Identifier]:
    for match in _CAR.finditer(plain):
        in_one_piece = not match[2] and not match[4]
        words = match[1] in _ORDINARY or match[5] in _ORDINARY
        if in_one_piece or not words or _is_of_vehicle(plain, match.start()):
            yield Identifier(IdentifierKind.PLATE, *match.span())
    for match in _MOTORCYCLE.finditer(plain):
        capitals = written[match.start() : match.start() + 2].isupper()
        if (capitals and not match[2]) or _is_of_vehicle(plain, match.start()):
            yield Identifier(IdentifierKind.PLATE, *match.span())
    for pattern in (_OLD, _MOPED):
        for match in pattern.finditer(plain):
            if _is_of_vehicle(plain, match.start()):
                yield Identifier(IdentifierKind.PLATE, *match.span())


def _is_of_vehicle(plain: str, start: int) -> bool:
    """Old formats look like protocol numbers and postcodes: only a word nearby tells."""
    return _VEHICLE.search(plain, max(0, start - _VEHICLE_REACH), start) is not None
