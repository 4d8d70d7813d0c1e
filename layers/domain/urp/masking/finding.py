"""Find all identifiers in a text, and mask them. Every finder searches what the ones before it left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from urp.masking.addresses import find_emails
from urp.masking.codes import find_ibans, find_tax_codes
from urp.masking.documents import find_documents, find_plates
from urp.masking.model import SHOWN, Identifier, IdentifierKind
from urp.masking.numbers import find_numbers
from urp.masking.plain_text import to_plain_text

type Finder = Callable[[str, str], Iterator[Identifier]]
"""Given the plain text and the text as it was written."""

_FINDERS: tuple[Finder, ...] = (
    find_emails,
    find_ibans,
    find_tax_codes,
    find_documents,
    find_plates,
    find_numbers,
)
_COUNTRY_PREFIXES = ("0039", "39")
_LONGEST_LOCAL_PHONE = 11


def find_identifiers(text: str, public: Collection[str] = ()) -> tuple[Identifier, ...]:
    """Identifiers in order of place, without those of `public` contacts."""
    plain = to_plain_text(text)
    found: list[Identifier] = []
    for finder in _FINDERS:
        new = list(finder(plain, text))
        found += new
        plain = _blank_found(plain, new)
    found.sort(key=lambda identifier: identifier.start)
    return tuple(each for each in found if not public or _to_normal_form(each, text) not in public)


def collect_published(*texts: str) -> frozenset[str]:
    """Collect the contacts in the municipality's own texts, in normal form."""
    return frozenset(
        _to_normal_form(identifier, text) for text in texts for identifier in find_identifiers(text)
    )


def _to_normal_form(identifier: Identifier, text: str) -> str:
    written = to_plain_text(text[identifier.start : identifier.end])
    if identifier.kind is IdentifierKind.EMAIL:
        return written.replace(" ", "")
    bare = "".join(filter(str.isalnum, written))
    if identifier.kind is IdentifierKind.PHONE:
        for prefix in _COUNTRY_PREFIXES:
            if bare.startswith(prefix) and len(bare) > max(_LONGEST_LOCAL_PHONE - 1, len(prefix)):
                return bare.removeprefix(prefix)
    return bare


def _blank_found(plain: str, found: list[Identifier]) -> str:
    """Blank what was found; positions do not change."""
    pieces, place = [], 0
    for each in sorted(found, key=lambda identifier: identifier.start):
        pieces += [plain[place : each.start], "\x00" * (each.end - each.start)]
        place = each.end
    return "".join([*pieces, plain[place:]])


def mask(text: str, public: Collection[str] = ()) -> str:
    """Replace each identifier by its kind, such as "[codice fiscale]"; `public` comes from
    `collect_published`."""
    pieces, place = [], 0
    for identifier in find_identifiers(text, public):
        pieces += [text[place : identifier.start], SHOWN[identifier.kind]]
        place = identifier.end
    return "".join([*pieces, text[place:]])
