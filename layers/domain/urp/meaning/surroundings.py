"""What stands around a command word: this service or another matter, a question, a denial, a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import words

_NEGATION_REACH = 3  # words between a "non" and the verb it denies: "non vorrei più che mi …"
_MENTION_REACH = 2


class About(Enum):
    THIS_SERVICE = auto()
    SOMETHING_ELSE = auto()


def about(wording: Wording, hit: Hit) -> About:
    """What the words from the hit to the end of its clause speak of.

    Another matter of the town hall, or a noun we do not know after an article, is something else; once the
    service is named ("dalla lista"), further unknown words only describe it.
    """
    shared = words("shared")
    other = shared("other_matters") | shared("family")
    own = shared("plain") | shared("service") | shared("courtesy")
    named = False
    clause = wording.clauses[hit.start]
    for place in range(hit.start, len(wording.words)):
        word = wording.words[place]
        if wording.clauses[place] != clause or (place >= hit.end and word in shared("new_clause")):
            break
        if place in hit.at:
            named = named or word in shared("service")
        elif word in other:
            return About.SOMETHING_ELSE
        elif word in own or word.isdigit():
            named = named or word in shared("service")
        elif not named and place > 0 and wording.words[place - 1] in shared("articles"):
            return About.SOMETHING_ELSE
    return About.THIS_SERVICE


def other_matter_before(wording: Wording, hit: Hit) -> bool:
    """ "Per l'albo dei giudici, cancellatemi": the matter was named first."""
    return any(word in words("shared")("other_matters") for word in wording.words[: hit.start])


def speaks_of_other_matters(wording: Wording) -> bool:
    return any(word in words("shared")("other_matters") for word in wording.words)


@dataclass(frozen=True, slots=True)
class Guard:
    """What keeps a command word from being a command."""

    denied: bool
    asked: bool
    mentioned: bool


def guard(wording: Wording, hit: Hit) -> Guard:
    leaving = words("leaving")
    before = [
        wording.words[place]
        for place in range(hit.start)
        if wording.sentences[place] == wording.sentences[hit.start]
    ]
    asking = wording.sentences[hit.start] in wording.asking
    near = before[-_NEGATION_REACH:]
    return Guard(
        denied="non" in near and "riesco" not in near and wording.words[hit.start] != "non",
        asked=any(word in leaving("guards.how") for word in before)
        or (asking and any(word in leaving("guards.how_when_asking") for word in before)),
        mentioned=_mentioned(before),
    )


def _mentioned(before: list[str]) -> bool:
    """ "Basta che scrivo cancellami?" speaks of the command; "ho scritto cancellami" is one."""
    leaving = words("leaving")
    near = before[-_MENTION_REACH:]
    said = any(word in leaving("guards.said_it") for word in before[-_MENTION_REACH - 2 :])
    return any(word in leaving("guards.mentioning") for word in near) and not said


def without_courtesy(wording: Wording) -> str:
    """The words left when those of politeness are taken away, as one line."""
    courtesy = words("shared")("courtesy")
    return " ".join(word for word in wording.words if word not in courtesy)
