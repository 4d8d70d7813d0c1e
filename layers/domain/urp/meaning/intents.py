"""Short messages that need no person: the menu's words, greetings, thanks."""

from __future__ import annotations

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording, one_letter_away, read_words
from urp.meaning.surroundings import without_courtesy
from urp.meaning.word_files import listed

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
"""A word of the first list, and none but those of both. Who only says that they want to report hears how."""


def read_intent(wording: Wording) -> Meaning | None:
    if not wording.words:
        return _without_words(wording)
    message = without_courtesy(wording)
    for name, kind in _WHOLE:
        if message in listed("intents", name):
            keyword = message in listed("intents", "keywords")
            return Meaning(kind, f"intents.{name}", wording.words, keyword=keyword)
    if message and one_letter_away(message, TOPICS_COMMAND):
        return Meaning(Kind.TOPICS, "intents.topics.mistyped", wording.words, keyword=True)
    for heart, extras, kind in _MADE_OF:
        if _made_of(wording, heart, extras) and not (wording.asks and kind is Kind.ACKNOWLEDGED):
            asks_how = wording.asks or not listed("intents", "asking_how").isdisjoint(wording.words)
            how = kind is Kind.COMPLAINT and asks_how
            return Meaning(Kind.HOW_TO_REPORT if how else kind, f"intents.{heart}", wording.words)
    return None


def read_person_wanted(wording: Wording) -> Meaning | None:
    """Who asks for a person and says nothing else waits for one: no notice is wanted, nobody is blamed."""
    if not wording.words or not _made_of(wording, "person_wanted", "person_wanted_extras"):
        return None
    return Meaning(Kind.QUESTION, "intents.person_wanted", wording.words)


def says_goodbye(text: str) -> bool:
    """Of a greeting. "Buongiorno e buona giornata" comes, "ciao, buona giornata" goes."""
    wording = read_words(text)
    said = f" {' '.join(wording.words)} "
    goes = any(f" {each} " in said for each in listed("intents", "farewells"))
    return goes and not wording.asks and listed("intents", "comings").isdisjoint(wording.words)


def _without_words(wording: Wording) -> Meaning:
    """A heart is a thank-you; a question mark or nothing at all gets the menu."""
    if wording.asks or not wording.raw.strip():
        return Meaning(Kind.HELP, "intents.no_words")
    thanking = "".join(listed("intents", "thanking_symbols"))
    if any(symbol in thanking for symbol in wording.raw):
        return Meaning(Kind.THANKS, "intents.symbols")
    return Meaning(Kind.ACKNOWLEDGED, "intents.symbols")


def _made_of(wording: Wording, heart: str, extras: str) -> bool:
    known = listed("intents", heart) | listed("intents", extras) | listed("shared", "courtesy")
    if extras == "greeting_extras":
        known |= {*wording.town.names, *wording.town.region}
    return not listed("intents", heart).isdisjoint(wording.words) and known.issuperset(wording.words)
