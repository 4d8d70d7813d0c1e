"""Short messages that need no person: the menu's words, greetings, thanks."""

from __future__ import annotations

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.surroundings import without_courtesy
from urp.meaning.typing_errors import one_letter_away
from urp.meaning.word_files import listed

TOPICS_COMMAND = "argomenti"

_WHOLE = (
    ("topics", Kind.TOPICS),
    ("hours", Kind.HOURS),
    ("privacy", Kind.PRIVACY),
    ("how_to_report", Kind.HOW_TO_REPORT),
    ("help", Kind.HELP),
)


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
    if _made_of(wording, "thanks", "thanks_extras"):
        return Meaning(Kind.THANKS, "intents.thanks", wording.words)
    if _made_of(wording, "greetings", "greeting_extras"):
        return Meaning(Kind.GREETING, "intents.greetings", wording.words)
    if _made_of(wording, "reporting", "reporting_extras"):
        return Meaning(Kind.HOW_TO_REPORT, "intents.how_to_report", wording.words)
    if _made_of(wording, "complaining", "reporting_extras"):
        asks = wording.asks or not listed("intents", "asking_how").isdisjoint(wording.words)
        return Meaning(
            Kind.HOW_TO_REPORT if asks else Kind.COMPLAINT, "intents.how_to_complain", wording.words
        )
    if _made_of(wording, "opening", "opening_extras"):
        return Meaning(Kind.HOURS, "intents.hours", wording.words)
    if _made_of(wording, "acknowledged", "acknowledged") and not wording.asks:
        return Meaning(Kind.ACKNOWLEDGED, "intents.acknowledged", wording.words)
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
    return not listed("intents", heart).isdisjoint(wording.words) and known.issuperset(wording.words)
