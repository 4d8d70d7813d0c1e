"""Short messages that need no person: the menu's words, greetings, thanks."""

from __future__ import annotations

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording, is_one_letter_away, read_words
from urp.meaning.surroundings import drop_courtesy
from urp.meaning.word_files import load_words

TOPICS_COMMAND = "argomenti"

_WHOLE = (
    ("topics", Kind.TOPICS),
    ("hours", Kind.HOURS),
    ("privacy", Kind.PRIVACY),
    ("how_to_report", Kind.HOW_TO_REPORT),
    ("help", Kind.HELP),
)
_MADE_OF = (
    ("thanks", "thanks_extras", Kind.THANKS),
    ("greetings", "greeting_extras", Kind.GREETING),
    ("reporting", "reporting_extras", Kind.HOW_TO_REPORT),
    ("complaining", "reporting_extras", Kind.COMPLAINT),
    ("opening", "opening_extras", Kind.HOURS),
    ("praise", "praise_extras", Kind.PRAISE),
    ("acknowledged", "acknowledged", Kind.ACKNOWLEDGED),
)
"""A word of the first list, and none but those of both. A wish to report and nothing else is told how."""


def read_intent(wording: Wording) -> Meaning | None:
    if not wording.words:
        return _read_symbols(wording)
    message = drop_courtesy(wording)
    for name, kind in _WHOLE:
        if message in load_words("intents", name):
            keyword = message in load_words("intents", "keywords")
            return Meaning(kind, f"intents.{name}", wording.words, keyword=keyword)
    if message and is_one_letter_away(message, TOPICS_COMMAND):
        return Meaning(Kind.TOPICS, "intents.topics.mistyped", wording.words, keyword=True)
    for heart, extras, kind in _MADE_OF:
        if _is_made_of(wording, heart, extras) and not (wording.asks and kind is Kind.ACKNOWLEDGED):
            asks_how = wording.asks or not load_words("intents", "asking_how").isdisjoint(wording.words)
            how = kind is Kind.COMPLAINT and asks_how
            return Meaning(Kind.HOW_TO_REPORT if how else kind, f"intents.{heart}", wording.words)
    return None


def read_person_wanted(wording: Wording) -> Meaning | None:
    """A request for a person and nothing else: no notice is wanted, nobody is blamed."""
    if not wording.words or not _is_made_of(wording, "person_wanted", "person_wanted_extras"):
        return None
    return Meaning(Kind.QUESTION, "intents.person_wanted", wording.words)


def says_goodbye(text: str) -> bool:
    """True for a greeting that ends a talk: "ciao, buona giornata", not "buongiorno e buona giornata"."""
    wording = read_words(text)
    said = f" {' '.join(wording.words)} "
    goes = any(f" {each} " in said for each in load_words("intents", "farewells"))
    return goes and not wording.asks and load_words("intents", "comings").isdisjoint(wording.words)


def _read_symbols(wording: Wording) -> Meaning:
    """Read symbols: a heart is a thank-you, a question mark or nothing at all gets the menu."""
    if wording.asks or not wording.raw.strip():
        return Meaning(Kind.HELP, "intents.no_words")
    thanking = "".join(load_words("intents", "thanking_symbols"))
    if any(symbol in thanking for symbol in wording.raw):
        return Meaning(Kind.THANKS, "intents.symbols")
    return Meaning(Kind.ACKNOWLEDGED, "intents.symbols")


def _is_made_of(wording: Wording, heart: str, extras: str) -> bool:
    known = load_words("intents", heart) | load_words("intents", extras) | load_words("shared", "courtesy")
    if extras == "greeting_extras":
        known |= {*wording.town.names, *wording.town.region}
    return not load_words("intents", heart).isdisjoint(wording.words) and known.issuperset(wording.words)
