"""Tells reports, complaints, ideas, questions and talk apart by weighing what speaks for each.

Every signal of the word files that is found speaks once, for or against each intent, with the weight written
beside it. The heaviest intent wins, and its rule names the signals that made it so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrase_files import load_signal_weights
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import drop_courtesy
from urp.meaning.word_files import load_words

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
    found = _find_signals(wording, hits)
    balance = Counter[Kind]()
    for rule in found:
        balance.update(_load_weights()[rule])
    enough = [each for each in _ORDER if balance[each] >= _ENOUGH.get(each, 1)]
    kind = max(enough, key=lambda each: balance[each], default=Kind.OTHER)
    if not enough:
        return Meaning(Kind.OTHER, "talk.nothing_found")
    apart = abs(balance[Kind.REPORT] - balance[Kind.QUESTION])
    both = min(balance[Kind.REPORT], balance[Kind.QUESTION]) >= _ENOUGH[Kind.REPORT]
    doubtful = kind in (Kind.REPORT, Kind.QUESTION) and both and apart <= _TOO_CLOSE
    spoke = sorted(
        (rule for rule in found if _load_weights()[rule][kind] > 0),
        key=lambda rule: -_load_weights()[rule][kind],
    )
    words = tuple(
        wording.words[place]
        for place in sorted({at for rule in spoke for hit in found[rule] for at in hit.at})
    )
    return Meaning(specify_question(kind, found), "+".join(spoke), words, doubtful=doubtful)


def specify_question(kind: Kind, rules: Container[str]) -> Kind:
    """A question about reporting is `HOW_TO_REPORT`: it is answered with the channels."""
    return Kind.HOW_TO_REPORT if kind is Kind.QUESTION and _HOW_TO_REPORT in rules else kind


def _find_signals(wording: Wording, hits: Sequence[Hit]) -> Found:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.rule not in _load_weights():
            continue
        marked = wording.sentences[hit.start] in wording.asking
        if (hit.rule != _IS_THERE or marked) and (hit.rule not in _ONLY_ASKED or _is_asked(wording, hit)):
            found.setdefault(hit.rule, []).append(hit)
    for rule in _read_form(wording, {hit.rule for hit in hits}):
        found.setdefault(rule, [])
    in_things = {place for hit in found.get("report.thing", ()) for place in hit.at}
    if in_things.issuperset(place for hit in found.get("report.place", ()) for place in hit.at):
        found.pop("report.place", None)  # one word says once what it says: "la palestra"
    return found


def _is_asked(wording: Wording, hit: Hit) -> bool:
    """In a question, at the head of a clause, or after "vorrei sapere"; else "quando" joins two sentences."""
    if wording.sentences[hit.start] in wording.asking:
        return True
    before = [
        wording.words[place]
        for place in range(max(0, hit.start - _REACH), hit.start)
        if wording.clauses[place] == wording.clauses[hit.start]
    ]
    if not load_words("question", "before_a_question").isdisjoint(before[-2:]):
        return True
    return all(
        word in load_words("shared", "courtesy") or word in load_words("intents", "greetings")
        for word in before
    )


@cache
def _load_weights() -> Mapping[str, Counter[Kind]]:
    return {
        rule: Counter({Kind(name): weight for name, weight in each.items()})
        for rule, each in load_signal_weights().items()
    }


_FIRST_WORDS = 2
_BARE = 4
"""A message of so few words that names a service asks about it: "orari anagrafe"."""
_LINK = "://"
"""A link passed on tells nothing."""
_TELLING = 7
"""A sentence of so many words that asks nothing tells something."""
_ABOUT_A_SERVICE = frozenset({"question.topic", "complaint.service"})
_YOU_DO, _SHORT = ("ate", "ete", "ite"), 5
_WOULD = tuple(vowel + ending for vowel in "aei" for ending in ("rebbe", "rebbero", "rei"))
_INFINITIVE = ("are", "ere", "ire")
_DONE = tuple(ending + last for ending in ("at", "it", "ut") for last in "oaie")
_VERB_REACH = 4
_COMMANDS = ("joining.", "leaving.", "rights.")
_TOWN = ("report.thing", "report.defect")
_ELSE = ("question.", "suggestion.", "talk.", "joining.")
_SPEAKS = (*_ELSE, "report.")
_SAYS_NOTHING = frozenset(
    {"report.place", "report.state", "report.since", "report.size", "talk.greeting"}
    | {"question.topic", "question.question_word", "question.is_there"}
)


def _read_form(wording: Wording, rules: Set[str]) -> Iterator[str]:
    """Signals that no phrase can say: beginning, length, moods of verbs. `rules` are the phrases found."""
    said = drop_courtesy(wording).split()
    if wording.asks:
        yield "question.asks"
    yield from _read_beginning(wording, said)
    if len(said) <= _BARE and "question.topic" in rules:
        yield "question.bare_topic"
    if any(rule.startswith(_COMMANDS) for rule in rules):  # and none of them was one
        yield "question.other_matter"
    ideas = load_words("suggestion", "no_ideas")
    if any(word.endswith(_WOULD) and word not in ideas for word in wording.words):
        yield "suggestion.would"
    if _says_could_do(wording):
        yield "suggestion.could_do"
    if not wording.asks:
        yield from _read_statement(wording, rules)
        yield from _read_complaint(wording, rules)


def _read_beginning(wording: Wording, said: list[str]) -> Iterator[str]:
    asking = load_words("question", "first_words_asking") if wording.asks else frozenset()
    if said and said[0] in load_words("question", "first_words") | asking:
        yield "question.begins_asking"
    wished = said and said[0] in load_words("suggestion", "beginnings") and len(said) > _FIRST_WORDS
    if wished and said[1] not in load_words("suggestion", "no_beginnings"):
        yield "suggestion.begins_with_a"
    heads = wording.words[: _FIRST_WORDS * 2]
    if any(first == "per" and second.endswith(_INFINITIVE) for first, second in pairwise(heads)):
        yield "question.for_doing"
    opening = [word for word in wording.words if word not in load_words("intents", "greetings")][
        :_FIRST_WORDS
    ]
    if not wording.asks and not load_words("intents", "thanks").isdisjoint(opening):
        yield "talk.thanks_first"


def _read_statement(wording: Wording, rules: Set[str]) -> Iterator[str]:
    """A statement about a service that asks nothing, and about what "you" do, seldom praises."""
    if not rules.isdisjoint(_TOWN) and _tells_what_happened(wording):
        yield "report.happened"
    if len(wording.words) <= _BARE:
        return
    about_a_service = not rules.isdisjoint(_ABOUT_A_SERVICE)
    if about_a_service and not load_words("complaint", "telling_words").isdisjoint(wording.words):
        yield "complaint.told"
    speaks = any(rule.startswith(_SPEAKS) and rule not in _SAYS_NOTHING for rule in rules)
    if about_a_service and not speaks and len(wording.words) >= _TELLING and _LINK not in wording.raw:
        yield "complaint.statement"
    inside = zip(wording.words[1:], pairwise(wording.clauses), strict=True)
    if any(word.endswith(_YOU_DO) and len(word) > _SHORT and before == own for word, (before, own) in inside):
        yield "complaint.you_do"


def _read_complaint(wording: Wording, rules: Set[str]) -> Iterator[str]:
    """Something negative beside a service or its staff: no word of blame is needed."""
    if len(wording.words) <= _BARE or any(
        rule.startswith(_ELSE) and rule not in _SAYS_NOTHING for rule in rules
    ):
        return
    if "report.place" in rules:
        yield "report.of_oneself" if _speaks_of_oneself(wording, rules) else "report.told"
    negative = not load_words("complaint", "negative_words").isdisjoint(wording.words)
    if negative and not load_words("complaint", "whoever_works").isdisjoint(wording.words):
        yield "complaint.negative"


def _speaks_of_oneself(wording: Wording, rules: Set[str]) -> bool:
    """Where somebody lives, goes or greets from: a place that nothing is the matter with."""
    if any(rule.startswith("report.") and rule not in _SAYS_NOTHING for rule in rules):
        return False
    if "talk.greeting" in rules and len(wording.words) < _TELLING:
        return True
    return not load_words("report", "of_oneself").isdisjoint(wording.words)


def _says_could_do(wording: Wording) -> bool:
    could, saying = load_words("suggestion", "could"), load_words("suggestion", "could_say")
    return any(
        word in could
        and any(
            after.endswith(_INFINITIVE) and after not in saying
            for after in wording.words[place + 1 : place + _VERB_REACH - 1]
        )
        for place, word in enumerate(wording.words)
    )


def _tells_what_happened(wording: Wording) -> bool:
    """ "È", "sono", "hanno" and a participle of any verb: what state something in town is in."""
    helpers, plain = load_words("report", "helpers"), load_words("report", "plain_participles")
    return any(
        word in helpers
        and any(
            after.endswith(_DONE) and len(after) > _SHORT and after not in plain
            for after in wording.words[place + 1 : place + _VERB_REACH]
        )
        for place, word in enumerate(wording.words)
    )
