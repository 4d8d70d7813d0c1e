"""Turns what is no word, such as a link, a price, a phone, into a word that phrases can name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from urp.domains import is_of
from urp.masking import Identifier, IdentifierKind, find_identifiers
from urp.meaning.normalisation import Wording
from urp.meaning.word_files import load_words

_PRICE = re.compile(
    r"(?:€|\$|£|\b(?:euro|eur)) ?\d|\d ?(?:€|\$|£|(?:euros?|euri|eur|dollari|dollars|usd|mila|k)\b)|\d,\d\d\b"
)
_PERCENT = re.compile(r"\d ?(?:%|per ?cento\b)")
_SCHEME = re.compile(r"https?://|www\.")
_ENDINGS = frozenset(
    {"com", "net", "org", "it", "info", "biz", "me", "ly", "eu", "io", "app", "shop", "xyz", "online", "site"}
    | {
        "top",
        "club",
        "link",
        "live",
        "ru",
        "cn",
        "gl",
        "co",
        "tv",
        "gg",
        "store",
        "click",
        "pro",
        "example",
        "de",
    }
)
_OFFICIAL = ("gov.it", "europa.eu", "gazzettaufficiale.it", "inps.it")
_PUBLIC_BODIES = frozenset({"comune", "regione", "provincia"})
"""A part of a host by itself: "comune.altrove.it", not "comune-rimborsi.top"."""
_MAPS = ("maps.", "goo.gl", "google.com", "google.it", "waze.com", "openstreetmap.org", "osm.org")
_AFTER_THE_HOST = re.compile(r"[/?#\\]")
"""Browsers end the host at any of them: "elsewhere.top?.gov.it" is elsewhere."""
_FIRST_PERSON = ("o", "iamo", "emo")
_SHORTEST_VERB = 1
_AROUND_A_LINK = ".,;:!?()[]{}<>\"'*_~"
_FEWEST_DIGITS = 3
_FEW_WORDS = 3
"""Of a message that is a link and hardly more."""
_SIGNALS: Mapping[IdentifierKind, str] = {
    IdentifierKind.IBAN: "@iban",
    IdentifierKind.PAYMENT_CARD: "@iban",
    IdentifierKind.PHONE: "@phone",
    IdentifierKind.EMAIL: "@email",
}


def add_signals(wording: Wording, identifiers: tuple[Identifier, ...]) -> Wording:
    """Append the signals to the words, each a sentence of its own."""
    signals = list(dict.fromkeys(_find_signals(wording, identifiers)))
    if not signals:
        return wording
    last = (wording.sentences[-1] if wording.sentences else 0) + 1
    places = tuple(range(last, last + len(signals)))
    return replace(
        wording,
        words=wording.words + tuple(signals),
        clauses=wording.clauses + places,
        sentences=wording.sentences + places,
    )


def identifiers_in(wording: Wording) -> tuple[Identifier, ...]:
    """Looked for only where there is something to find."""
    text = wording.written
    return find_identifiers(text) if sum(map(str.isdigit, text)) >= _FEWEST_DIGITS or "@" in text else ()


def has_only_official_links(wording: Wording) -> bool:
    """True if there are links, and all are of the town, a public body or a map."""
    hosts = list(_find_hosts(wording))
    return bool(hosts) and not any(_is_foreign(host, wording) for host in hosts)


def _find_signals(wording: Wording, identifiers: tuple[Identifier, ...]) -> Iterator[str]:
    for identifier in identifiers:
        if identifier.kind in _SIGNALS:
            yield _SIGNALS[identifier.kind]
    if _PRICE.search(wording.raw):
        yield "@price"
    if _PERCENT.search(wording.raw):
        yield "@percent"
    objects = load_words("threats", "objects")
    if any(whom in objects and _is_done(verb) for whom, verb in pairwise(wording.words)):
        yield "@acts"
    if wording.asks:
        yield "@asks"
    if any(_is_foreign(host, wording) for host in _find_hosts(wording)):
        yield "@url"
        if len(wording.raw.split()) <= _FEW_WORDS:
            yield "@mostly_link"


def _is_done(verb: str) -> bool:
    """ "Lo prendo", "gli cambierò": the first person does something to somebody."""
    return verb.endswith(_FIRST_PERSON) and len(verb) > _SHORTEST_VERB


def _find_hosts(wording: Wording) -> Iterator[str]:
    """The host of every link: with a scheme, or with an ending that links have."""
    for each in wording.raw.split():
        if "." not in each:
            continue
        chunk = each.strip(_AROUND_A_LINK)
        scheme = _SCHEME.match(chunk)
        if "." not in chunk or ("@" in chunk and scheme is None):
            continue
        host = _AFTER_THE_HOST.split(chunk[scheme.end() if scheme else 0 :], maxsplit=1)[0]
        name, _, ending = host.rpartition(".")
        if name[-1:].isalnum() and (scheme is not None or ending in _ENDINGS):
            yield host


def _is_foreign(host: str, wording: Wording) -> bool:
    """Neither of the town, nor of a public body, nor a place on a map."""
    if (
        is_of(host, wording.town.official_domains)
        or is_of(host, _OFFICIAL)
        or any(part in host for part in _MAPS)
    ):
        return False
    return not host.endswith(".it") or _PUBLIC_BODIES.isdisjoint(host.split("."))
