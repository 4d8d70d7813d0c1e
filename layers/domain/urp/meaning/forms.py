"""What no phrase can say of a message: how it begins and ends, how short it is, the moods of its verbs."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise

from urp.meaning.normalisation import Wording
from urp.meaning.surroundings import without_courtesy
from urp.meaning.word_files import listed

_FIRST_WORDS = 2
_BARE = 4
"""A message of so few words that names a service asks about it: "orari anagrafe"."""
_LINK = "://"
"""Whoever only passes a page on tells nothing."""
_TELLING = 7
"""A sentence of so many words that asks nothing tells something."""
_ABOUT_A_SERVICE = frozenset({"question.topic", "complaint.service"})
_YOU_DO, _SHORT = ("ate", "ete", "ite"), 5
_WOULD = tuple(vowel + ending for vowel in "aei" for ending in ("rebbe", "rebbero", "rei"))
_INFINITIVE = ("are", "ere", "ire")
_DONE = tuple(ending + last for ending in ("at", "it", "ut") for last in "oaie")
_REACH = 4
_COMMANDS = ("joining.", "leaving.", "rights.")
_TOWN = ("report.thing", "report.defect")
_ELSE = ("question.", "suggestion.", "talk.", "joining.")
_SPEAKS = (*_ELSE, "report.")
_SAYS_NOTHING = frozenset(
    {"report.place", "report.state", "report.since", "report.size", "talk.greeting"}
    | {"question.topic", "question.question_word", "question.is_there"}
)


def told_by_form(wording: Wording, rules: Set[str]) -> Iterator[str]:
    """`rules` are the phrases that were found; names signals that have none."""
    said = without_courtesy(wording).split()
    if wording.asks:
        yield "question.asks"
    yield from _begins(wording, said)
    if len(said) <= _BARE and "question.topic" in rules:
        yield "question.bare_topic"
    if any(rule.startswith(_COMMANDS) for rule in rules):  # and none of them was one
        yield "question.other_matter"
    ideas = listed("suggestion", "no_ideas")
    if any(word.endswith(_WOULD) and word not in ideas for word in wording.words):
        yield "suggestion.would"
    if _could_do(wording):
        yield "suggestion.could_do"
    if not wording.asks:
        yield from _told(wording, rules)
        yield from _complains(wording, rules)


def _begins(wording: Wording, said: list[str]) -> Iterator[str]:
    asking = listed("question", "first_words_asking") if wording.asks else frozenset()
    if said and said[0] in listed("question", "first_words") | asking:
        yield "question.begins_asking"
    wished = said and said[0] in listed("suggestion", "beginnings") and len(said) > _FIRST_WORDS
    if wished and said[1] not in listed("suggestion", "no_beginnings"):
        yield "suggestion.begins_with_a"
    heads = wording.words[: _FIRST_WORDS * 2]
    if any(first == "per" and second.endswith(_INFINITIVE) for first, second in pairwise(heads)):
        yield "question.for_doing"
    opening = [word for word in wording.words if word not in listed("intents", "greetings")][:_FIRST_WORDS]
    if not wording.asks and not listed("intents", "thanks").isdisjoint(opening):
        yield "talk.thanks_first"


def _told(wording: Wording, rules: Set[str]) -> Iterator[str]:
    """A statement about a service that asks nothing, and about what "you" do, seldom praises."""
    if not rules.isdisjoint(_TOWN) and _something_happened(wording):
        yield "report.happened"
    if len(wording.words) <= _BARE:
        return
    about_a_service = not rules.isdisjoint(_ABOUT_A_SERVICE)
    if about_a_service and not listed("complaint", "telling_words").isdisjoint(wording.words):
        yield "complaint.told"
    speaks = any(rule.startswith(_SPEAKS) and rule not in _SAYS_NOTHING for rule in rules)
    if about_a_service and not speaks and len(wording.words) >= _TELLING and _LINK not in wording.raw:
        yield "complaint.statement"
    inside = zip(wording.words[1:], pairwise(wording.clauses), strict=True)
    if any(word.endswith(_YOU_DO) and len(word) > _SHORT and before == own for word, (before, own) in inside):
        yield "complaint.you_do"


def _complains(wording: Wording, rules: Set[str]) -> Iterator[str]:
    """Something negative, and whoever works for the town: no word of blame is needed."""
    if len(wording.words) <= _BARE or any(
        rule.startswith(_ELSE) and rule not in _SAYS_NOTHING for rule in rules
    ):
        return
    if "report.place" in rules:
        yield "report.of_oneself" if _of_oneself(wording, rules) else "report.told"
    negative = not listed("complaint", "negative_words").isdisjoint(wording.words)
    if negative and not listed("complaint", "whoever_works").isdisjoint(wording.words):
        yield "complaint.negative"


def _of_oneself(wording: Wording, rules: Set[str]) -> bool:
    """Where somebody lives, goes or greets from: a place that nothing is the matter with."""
    if any(rule.startswith("report.") and rule not in _SAYS_NOTHING for rule in rules):
        return False
    if "talk.greeting" in rules and len(wording.words) < _TELLING:
        return True
    return not listed("report", "of_oneself").isdisjoint(wording.words)


def _could_do(wording: Wording) -> bool:
    could, saying = listed("suggestion", "could"), listed("suggestion", "could_say")
    return any(
        word in could
        and any(
            after.endswith(_INFINITIVE) and after not in saying
            for after in wording.words[place + 1 : place + _REACH - 1]
        )
        for place, word in enumerate(wording.words)
    )


def _something_happened(wording: Wording) -> bool:
    """ "È", "sono", "hanno" and a participle of any verb: what state something in town is in."""
    helpers, plain = listed("report", "helpers"), listed("report", "plain_participles")
    return any(
        word in helpers
        and any(
            after.endswith(_DONE) and len(after) > _SHORT and after not in plain
            for after in wording.words[place + 1 : place + _REACH]
        )
        for place, word in enumerate(wording.words)
    )
