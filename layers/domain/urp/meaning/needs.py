"""Needs that one certain answer serves: told by narrow words, after the rest of the message has been read.

A danger goes before them, unless only the words of the need itself sounded like one: the message is then read
again without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from urp.meaning.arbitration import BREACHES
from urp.meaning.leaving import read_rights, speaks_of_another_law
from urp.meaning.model import LIFE, Kind, Meaning
from urp.meaning.moderation.reading import read_after_danger
from urp.meaning.normalisation import Wording, leave_out, parts_of
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import drop_courtesy
from urp.meaning.word_files import load_words

_NEEDS, _CRIES, _RIGHTS = "needs.needs.", "cries.", "rights."
_VULGAR = "insults.offence.vulgar"
_IN_ONE_CLAUSE = frozenset({f"{_NEEDS}{name}" for name in ("some_topics", "only_topic", "leave_of_topic")})
_CALM: Mapping[str, tuple[Kind, frozenset[str]]] = {
    "no_home": (Kind.NO_HOME, frozenset()),
    "deaf": (Kind.QUESTION, frozenset()),
    "cannot_write": (Kind.WANTS_TO_CALL, frozenset({"to_call"})),
    "loss": (Kind.QUESTION, frozenset()),
    "without_whatsapp": (Kind.WITHOUT_WHATSAPP, frozenset()),
}
"""What the words of each need ask for, and what must stand beside them. The first that is there."""
_GO_WITH = {"no_home": ("cold", "begging")}
"""Words that belong to a need, and alone would sound like a danger."""
_SAID_ALREADY = frozenset({"loss", "deaf"})
"""Only what keeps such a message from being taken for a danger: of all others the reading stands."""
_OF_CONSENT = frozenset(
    {Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE, Kind.JOIN, Kind.ERASE_DATA, Kind.DATA_RIGHTS}
)
_STAYS = _OF_CONSENT | frozenset(
    {
        *(Kind.REPORT, Kind.SUGGESTION, Kind.COMPLAINT, Kind.WANTS_TO_JOIN),
        *(Kind.THANKS, Kind.THIRD_PERSONS_NUMBER),
    }
)
_BUT = frozenset(
    {("no_home", Kind.COMPLAINT), ("no_home", Kind.REPORT), ("without_whatsapp", Kind.WANTS_TO_JOIN)}
)
"""What no need takes the place of, and where one does."""
_CHANNEL = frozenset({"canale", "channel"})
_LEAVES = frozenset({Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE})
"""A topic named in one of them is what it is about; "annullate l'iscrizione alla mensa" is another matter."""
_NOT_ABOUT_TOPICS = LIFE | {
    *(Kind.ERASE_DATA, Kind.DATA_RIGHTS, Kind.JOIN, Kind.THREAT, Kind.OFFENCE, Kind.SUGGESTION)
}
_OF_A_CHILD = ("child", "childlike", "lost", "shown", "worried")
_FEW_WORDS_OF_THE_LOST = 4
_ONE_MATTER = 16
"""Words; as many as `two_matters` reads in a row."""
_FEW_WORDS = 8
"""Of "solo viabilità, grazie": in more of them the topic is no choice."""
_WANTING = frozenset({Kind.QUESTION, Kind.OTHER, Kind.HELP, Kind.GREETING})
_OF_ANOTHER = _WANTING | {Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE, Kind.COMPLAINT, Kind.WANTS_TO_JOIN}
_OF_A_SENDER = frozenset({Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING})
"""Breaches that a citizen quotes who asks whether a message is a fraud."""

type Reader = Callable[[Wording], Meaning]


def read_needs(meaning: Meaning, wording: Wording, hits: Sequence[Hit], read: Reader) -> Meaning:
    """The meaning, or what the citizen needs instead."""
    found: dict[str, set[int]] = {}
    for hit in hits:
        if hit.rule.startswith(_NEEDS) and (
            hit.rule not in _IN_ONE_CLAUSE or _is_in_one_clause(wording, hit)
        ):
            found.setdefault(hit.rule.removeprefix(_NEEDS), set()).update(hit.at)
    needed = (
        _read_right(meaning, wording, hits, read)
        or _read_another_law(meaning, wording)
        or _read_child(meaning, wording, found)
        or _read_calm(meaning, wording, found, read)
        or _read_call_wanted(meaning, wording)
        or _read_lack_of_money(meaning, wording, found, read)
        or _read_cut_off(meaning, wording, found, read)
        or _read_leave_of_another(meaning, wording, found)
        or _read_channel(meaning, wording, found)
        or _read_topics(meaning, wording, found, read)
        or _read_feared_fraud(meaning, wording, found)
        or _read_rude_question(meaning, wording, found)
        or meaning
    )
    return _mark_child_and_worry(needed, wording, found)


def _is_in_one_clause(wording: Wording, hit: Hit) -> bool:
    """ "Cancellatemi dagli avvisi, sul meteo non ho pretese"."""
    return wording.clauses[hit.start] == wording.clauses[hit.end - 1]


def _read_right(meaning: Meaning, wording: Wording, hits: Sequence[Hit], read: Reader) -> Meaning | None:
    """ "Chiedo l'intervento umano, non voglio che decida una macchina": nobody is called out for a right."""
    if meaning.kind not in LIFE or meaning.rule.startswith(_CRIES):
        return None
    right = read_rights(wording, hits)
    if right is None or right.kind is not Kind.DATA_RIGHTS:
        return None
    places = {place for hit in hits if hit.rule.startswith(_RIGHTS) for place in hit.at}
    return None if _still_a_danger(meaning, read(leave_out(wording, places)), wording) else right


def _read_another_law(meaning: Meaning, wording: Wording) -> Meaning | None:
    """An article of another law is a question: counts learned the articles from leaves by the GDPR."""
    leaves = meaning.kind in _OF_CONSENT and meaning.counted
    return Meaning(Kind.QUESTION, "rights.other_laws") if leaves and speaks_of_another_law(wording) else None


def _read_child(meaning: Meaning, wording: Wording, found: Mapping[str, set[int]]) -> Meaning | None:
    """A child in trouble is in a possible danger, even where neither rules nor counts heard one; so is
    a citizen who is sent naked pictures, which alone would sound like their own obscenity."""
    if meaning.kind in LIFE:
        return None
    breaks = meaning.kind in BREACHES
    worried = _is_child(wording, found) and _is_worried(wording, found) and not breaks
    shown = "shown" in found and (meaning.kind is Kind.OFFENCE or not breaks)
    if not (worried or shown):
        return None
    words = _words_at(wording, set().union(*(found.get(name, ()) for name in _OF_A_CHILD)))
    return Meaning(Kind.DISTRESS, f"{_NEEDS}child", words, doubtful=True)


def _mark_child_and_worry(meaning: Meaning, wording: Wording, found: Mapping[str, set[int]]) -> Meaning:
    child = _is_child(wording, found)
    if meaning.kind in LIFE:
        by_grown_up = "pupil" in found or ("shown" in found and "grown_up" in found)
        return replace(meaning, child=True) if child or by_grown_up else meaning
    worried = _is_worried(wording, found) and meaning.kind not in BREACHES and meaning.kind not in _OF_CONSENT
    return replace(meaning, child=True, worried=worried) if child else replace(meaning, worried=worried)


def _is_child(wording: Wording, found: Mapping[str, set[int]]) -> bool:
    told = "child" in found and "not_an_age" not in found
    return told or "childlike" in found or _is_lost(wording, found)


def _is_worried(wording: Wording, found: Mapping[str, set[int]]) -> bool:
    told = "worried" in found and "errand" not in found
    return told or "childlike" in found or _is_lost(wording, found)


def _is_lost(wording: Wording, found: Mapping[str, set[int]]) -> bool:
    return "lost" in found and len(drop_courtesy(wording).split()) <= _FEW_WORDS_OF_THE_LOST


def _read_calm(
    meaning: Meaning, wording: Wording, found: Mapping[str, set[int]], read: Reader
) -> Meaning | None:
    for need, (kind, beside) in _CALM.items():
        if need not in found or not beside.issubset(found) or f"not_{need}" in found:
            continue
        if meaning.kind in BREACHES:
            continue
        places = found[need].union(*(found.get(name, ()) for name in _GO_WITH.get(need, ())))
        if meaning.kind in LIFE:
            if meaning.rule.startswith(_CRIES) or _still_a_danger(
                meaning, read(leave_out(wording, places)), wording
            ):
                return None
        elif need in _SAID_ALREADY or (_stays(meaning, need) and not _only_of(places, meaning, wording)):
            continue
        return Meaning(kind, f"{_NEEDS}{need}", _words_at(wording, found[need]))
    return None


def _read_call_wanted(meaning: Meaning, wording: Wording) -> Meaning | None:
    if meaning.kind not in _WANTING or drop_courtesy(wording) not in load_words("needs", "call_me"):
        return None
    return Meaning(Kind.WANTS_TO_CALL, f"{_NEEDS}call_me", wording.words)


def _read_lack_of_money(
    meaning: Meaning, wording: Wording, found: Mapping[str, set[int]], read: Reader
) -> Meaning | None:
    """ "Aiutatemi, non ho da mangiare": told of 112 and the social services, and nobody is called out."""
    if meaning.kind not in LIFE or not meaning.counted:
        return None
    need = read_after_danger(meaning, wording)
    if need is None or not need.in_need:
        return None
    of_need = {place for place, word in enumerate(wording.words) if word in need.words}
    rest = read(leave_out(wording, of_need | found.get("begging", set())))
    if rest.kind not in LIFE:
        return need
    return None if not rest.doubtful or meaning.doubtful else replace(meaning, doubtful=True, in_need=True)


def _read_cut_off(
    meaning: Meaning, wording: Wording, found: Mapping[str, set[int]], read: Reader
) -> Meaning | None:
    """ "Mi hanno staccato la luce, ho due bambini": told of the social services and of 112."""
    places = found.get("cut_off", set())
    if not places or meaning.kind in BREACHES or meaning.rule.startswith(_CRIES):
        return None
    rest = read(leave_out(wording, places | found.get("begging", set())))
    if meaning.kind in LIFE and rest.kind in LIFE and not rest.doubtful:
        return None
    return Meaning(Kind.QUESTION, f"{_NEEDS}cut_off", _words_at(wording, places), in_need=True)


def _read_leave_of_another(
    meaning: Meaning, wording: Wording, found: Mapping[str, set[int]]
) -> Meaning | None:
    """ "Mia moglie non vuole più i messaggi": the word would take off the wrong person."""
    perhaps = meaning.kind in LIFE and meaning.doubtful and meaning.counted
    if "leave_of_another" not in found or not (perhaps or meaning.kind in _OF_ANOTHER):
        return None
    places = found["leave_of_another"]
    return Meaning(Kind.THIRD_PERSON, f"{_NEEDS}leave_of_another", _words_at(wording, places))


def _stays(meaning: Meaning, need: str) -> bool:
    return meaning.kind in _STAYS and (need, meaning.kind) not in _BUT


def _only_of(places: set[int], meaning: Meaning, wording: Wording) -> bool:
    """ "My father has no WhatsApp": the leave heard in it is a piece of the need."""
    said = {wording.words[place] for place in places}
    return meaning.kind in _LEAVES and set(meaning.words) < said


def _still_a_danger(meaning: Meaning, rest: Meaning, wording: Wording) -> bool:
    """Of what was only possible the need is the reason; in a long message it may stand beside a cry."""
    explained = rest.doubtful and meaning.doubtful and len(wording.words) <= _ONE_MATTER
    return rest.kind in LIFE and not explained


def _read_channel(meaning: Meaning, wording: Wording, found: Mapping[str, set[int]]) -> Meaning | None:
    """The one-way Channel is followed at its address; nobody joins it by writing here."""
    alone = drop_courtesy(wording) in _CHANNEL
    asks = (alone or "channel" in found) and meaning.kind in _WANTING
    joins = meaning.kind is Kind.WANTS_TO_JOIN and not _CHANNEL.isdisjoint(wording.words)
    if not (asks or joins) or "other_channel" in found or _leaves_besides(wording, set()):
        return None
    return Meaning(Kind.CHANNEL, f"{_NEEDS}channel", wording.words)


def _read_topics(
    meaning: Meaning, wording: Wording, found: Mapping[str, set[int]], read: Reader
) -> Meaning | None:
    """Fewer notices are no leave: only the command beside them, or a plain order to be taken off, is."""
    perhaps = meaning.kind in LIFE and meaning.doubtful and meaning.counted
    if (meaning.kind in _NOT_ABOUT_TOPICS and not perhaps) or meaning.breach is not None:
        return None
    brief = len(wording.words) <= _FEW_WORDS and not wording.asks
    alone = brief and "only_topic" in found and _ends_with(wording, found["only_topic"])
    places = found.get("some_topics", set()) | (found.get("only_topic", set()) if alone else set())
    if meaning.kind in _LEAVES:
        places = places | found.get("leave_of_topic", set())
    asks_why = wording.asks and "perche" in wording.words
    joins = not load_words("leaving", "beside_topics.joins").isdisjoint(wording.words)
    if not places or asks_why or joins or _leaves_besides(wording, places):
        return None
    if perhaps and read(leave_out(wording, places)).kind in LIFE:
        return None
    return Meaning(Kind.TOPICS, f"{_NEEDS}topics", _words_at(wording, places))


def _ends_with(wording: Wording, places: set[int]) -> bool:
    courtesy = load_words("shared", "courtesy")
    return all(word in courtesy for word in wording.words[max(places) + 1 :])


def _leaves_besides(wording: Wording, places: set[int]) -> bool:
    """ "Basta avvisi sulla neve, toglietemi dalla lista"."""
    orders = load_words("leaving", "beside_topics.orders")
    last = {wording.clauses[place]: place for place in sorted(places)}
    for place, word in enumerate(wording.words):
        of_a_topic = place in places or place < last.get(wording.clauses[place], -1)
        if word in orders and not of_a_topic:
            return True
    leaves = load_words("leaving", "alone.leave")
    return any(drop_courtesy(part) in leaves for part in parts_of(wording, wording.clauses))


def _read_feared_fraud(meaning: Meaning, wording: Wording, found: Mapping[str, set[int]]) -> Meaning | None:
    """A question whether a message is a fraud is none: it quotes somebody else."""
    if "fraud_feared" not in found or "received" not in found or meaning.kind not in _OF_A_SENDER:
        return None
    asked = wording.asks or not load_words("question", "before_a_question").isdisjoint(wording.words)
    if not asked:
        return None
    return Meaning(Kind.QUESTION, f"{_NEEDS}fraud_feared", _words_at(wording, found["fraud_feared"]))


def _read_rude_question(meaning: Meaning, wording: Wording, found: Mapping[str, set[int]]) -> Meaning | None:
    """ "Ma che cazzo di orari fate all'anagrafe?": the counts alone know the word from insults, and a vulgar
    exclamation beside it is at nobody."""
    vulgar = meaning.counted or meaning.rule == _VULGAR
    if "rude_question" not in found or meaning.kind is not Kind.OFFENCE or not vulgar:
        return None
    return Meaning(Kind.QUESTION, f"{_NEEDS}rude_question", _words_at(wording, found["rude_question"]))


def _words_at(wording: Wording, places: set[int]) -> tuple[str, ...]:
    return tuple(wording.words[place] for place in sorted(places))
