"""What is said around a command word: this service or another matter, a question, a denial, a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.word_files import load_words

_NEGATION_REACH = 3  # words between a "non" and the verb it denies: "non vorrei più che mi …"
_MENTION_REACH = 2
_OBJECT_REACH = 25
_SENTENCE_REACH = 40
"""How many words are looked at behind and before a command word: enough for any sentence, and a bound."""


class Subject(Enum):
    THIS_SERVICE = auto()
    UNCLEAR = auto()
    """ "Cancella la mia iscrizione alla …": ours, or to something we have never heard of."""
    SOMETHING_ELSE = auto()


def find_subject(wording: Wording, hit: Hit, also: frozenset[str] = frozenset()) -> Subject:
    """What the words from the hit to the end of its clause speak of.

    Another matter of the town hall, or a noun we do not know after an article, is something else. After a
    word that may be ours ("numero", "iscrizione") it leaves a doubt; after one that surely is ("dalla lista")
    it only describes it. `also`: further words of the same matter.
    """
    other, own, service = _load_other_subjects(), load_plain_words() | also, load_words("shared", "service")
    named: set[str] = set()
    answer = Subject.THIS_SERVICE
    for place in _object_places(wording, hit):
        word = wording.words[place]
        if place not in hit.at and (word in other or word in wording.town.served_by):
            return Subject.SOMETHING_ELSE
        if place in hit.at or word in own or word.isdigit():
            named |= {word} & service
        elif place > 0 and wording.words[place - 1] in load_words("shared", "articles"):
            if not named:
                return Subject.SOMETHING_ELSE
            if named.isdisjoint(load_words("shared", "unmistakable")):
                answer = Subject.UNCLEAR
    return answer


def _object_places(wording: Wording, hit: Hit) -> Iterator[int]:
    """Places to the end of the clause, or to where a new one begins without a comma."""
    for place in range(hit.start, min(len(wording.words), hit.end + _OBJECT_REACH)):
        if wording.clauses[place] != wording.clauses[hit.start]:
            return
        if place >= hit.end and wording.words[place] in load_words("shared", "new_clause"):
            return
        yield place


@cache
def _load_other_subjects() -> frozenset[str]:
    return load_words("shared", "other_matters") | load_words("shared", "family")


@cache
def load_plain_words() -> frozenset[str]:
    """Words around a command that do not change what it means."""
    return load_words("shared", "plain") | load_words("shared", "service") | load_words("shared", "courtesy")


def names_another_matter_before(wording: Wording, hit: Hit) -> bool:
    """ "Per l'albo dei giudici, cancellatemi": the matter was named first."""
    return _names_other_matters(wording, wording.words[: hit.start])


def speaks_of_other_matters(wording: Wording, besides: frozenset[str] = frozenset()) -> bool:
    return _names_other_matters(wording, [word for word in wording.words if word not in besides])


def _names_other_matters(wording: Wording, words: Sequence[str]) -> bool:
    other = load_words("shared", "other_matters")
    return not other.isdisjoint(words) or not set(wording.town.served_by).isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Guards:
    """What keeps a command word from being a command."""

    denied: bool
    """Not so in "non riesco a cancellarmi" and "perché non mi cancellate?": both want to leave."""
    asked: bool
    mentioned: bool


def read_guards(wording: Wording, hit: Hit, *, within_clause: bool = False) -> Guards:
    """Read what is said before a command word, back to where its sentence or clause begins."""
    parts = wording.clauses if within_clause else wording.sentences
    before = [
        wording.words[place]
        for place in range(max(0, hit.start - _SENTENCE_REACH), hit.start)
        if parts[place] == parts[hit.start]
    ]
    asking = wording.sentences[hit.start] in wording.asking
    near = _drop_what_people_are(before)[-_NEGATION_REACH:]
    demands = "perche" in before and "non" in near
    return Guards(
        denied=_is_denied(near, wording.words[hit.start]) and not demands,
        asked=not demands and _is_asked(before, asking=asking),
        mentioned=_is_mentioned(before),
    )


def _drop_what_people_are(words: list[str]) -> list[str]:
    """ "Sono non vedente: cancellatemi" denies nothing."""
    people = load_words("shared", "people_with_non")
    return [word for word, following in pairwise([*words, ""]) if not (word == "non" and following in people)]


def _is_denied(near: list[str], first: str) -> bool:
    """ "Non cancellatemi", "don't remove me"; a hit may itself begin with the denial."""
    italian = "non" in near and "riesco" not in near and first != "non"
    return italian or near[-1:] == ["dont"] or near[-2:] == ["don", "t"]


def _is_asked(before: list[str], *, asking: bool) -> bool:
    """ "Come mi cancello", but not "come già richiesto cancellatemi"."""
    saying = load_words("leaving", "guards.not_how")
    hows = [
        word
        for word, following in pairwise([*before, ""])
        if word in load_words("leaving", "guards.how") and following not in saying
    ]
    purpose = asking and before[-1:] == ["per"]  # "per uscire dalla lista cosa bisogna scrivere?"
    return (
        bool(hows)
        or purpose
        or (asking and not load_words("leaving", "guards.how_when_asking").isdisjoint(before))
    )


def _is_mentioned(before: list[str]) -> bool:
    """ "Basta che scrivo cancellami?" speaks of the command; "ho scritto cancellami" is one."""
    near = before[-_MENTION_REACH:]
    said = not load_words("leaving", "guards.said_it").isdisjoint(before[-_MENTION_REACH - 2 :])
    return not load_words("leaving", "guards.mentioning").isdisjoint(near) and not said


def drop_courtesy(wording: Wording) -> str:
    """The words left when those of politeness are taken away, as one line."""
    courtesy = load_words("shared", "courtesy")
    return " ".join(word for word in wording.words if word not in courtesy)
