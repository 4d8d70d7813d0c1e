"""Leaving, generous and sticky; and the rights over one's own data, which may end the subscription too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import SHORTEST_FORGIVEN, Wording, near_words, one_letter_away, read_words
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import About, about, guard, other_matter_before, plain_words, without_courtesy
from urp.meaning.word_files import listed

_LONGEST_COMMAND = 30
_EARLIER_REACH = 2
_NAMES_SOMETHING = 6
"""Digits: whoever writes them means a phone, a fine or a practice."""
_ALONE = "leaving.alone."
_RIGHTS_ALONE = {"alone.erase_data": Kind.ERASE_DATA, "alone.data_rights": Kind.DATA_RIGHTS}
_MOST_ELSE = 3
"""Words of nothing in particular beside a leave, or a question mark."""


def read_rights(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    message = without_courtesy(wording)
    for name, kind in _RIGHTS_ALONE.items():
        if message in listed("rights", name):
            return Meaning(kind, f"rights.{name}", wording.words)
    for hit in hits:
        if not hit.rule.startswith("rights.") or _of_another_law(wording, hit):
            continue
        checked = guard(wording, hit)
        subject = about(wording, hit, also=listed("rights", "own"))
        if checked.denied or checked.asked or subject is About.SOMETHING_ELSE:
            continue
        erasing = hit.rule.endswith(".erase_data")
        return _meaning(Kind.ERASE_DATA if erasing else Kind.DATA_RIGHTS, wording, hit)
    return None


def _of_another_law(wording: Wording, hit: Hit) -> bool:
    names_article = not listed("rights", "articles").isdisjoint(wording.words[hit.start : hit.end])
    return names_article and speaks_of_another_law(wording)


def speaks_of_another_law(wording: Wording) -> bool:
    """ "Mi oppongo alla cartella, art. 17 del regolamento TARI"."""
    words = wording.words
    own = listed("rights", "own_laws")
    if listed("rights", "articles").isdisjoint(words) or not own.isdisjoint(words):
        return False
    regulation = listed("rights", "regulation")
    nothing = listed("shared", "courtesy") | listed("rights", "after_it")
    named = any(
        word in regulation
        and wording.clauses[place] == wording.clauses[place + 1]
        and following not in nothing
        for place, (word, following) in enumerate(pairwise(words))
    )
    return named or not listed("rights", "other_laws").isdisjoint(words)


def read_leaving(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    """A leave anywhere in the message counts, whatever else is in it."""
    alone = _alone(wording)
    if alone is not None:
        return alone
    first: Meaning | None = None
    for hit in hits:
        meaning = _read_hit(wording, hit)
        if meaning is not None and meaning.kind is Kind.LEAVE:
            return meaning
        first = first or meaning
    return first


def obeyed(meaning: Meaning, wording: Wording, hits: Iterable[Hit]) -> Meaning:
    """A message that only leaves is obeyed at once. Of all others somebody may mean another list, another
    person or a joke: they are told the one word that does it."""
    at_once = meaning.kind is not Kind.LEAVE or meaning.rule.startswith(_ALONE) or _only_leaves(wording, hits)
    return meaning if at_once else replace(meaning, kind=Kind.WANTS_TO_LEAVE)


def _only_leaves(wording: Wording, hits: Iterable[Hit]) -> bool:
    places = {place for hit in hits if hit.rule.startswith("leaving.") for place in hit.at}
    said = {wording.words[place] for place in places}
    besides = [word for word in wording.words if word not in said]
    if _refuses(wording, places) or _for_somebody_else(besides) or wording.longest_number >= _NAMES_SOMETHING:
        return False
    if _wants_only_less(wording):
        return False
    else_ = sum(word not in plain_words() and not word.isdigit() for word in besides)
    return else_ + (_MOST_ELSE if wording.asks else 0) <= _MOST_ELSE


def _wants_only_less(wording: Wording) -> bool:
    """ "Non mandate nulla la notte"; "buona notte" is none."""
    not_all = listed("leaving", "guards.not_all")
    return any(word in not_all and before != "buona" for before, word in pairwise(["", *wording.words]))


def _refuses(wording: Wording, places: Set[int]) -> bool:
    """ "Never remove me"; "mai più" is none."""
    refusing = listed("leaving", "guards.refusing")
    return any(
        word in refusing and following != "piu" and place not in places
        for place, (word, following) in enumerate(pairwise([*wording.words, ""]))
    )


def _for_somebody_else(words: Sequence[str]) -> bool:
    """ "Mia moglie vuole uscire dalla lista": with her own phone."""
    wanting = listed("leaving", "guards.wanting")
    return not wanting.isdisjoint(words) and not listed("shared", "family").isdisjoint(words)


def _alone(wording: Wording) -> Meaning | None:
    message = without_courtesy(wording)
    whole = " ".join(wording.words)
    if whole in listed("leaving", "alone.how"):
        return Meaning(Kind.HOW_TO_LEAVE, "leaving.alone.how", wording.words)
    if message in listed("leaving", "alone.leave"):
        return Meaning(Kind.LEAVE, "leaving.alone.leave", wording.words)
    if message in listed("leaving", "alone.how"):
        return Meaning(Kind.HOW_TO_LEAVE, "leaving.alone.how", wording.words)
    if _mistyped(message, "alone.leave"):
        return Meaning(Kind.LEAVE, "leaving.alone.mistyped", wording.words)
    return None


def may_be_said_in_danger(text: str) -> bool:
    """Of a message that leaves: after a cry for help "basta!" may be said to whoever hurts them."""
    message = without_courtesy(read_words(text))
    return message in listed("leaving", "alone.in_danger") or _mistyped(message, "alone.in_danger")


def _mistyped(message: str, commands: str) -> bool:
    if not SHORTEST_FORGIVEN <= len(message) <= _LONGEST_COMMAND or message in listed("leaving", "not_typos"):
        return False
    near = set(near_words(message))
    return any(
        one_letter_away(message, command)
        for command in listed("leaving", commands)
        if len(command) >= SHORTEST_FORGIVEN and not near.isdisjoint(near_words(command))
    )


def _read_hit(wording: Wording, hit: Hit) -> Meaning | None:
    if not hit.rule.startswith("leaving."):
        return None
    subject = about(wording, hit)
    if subject is About.SOMETHING_ELSE:
        return None
    if hit.rule.startswith("leaving.how."):
        return _meaning(Kind.HOW_TO_LEAVE, wording, hit)
    checked = guard(wording, hit)
    if checked.denied:
        return None
    if _only_sounds_so(wording, hit):
        return None
    if _taken_back(wording, hit):
        return Meaning(Kind.WANTS_TO_JOIN, "leaving.taken_back", wording.words[hit.start :])
    unclear = subject is About.UNCLEAR or other_matter_before(wording, hit)
    doubtful = unclear or _by_mistake(wording) or _only_so(wording, hit)
    if checked.asked or checked.mentioned or doubtful:
        return _meaning(Kind.HOW_TO_LEAVE, wording, hit)
    return _meaning(Kind.LEAVE, wording, hit)


def _only_sounds_so(wording: Wording, hit: Hit) -> bool:
    """ "Multare e basta", "non voglio perdermi niente", "cancella il messaggio di prima"."""
    before = wording.words[hit.start - 1] if hit.start else ""
    enough = before == "e" and wording.words[hit.start] == "basta" and hit.end - hit.start > 1
    said = wording.words[hit.start : hit.end]
    losing = not listed("leaving", "guards.losing").isdisjoint(said)
    behind = wording.words[hit.end : hit.end + _EARLIER_REACH]
    earlier = not listed("leaving", "guards.earlier").isdisjoint(behind)
    return enough or losing or earlier or _own_act(said)


def _own_act(said: Sequence[str]) -> bool:
    """ "Non volevo mandare niente": what the citizen does is no notice; "fare parte" is of the list."""
    meaning_to, acts = listed("leaving", "guards.meaning_to"), listed("leaving", "guards.own_acts")
    return any(
        first in meaning_to and second in acts and said[place + 2 : place + 3] != ("parte",)
        for place, (first, second) in enumerate(pairwise(said))
    )


def _only_so(wording: Wording, hit: Hit) -> bool:
    """ "Non scrivetemi più in burocratese" wants other messages."""
    following = wording.words[hit.end - 1 : hit.end + 2]
    manner = listed("leaving", "guards.manner")
    return any(first == "piu" and second in manner for first, second in pairwise(following))


def _taken_back(wording: Wording, hit: Hit) -> bool:
    """ "Prima ho scritto cancellami, ma ho cambiato idea: iscrivimi": the last word counts."""
    after = range(hit.end, len(wording.words))
    return any(
        wording.words[place] in listed("leaving", "guards.joining_again")
        and "non" not in wording.words[max(0, place - 2) : place]
        for place in after
    )


def _by_mistake(wording: Wording) -> bool:
    """ "Ho scritto cancellami per sbaglio": asked about, not obeyed."""
    return all(
        not listed("leaving", f"guards.{name}").isdisjoint(wording.words) for name in ("mistake", "typed")
    ) or not listed("leaving", "guards.staying").isdisjoint(wording.words)


def _meaning(kind: Kind, wording: Wording, hit: Hit) -> Meaning:
    return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
