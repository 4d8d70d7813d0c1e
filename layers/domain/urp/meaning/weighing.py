"""Reports, complaints, ideas, questions and talk, told apart by weighing what speaks for each.

Every signal of the word files that is found speaks once, for or against each intent, with the weight written
beside it. The heaviest intent wins, and its rule names the signals that made it so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import without_courtesy
from urp.meaning.word_files import listed, weights

_ORDER = (
    Kind.REPORT,
    Kind.COMPLAINT,
    Kind.THANKS,
    Kind.SUGGESTION,
    Kind.QUESTION,
    Kind.OTHER,
    Kind.GREETING,
)
"""Among equals the first wins."""
_ENOUGH = dict.fromkeys((Kind.REPORT, Kind.COMPLAINT, Kind.SUGGESTION), 2)
"""Below this weight nothing is asked and nothing told: a thing and a street alone are no report."""
_TOO_CLOSE = 1
"""A report and a question this near each other are asked apart, with two buttons."""
_FIRST_WORDS = 2
_BARE = 4
"""A message of so few words that names a service asks about it: "orari anagrafe"."""
_ONLY_ASKED = frozenset({"question.question_word", "question.interrogative", "question.may_i"})
_IS_THERE = "question.is_there"
"""Without a question mark "c'è un…" only tells."""
_ABOUT_A_SERVICE = frozenset({"question.topic", "complaint.service"})
_YOU_DO, _SHORT = ("ate", "ete", "ite"), 5
_REACH = 8
_COMMANDS = ("joining.", "leaving.", "rights.")
_HOW_TO_REPORT = "report.how_to_report"

type Found = Mapping[str, Sequence[Hit]]


def weigh(wording: Wording, hits: Sequence[Hit]) -> Meaning:
    found = _found(wording, hits)
    balance = Counter[Kind]()
    for rule in found:
        balance.update(_weights()[rule])
    enough = [each for each in _ORDER if balance[each] >= _ENOUGH.get(each, 1)]
    kind = max(enough, key=lambda each: balance[each], default=Kind.OTHER)
    if not enough:
        return Meaning(Kind.OTHER, "talk.nothing_found")
    apart = abs(balance[Kind.REPORT] - balance[Kind.QUESTION])
    both = min(balance[Kind.REPORT], balance[Kind.QUESTION]) >= _ENOUGH[Kind.REPORT]
    doubtful = kind in (Kind.REPORT, Kind.QUESTION) and both and apart <= _TOO_CLOSE
    spoke = sorted(
        (rule for rule in found if _weights()[rule][kind] > 0), key=lambda rule: -_weights()[rule][kind]
    )
    words = tuple(
        wording.words[place]
        for place in sorted({at for rule in spoke for hit in found[rule] for at in hit.at})
    )
    if kind is Kind.QUESTION and _HOW_TO_REPORT in found:
        kind = Kind.HOW_TO_REPORT
    return Meaning(kind, "+".join(spoke), words, doubtful=doubtful)


def _found(wording: Wording, hits: Sequence[Hit]) -> Found:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.rule not in _weights() or hit.rule.startswith("alarm."):
            continue
        marked = wording.sentences[hit.start] in wording.asking
        if (hit.rule != _IS_THERE or marked) and (hit.rule not in _ONLY_ASKED or _asked(wording, hit)):
            found.setdefault(hit.rule, []).append(hit)
    for rule in _told_by_form(wording, hits):
        found.setdefault(rule, [])
    in_things = {place for hit in found.get("report.thing", ()) for place in hit.at}
    if in_things.issuperset(place for hit in found.get("report.place", ()) for place in hit.at):
        found.pop("report.place", None)  # one word says once what it says: "la palestra"
    return found


def _asked(wording: Wording, hit: Hit) -> bool:
    """In a question, at the head of a clause, or after "vorrei sapere"; else "quando" joins two sentences."""
    if wording.sentences[hit.start] in wording.asking:
        return True
    before = [
        wording.words[place]
        for place in range(max(0, hit.start - _REACH), hit.start)
        if wording.clauses[place] == wording.clauses[hit.start]
    ]
    if not listed("question", "before_a_question").isdisjoint(before[-2:]):
        return True
    return all(
        word in listed("shared", "courtesy") or word in listed("intents", "greetings") for word in before
    )


def _told_by_form(wording: Wording, hits: Sequence[Hit]) -> Iterator[str]:
    """What no phrase can say: a question mark, how a message begins, how short it is."""
    if wording.asks:
        yield "question.asks"
    said = without_courtesy(wording).split(maxsplit=_BARE)
    asking = listed("question", "first_words_asking") if wording.asks else frozenset()
    if said and said[0] in listed("question", "first_words") | asking:
        yield "question.begins_asking"
    if len(said) <= _BARE and any(hit.rule == "question.topic" for hit in hits):
        yield "question.bare_topic"
    yield from _told_as_gone_wrong(wording, {hit.rule for hit in hits})
    if any(hit.rule.startswith(_COMMANDS) for hit in hits):  # and none of them was one
        yield "question.other_matter"
    opening = [word for word in wording.words if word not in listed("intents", "greetings")][:_FIRST_WORDS]
    if not wording.asks and not listed("intents", "thanks").isdisjoint(opening):
        yield "talk.thanks_first"


def _told_as_gone_wrong(wording: Wording, rules: set[str]) -> Iterator[str]:
    """A statement about a service that asks nothing, and about what "you" do, seldom praises."""
    if wording.asks or len(wording.words) <= _BARE:
        return
    about_a_service = not _ABOUT_A_SERVICE.isdisjoint(rules)
    if about_a_service and not listed("complaint", "telling_words").isdisjoint(wording.words):
        yield "complaint.told"
    inside = zip(wording.words[1:], pairwise(wording.clauses), strict=True)
    if any(word.endswith(_YOU_DO) and len(word) > _SHORT and before == own for word, (before, own) in inside):
        yield "complaint.you_do"


@cache
def _weights() -> Mapping[str, Counter[Kind]]:
    return {
        rule: Counter({Kind(name): weight for name, weight in each.items()})
        for rule, each in weights().items()
    }
