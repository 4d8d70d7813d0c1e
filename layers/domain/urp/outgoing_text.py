"""What a text that leaves the town hall may hold: no invisible characters, and no address but the town's.

Addresses are looked for as a phone shows them: with or without https, a domain alone, an e-mail address. A
text that goes to everybody must not be able to lead anybody elsewhere ("vai su https://…/spid").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from urp.domains import is_of
from urp.errors import InvalidError

LONGEST_LINK = 300

_CONTROL = "Cc"
_LAYOUT = "\n\r\t"
_FORMAT = "Cf"
_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: emoji need the one, Arabic and Indic words need both."""
_SCRIPTS_WITH_JOINERS = frozenset(
    {
        "ARABIC",
        "BENGALI",
        "DEVANAGARI",
        "GUJARATI",
        "GURMUKHI",
        "KANNADA",
        "MALAYALAM",
        "ORIYA",
        "SINHALA",
        "SYRIAC",
        "TAMIL",
        "TELUGU",
    }
)
_OF_EMOJI = frozenset(
    {"So", "Sk", "Mn"}
)  # pictures, their skin colours, and what asks for a coloured picture

_DOTS = str.maketrans({"\u2024": ".", "\u3002": ".", "\uff0e": ".", "\uff61": ".", "\u00b7": "."})
"""Characters that phones, or readers, take for the dot of a domain."""
_BETWEEN_ADDRESSES = re.compile(r"[\s<>()\[\]{}\"'«»“”‘’,;|]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
_AFTER_A_HOST = re.compile(r"[/?#:\\]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SINGLE_LETTER_DOMAINS = frozenset({"co", "com", "eu", "io", "it", "ly", "me", "net", "org"})
"""Where somebody owns a domain of one letter ("t.me", "x.com"); else "C.so" and "D.Lgs" are abbreviations."""
_ABBREVIATIONS = frozenset(
    {
        "dott.ri",
        "dott.ssa",
        "gent.ma",
        "gent.mo",
        "ill.mo",
        "prof.ri",
        "prof.ssa",
        "sig.na",
        "sig.ra",
        "sigg.ri",
        "spett.le",
    }
)
_LETTERS_OF_AN_ENDING = 2


def _is_no_character(character: str) -> bool:
    """Half a surrogate, or what Unicode keeps free for ever: XML knows none of them."""
    code = ord(character)
    return unicodedata.category(character) == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def check_words(field: str, text: str) -> None:
    """Raises InvalidError for a character that nobody sees: it can turn a line round, hide a word, or break
    a feed."""
    for index, character in enumerate(text):
        if _is_no_character(character):
            raise InvalidError(field, f"contiene un carattere che non esiste (U+{ord(character):04X})")
        category = unicodedata.category(character)
        controls = category == _CONTROL and character not in _LAYOUT
        if controls or (category == _FORMAT and not _joins(text, index)):
            raise InvalidError(field, f"contiene un carattere che non si vede (U+{ord(character):04X})")


def check_addresses(field: str, text: str, domains: Collection[str]) -> None:
    """Raises InvalidError for an address that is of none of these domains."""
    for address, host in _addresses_in(text):
        if not is_of(host, domains):
            allowed = ", ".join(domains)
            raise InvalidError(
                field, f"contiene l'indirizzo {address}, che non è di un dominio ufficiale: {allowed}"
            )


def check_link(link: str, domains: Collection[str]) -> None:
    """An address that only looks official is refused: `https://comune.example@elsewhere.example/`."""
    if not link:
        return
    if len(link) > LONGEST_LINK or any(not each.isprintable() or each.isspace() for each in link):
        raise InvalidError("link", "non è un indirizzo")
    try:
        found = urlsplit(link)
        plain = found.port is None and found.username is None and found.password is None
    except ValueError:
        raise InvalidError("link", "non è un indirizzo") from None
    if found.scheme != "https" or not plain:
        raise InvalidError(
            "link", "deve cominciare con https:// e con il nome di un sito, senza porta né password"
        )
    host = (found.hostname or "").lower()
    if "\\" in link or not is_of(host, domains):
        raise InvalidError("link", "non è di un dominio ufficiale: " + ", ".join(domains))


def _joins(text: str, index: int) -> bool:
    """A joiner inside an emoji, or inside a word of a script that is written with it."""
    if text[index] not in _JOINERS or not 0 < index < len(text) - 1:
        return False
    before, after = text[index - 1], text[index + 1]
    if unicodedata.category(after) == "So":
        return unicodedata.category(before) in _OF_EMOJI
    return _script(before) in _SCRIPTS_WITH_JOINERS


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _addresses_in(text: str) -> Iterator[tuple[str, str]]:
    """Each address as written, and its host. Linear in the length of the text."""
    plain = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DOTS)
    for piece in _BETWEEN_ADDRESSES.split(plain):
        if "." not in piece:
            continue
        scheme = _SCHEME.match(piece)
        parts = _AFTER_A_HOST.split(piece[scheme.end() if scheme else 0 :])
        for index, part in enumerate(parts):
            user, at, host = part.rpartition("@")
            host = host.strip("._-").lower()
            if _HOST.fullmatch(host) is None:
                continue
            certain = bool((scheme and index == 0) or (at and user))
            if certain or _is_domain(host, has_path=index + 1 < len(parts)):
                yield piece, host
                if "\\" not in piece:
                    break  # what follows is its path


def _is_domain(host: str, *, has_path: bool) -> bool:
    first, *_, ending = host.split(".")
    if host in _ABBREVIATIONS:
        return False
    if ending.isdecimal():  # an hour or a date; four numbers are the address of a machine
        return host.count(".") == 3 and host.replace(".", "").isdecimal()
    if len(ending) < _LETTERS_OF_AN_ENDING:
        return False
    return len(first) > 1 or has_path or ending in _SINGLE_LETTER_DOMAINS
