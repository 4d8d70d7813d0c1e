"""What to look at in the words of a notice before it goes out. Pure: words in, findings out.

What is wrong for certain is refused when it is written (`wording.py`). These are doubts, for the author and
the approver; only a gap that was left open keeps a notice from being submitted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from urp.domains import is_of
from urp.errors import InvalidError
from urp.masking import IdentifierKind, find_identifiers
from urp.masking.model import SHOWN
from urp.notices.broadcasts.written_dates import WrittenDate, find_dates
from urp.outgoing_text import check_addresses, check_link
from urp.town.opening_hours.words import WEEKDAY_NAMES
from urp.town.templates.rendering import count_characters
from urp.town.texts.readability import compute_gulpease

TEXT = "text"
"""The place of what concerns the whole message, as a citizen reads it."""
LONG = 700
"""A phone folds what is longer behind "leggi tutto"."""
EASY = 60
MOST_EMOJI = 2  # in a row

_MONTHS = r"\s+(?:genn|febb|mar|apr|magg|giug|lugl|ago|sett|otto|nove|dice)"
_GAP = re.compile(
    rf"\b[xX]{{3,}}\b(?!{_MONTHS})|\b[xX]{{2}}[/:.][xX]{{2}}|\?{{3,}}|_{{2,}}|\{{[^}}]*\}}|<[^>]*>"
    r"|\[[^\]]*(?:inser|compil|complet|scriv|data|giorno|ora\b|orari|luogo|nome|via\b|testo|link|…|\.\.)[^\]]*\]"
    r"|\[\s*\]|\blorem ipsum\b|\bgg[/.-]mm\b|\bhh[:.]mm\b|\bT(?:ODO|BD)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-ZÀ-Ý]{2,}(?:[\s,'’-]+[A-ZÀ-Ý]{2,})*\b")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SHOUT, _SHOUTS = 7, 8
"""Letters of one word, or of several in a row: shorter ones are IMU, TARI, SPID."""
_ADDRESS = re.compile(r"(?<![\w/@.-])[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_PHONE = re.compile(r"(?<![\w/.,+])(?:\+39[ .-]?)?(?:0\d|3\d\d|800|803|892|199)(?:[ ./-]?\d){3,9}(?![\w/])")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)| +[,;.!?](?=\s|$)|[!?]{2,}|,,+")
_OF_A_PERSON = frozenset(
    {
        IdentifierKind.TAX_CODE,
        IdentifierKind.PAYMENT_CARD,
        IdentifierKind.PLATE,
        IdentifierKind.IDENTITY_DOCUMENT,
        IdentifierKind.HEALTH_CARD,
    }
)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


class Severity(StrEnum):
    REFUSES = "refuses"
    """It cannot be submitted like this."""
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    severity: Severity
    sentence: str
    """Italian: what to do."""
    field: str = TEXT
    """`text`, `link`, or `parameters.<name>`; start and end count its characters."""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class TownFacts:
    """What a text is held against."""

    name: str = ""
    official_domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    """As the profile writes them, words around them included."""


def check_text(
    text: str, parameters: Mapping[str, str], link: str, planned: date, town: TownFacts
) -> tuple[Finding, ...]:
    """`text`: as a citizen reads it; `planned`: the day on which it goes out, by the town's clock."""
    found = [*_check_whole(text, town), *_check_link(link, town.official_domains)]
    for name, value in parameters.items():
        found.extend(_check_value(f"parameters.{name}", value, planned, town))
    return tuple(sorted(found, key=lambda each: each.severity is Severity.LOOK))


def find_gaps(parameters: Mapping[str, str], link: str) -> Iterator[Finding]:
    """Places that somebody meant to fill in. What a notice must not be submitted with."""
    for name, value in parameters.items():
        yield from _find_gaps(f"parameters.{name}", value)
    yield from _find_gaps("link", link)


def _find_gaps(field: str, value: str) -> Iterator[Finding]:
    for match in _GAP.finditer(value):
        sentence = f"«{match[0]}» è un segnaposto rimasto: va scritto ciò che manca."
        yield Finding("gap", Severity.REFUSES, sentence, field, *match.span())


def _check_whole(text: str, town: TownFacts) -> Iterator[Finding]:
    length, easy = count_characters(text), compute_gulpease(text)
    if length > LONG:
        yield _look(
            "long", f"È lungo {length} caratteri: sul telefono oltre {LONG} si deve aprire. Va accorciato."
        )
    if easy < EASY:
        yield _look(
            "hard",
            f"È difficile da leggere (Gulpease {easy}: da {EASY} è facile): servono frasi e parole corte.",
        )
    if town.name.lower() not in text.lower():
        yield _look("sender_missing", f"Non dice chi scrive: va nominato «{town.name}».")
    for match in _TWO_STOPS.finditer(text):
        said = "Due punti di seguito: quello del testo scritto va tolto, il modello lo ha già."
        yield _look("punctuation", said, TEXT, *match.span())


