"""Reports, complaints, ideas, questions and talk, told apart by weighing what speaks for each.

Every signal of the word files that is found speaks once, for or against each intent, with the weight written
beside it. The heaviest intent wins, and its rule names the signals that made it so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import cache

from urp.meaning.forms import told_by_form
from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_places import Hit
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
_ONLY_ASKED = frozenset({"question.question_word", "question.interrogative", "question.may_i"})
_IS_THERE = "question.is_there"
"""Without a question mark "c'è un…" only tells."""
_REACH = 8
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
    return Meaning(how_asked(kind, found), "+".join(spoke), words, doubtful=doubtful)


def how_asked(kind: Kind, rules: Container[str]) -> Kind:
    """A question about reporting is answered with the channels, whoever read it as one."""
    return Kind.HOW_TO_REPORT if kind is Kind.QUESTION and _HOW_TO_REPORT in rules else kind


def _found(wording: Wording, hits: Sequence[Hit]) -> Found:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.rule not in _weights():
            continue
        marked = wording.sentences[hit.start] in wording.asking
        if (hit.rule != _IS_THERE or marked) and (hit.rule not in _ONLY_ASKED or _asked(wording, hit)):
            found.setdefault(hit.rule, []).append(hit)
    for rule in told_by_form(wording, {hit.rule for hit in hits}):
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


@cache
def _weights() -> Mapping[str, Counter[Kind]]:
    return {
        rule: Counter({Kind(name): weight for name, weight in each.items()})
        for rule, each in weights().items()
    }
