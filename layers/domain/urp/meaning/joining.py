"""Joining, strict: the whole message is the command and at most politeness. All else is asked to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording, parts_of, read_words
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import (
    Subject,
    drop_courtesy,
    find_subject,
    read_guards,
    speaks_of_other_matters,
)
from urp.meaning.word_files import load_words

SHORTEST_PHONE = 8
_COMMAND = "iscrivimi"
_MOST_WRONG_LETTERS = 2
_LONGEST_NAME = 3
_MOST_HITS = 50
"""A bound for hostile texts."""


def read_joining(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    message = drop_courtesy(wording)
    if message in load_words("joining", "alone.join") and not wording.asks:
        return Meaning(Kind.JOIN, "joining.alone.join", wording.words)
    if message in load_words("joining", "alone.join") or message in load_words("joining", "alone.wants"):
        return Meaning(Kind.WANTS_TO_JOIN, "joining.alone.wants", wording.words)
    if not wording.asks and _is_a_letter(wording):
        return Meaning(Kind.WANTS_TO_JOIN, "intents.join_in_a_letter", wording.words)
    if " " not in message and _looks_like_the_command(message):
        return Meaning(Kind.WANTS_TO_JOIN, "joining.alone.mistyped", wording.words)
    told = islice((hit for hit in hits if hit.rule.startswith("joining.")), _MOST_HITS)
    found = [hit for hit in told if not _is_denied_or_mentioned(wording, hit)]
    return _read_third_person(wording, found) or _read_paraphrase(wording, found)


def _is_a_letter(wording: Wording) -> bool:
    """ "Gentile URP, iscrivimi. Cordiali saluti, Ada": the command, what letters begin and end with."""
    letter = (
        load_words("shared", "courtesy")
        | load_words("intents", "greetings")
        | load_words("intents", "greeting_extras")
    )
    clauses = list(parts_of(wording, wording.clauses))
    commands = [part for part in clauses if drop_courtesy(part) in load_words("joining", "alone.join")]
    rest = [part.words for part in clauses if part not in commands]
    name = rest[-1] if len(rest) > 1 and len(rest[-1]) <= _LONGEST_NAME else ()
    known = letter.issuperset(word for words in rest for word in words if words is not name)
    return bool(commands) and known and all(word.capitalize() in wording.written for word in name)


def _is_denied_or_mentioned(wording: Wording, hit: Hit) -> bool:
    """ "Che succede se scrivo iscrivimi?" speaks of the command."""
    checked = read_guards(wording, hit, within_clause=True)
    return checked.denied or (wording.asks and checked.mentioned)


def _read_third_person(wording: Wording, found: list[Hit]) -> Meaning | None:
    """Somebody else's number or relation; a child for the nursery is another matter."""
    if speaks_of_other_matters(wording):
        return None
    somebody = not load_words("shared", "family").isdisjoint(wording.words)
    number = wording.longest_number >= SHORTEST_PHONE
    if not found or not (somebody or number):
        return None
    kind = Kind.THIRD_PERSONS_NUMBER if number else Kind.THIRD_PERSON
    return Meaning(kind, "joining.third_person", _words_of(wording, found[0]))


def _read_paraphrase(wording: Wording, found: list[Hit]) -> Meaning | None:
    """A wish to join in other words. To want news of schools is no enrolment at a school."""
    told = load_words("joining", "notice_matters")
    strictly = not speaks_of_other_matters(wording)
    widely = not speaks_of_other_matters(wording, besides=told)
    for hit in found:
        enrols = (
            strictly
            and hit.rule.endswith(".wants")
            and find_subject(wording, hit) is not Subject.SOMETHING_ELSE
        )
        if enrols or (widely and hit.rule.endswith(".notices")):
            return Meaning(Kind.WANTS_TO_JOIN, hit.rule, _words_of(wording, hit))
    return None


def _words_of(wording: Wording, hit: Hit) -> tuple[str, ...]:
    return wording.words[hit.start : hit.end]


def _looks_like_the_command(word: str) -> bool:
    """True with at most two letters wrong: enough to ask, never enough to subscribe."""
    if abs(len(word) - len(_COMMAND)) > _MOST_WRONG_LETTERS:
        return False
    row = list(range(len(_COMMAND) + 1))
    for place, letter in enumerate(word, 1):
        diagonal, row[0] = row[0], place
        for column, right in enumerate(_COMMAND, 1):
            changed = diagonal + (letter != right)
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, changed)
    return row[-1] <= _MOST_WRONG_LETTERS


def confirms(text: str) -> bool:
    """True if the whole message is the word on the button, and at most politeness.

    It confirms only for a citizen who was asked to; from others the same words are a question.
    """
    wording = read_words(text)
    return not wording.asks and drop_courtesy(wording) in load_words("joining", "alone.confirm")