def _check_value(field: str, value: str, planned: date, town: TownFacts) -> Iterator[Finding]:
    yield from _find_gaps(field, value)
    yield from _check_links(field, value, town.official_domains)
    dates = tuple(find_dates(value))
    for each in dates:
        yield from _check_date(field, value, each, planned)
    yield from _find_passed(field, value, dates, planned)
    yield from _find_capitals(field, value)
    yield from _find_emoji(field, value)
    yield from _find_phones(field, value, town.phones)
    yield from _find_personal_data(field, value)
    for match in _SPACES.finditer(value):
        yield _look("punctuation", "Spazi o punteggiatura da sistemare.", field, *match.span())


def _check_link(link: str, domains: tuple[str, ...]) -> Iterator[Finding]:
    """Every citizen may press it: domains may have changed since it was written."""
    try:
        check_link(link, domains)
    except InvalidError as foreign:
        yield Finding("link_foreign", Severity.REFUSES, f"Il link {foreign.problem}.", "link", 0, len(link))
        return
    yield from _find_gaps("link", link)


def _check_links(field: str, value: str, domains: tuple[str, ...]) -> Iterator[Finding]:
    """Whoever writes one that is not the town's is refused at once; domains may have changed since."""
    try:
        check_addresses(field, value, domains)
    except InvalidError as foreign:
        sentence = f"{foreign.problem[0].upper()}{foreign.problem[1:]}."
        yield Finding("link_foreign", Severity.REFUSES, sentence, field, 0, len(value))
        return
    for match in _ADDRESS.finditer(value):
        if not is_of(match[0].partition("/")[0].lower(), domains):
            continue
        said = f"«{match[0]}» si apre meglio se comincia con https:// e porta alla pagina dell'avviso."
        yield _look("link_bare", said, field, *match.span())


def _check_date(field: str, value: str, written: WrittenDate, planned: date) -> Iterator[Finding]:
    said, place = value[written.start : written.end], (field, written.start, written.end)
    day = written.on(planned)
    if day is None:
        yield _look("date_impossible", f"«{said}» non esiste nel calendario: va corretta la data.", *place)
        return
    name = WEEKDAY_NAMES[day.weekday()]
    if written.weekday is None:
        yield _look("weekday_missing", f"«{said}»: va aggiunto il giorno della settimana, {name}.", *place)
    elif written.weekday != day.weekday():
        year = "" if written.year else f" {day.year}"
        sentence = f"«{said}»{year} è {name}: va corretto il giorno o la data."
        yield _look("weekday_wrong", sentence, *place)


def _find_passed(field: str, value: str, dates: Sequence[WrittenDate], planned: date) -> Iterator[Finding]:
    """The last of them: what began before and still goes on has passed only in part."""
    days = [day for each in dates if (day := each.on(planned)) is not None]
    if days and max(days) < planned:
        last = dates[-1]
        said = value[last.start : last.end]
        sentence = f"«{said}» è già passato quando l'avviso parte: va controllata la data."
        yield _look("date_passed", sentence, field, last.start, last.end)


def _find_capitals(field: str, value: str) -> Iterator[Finding]:
    for match in _CAPITALS.finditer(value):
        words = [each for each in re.findall(r"[^\W\d_]+", match[0]) if not _ROMAN.fullmatch(each)]
        most = max(map(len, words), default=0)
        if most >= _SHOUT or (len(words) > 1 and sum(map(len, words)) > _SHOUTS):
            sentence = f"«{match[0]}» tutto maiuscolo sembra gridato: va scritto in minuscolo."
            yield _look("capitals", sentence, field, *match.span())


def _find_emoji(field: str, value: str) -> Iterator[Finding]:
    """Skin colours and joiners belong to the picture before them."""
    start, pictures = 0, 0
    for at, character in enumerate(f"{value}."):
        category = unicodedata.category(character)
        if category == "So" and (at == 0 or value[at - 1] != "\u200d"):
            start = at if not pictures else start
            pictures += 1
        elif category in ("So", "Sk", "Mn", "Cf") or (character == " " and pictures):
            continue
        else:
            if pictures > MOST_EMOJI:
                yield _look("emoji", "Troppe faccine di seguito: ne basta una.", field, start, at)
            pictures = 0


def _find_phones(field: str, value: str, known: Iterable[str]) -> Iterator[Finding]:
    ours = {_digits(match[0]) for words in known for match in _PHONE.finditer(words)}
    for match in _PHONE.finditer(value):
        if _digits(match[0]) not in ours:
            sentence = f"«{match[0]}» non è fra i numeri del Comune: va controllato che sia giusto."
            yield _look("phone_unknown", sentence, field, *match.span())


def _find_personal_data(field: str, value: str) -> Iterator[Finding]:
    """Phones and addresses have checks of their own."""
    for each in find_identifiers(value):
        if each.kind in _OF_A_PERSON:
            said = value[each.start : each.end]
            kind = SHOWN[each.kind].strip("[]")
            sentence = f"«{said}» sembra di una persona ({kind}): in un avviso, che leggono tutti, non va."
            yield _look("personal_data", sentence, field, each.start, each.end)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone.removeprefix("+39"))


def _look(code: str, sentence: str, field: str = TEXT, start: int = 0, end: int = 0) -> Finding:
    return Finding(code, Severity.LOOK, sentence, field, start, end)
