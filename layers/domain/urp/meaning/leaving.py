"""Leaving, and the rights over one's own data, which may end the subscription too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import (
    SHORTEST_FORGIVEN,
    Wording,
    drop_each_letter,
    is_one_letter_away,
    read_words,
)
from urp.meaning.phrases import Hit
from urp.meaning.surroundings import (
    Subject,
    drop_courtesy,
    find_subject,
    load_plain_words,
    names_another_matter_before,
    read_guards,
)
from urp.meaning.word_files import load_words

_LONGEST_COMMAND = 30
_EARLIER_REACH = 2
_NAMES_SOMETHING = 6
"""Digits of a phone, a fine or a file number."""
_ALONE = "leaving.alone."
_RIGHTS_ALONE = {"alone.erase_data": Kind.ERASE_DATA, "alone.data_rights": Kind.DATA_RIGHTS}
_MOST_ELSE = 3
"""Words of nothing in particular beside a leave, or a question mark."""


def read_rights(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    message = drop_courtesy(wording)
    for name, kind in _RIGHTS_ALONE.items():
        if message in load_words("rights", name):
            return Meaning(kind, f"rights.{name}", wording.words)
    for hit in hits:
        if not hit.rule.startswith("rights.") or _cites_another_law(wording, hit):
            continue
        checked = read_guards(wording, hit)
        subject = find_subject(wording, hit, also=load_words("rights", "own"))
        if checked.denied or checked.asked or subject is Subject.SOMETHING_ELSE:
            continue
        erasing = hit.rule.endswith(".erase_data")
        return _meaning_of(Kind.ERASE_DATA if erasing else Kind.DATA_RIGHTS, wording, hit)
    return None


def _cites_another_law(wording: Wording, hit: Hit) -> bool:
    names_article = not load_words("rights", "articles").isdisjoint(wording.words[hit.start : hit.end])
    return names_article and speaks_of_another_law(wording)


def speaks_of_another_law(wording: Wording) -> bool:
    """ "Mi oppongo alla cartella, art. 17 del regolamento TARI"."""
    words = wording.words
    own = load_words("rights", "own_laws")
    if load_words("rights", "articles").isdisjoint(words) or not own.isdisjoint(words):
        return False
    regulation = load_words("rights", "regulation")
    nothing = load_words("shared", "courtesy") | load_words("rights", "after_it")
    named = any(
        word in regulation
        and wording.clauses[place] == wording.clauses[place + 1]
        and following not in nothing
        for place, (word, following) in enumerate(pairwise(words))
    )
    return named or not load_words("rights", "other_laws").isdisjoint(words)


def read_leaving(wording: Wording, hits: Iterable[Hit]) -> Meaning | None:
    """A leave anywhere in the message counts, whatever else is in it."""
    alone = _read_whole_message(wording)
    if alone is not None:
        return alone
    first: Meaning | None = None
    for hit in hits:
        meaning = _read_hit(wording, hit)
        if meaning is not None and meaning.kind is Kind.LEAVE:
            return meaning
        first = first or meaning
    return first


def ask_before_leaving(meaning: Meaning, wording: Wording, hits: Iterable[Hit]) -> Meaning:
    """Turn a leave beside other words into a wish to leave: the citizen is told the one word that does it.

    They may mean another list, another person or a joke. A message that only leaves stays a leave.
    """
    at_once = meaning.kind is not Kind.LEAVE or meaning.rule.startswith(_ALONE) or _only_leaves(wording, hits)
    return meaning if at_once else replace(meaning, kind=Kind.WANTS_TO_LEAVE)


def _only_leaves(wording: Wording, hits: Iterable[Hit]) -> bool:
    places = {place for hit in hits if hit.rule.startswith("leaving.") for place in hit.at}
    said = {wording.words[place] for place in places}
    besides = [word for word in wording.words if word not in said]
    if (
        _refuses(wording, places)
        or _is_for_somebody_else(besides)
        or wording.longest_number >= _NAMES_SOMETHING
    ):
        return False
    if _wants_only_less(wording):
        return False
    else_ = sum(word not in load_plain_words() and not word.isdigit() for word in besides)
    return else_ + (_MOST_ELSE if wording.asks else 0) <= _MOST_ELSE


def _wants_only_less(wording: Wording) -> bool:
    """ "Non mandate nulla la notte"; "buona notte" is none."""
    not_all = load_words("leaving", "guards.not_all")
    return any(word in not_all and before != "buona" for before, word in pairwise(["", *wording.words]))


def _refuses(wording: Wording, places: Set[int]) -> bool:
    """ "Never remove me"; "mai più" is none."""
    refusing = load_words("leaving", "guards.refusing")
    return any(
        word in refusing and following != "piu" and place not in places
        for place, (word, following) in enumerate(pairwise([*wording.words, ""]))
    )


def _is_for_somebody_else(words: Sequence[str]) -> bool:
    """ "Mia moglie vuole uscire dalla lista": with her own phone."""
    wanting = load_words("leaving", "guards.wanting")
    return not wanting.isdisjoint(words) and not load_words("shared", "family").isdisjoint(words)


def _read_whole_message(wording: Wording) -> Meaning | None:
    message = drop_courtesy(wording)
    whole = " ".join(wording.words)
    if whole in load_words("leaving", "alone.how"):
        return Meaning(Kind.HOW_TO_LEAVE, "leaving.alone.how", wording.words)
    if message in load_words("leaving", "alone.leave"):
        return Meaning(Kind.LEAVE, "leaving.alone.leave", wording.words)
    if message in load_words("leaving", "alone.how"):
        return Meaning(Kind.HOW_TO_LEAVE, "leaving.alone.how", wording.words)
    if _is_mistyped(message, "alone.leave"):
        return Meaning(Kind.LEAVE, "leaving.alone.mistyped", wording.words)
    return None


def may_be_said_in_danger(text: str) -> bool:
    """True for a leave that, after a cry for help, may be said to an attacker: "basta!"."""
    message = drop_courtesy(read_words(text))
    return message in load_words("leaving", "alone.in_danger") or _is_mistyped(message, "alone.in_danger")


def agrees_to_leave(text: str) -> bool:
    """True for a "sì" that takes us at our word, said right after the citizen was told how to leave."""
    wording = read_words(text)
    words = frozenset(wording.words)
    if wording.asks:
        return False
    yes = load_words("leaving", "told_how.yes")
    known = yes | load_words("leaving", "told_how.yes_extras") | load_words("shared", "courtesy")
    agreed = " ".join(wording.words) in load_words("leaving", "told_how.agreed")
    return agreed or (not yes.isdisjoint(words) and known.issuperset(words))


def _is_mistyped(message: str, commands: str) -> bool:
    if not SHORTEST_FORGIVEN <= len(message) <= _LONGEST_COMMAND or message in load_words(
        "leaving", "not_typos"
    ):
        return False
    near = set(drop_each_letter(message))
    return any(
        is_one_letter_away(message, command)
        for command in load_words("leaving", commands)
        if len(command) >= SHORTEST_FORGIVEN and not near.isdisjoint(drop_each_letter(command))
    )


def _read_hit(wording: Wording, hit: Hit) -> Meaning | None:
    if not hit.rule.startswith("leaving."):
        return None
    subject = find_subject(wording, hit)
    if subject is Subject.SOMETHING_ELSE:
        return None
    if hit.rule.startswith("leaving.how."):
        return _meaning_of(Kind.HOW_TO_LEAVE, wording, hit)
    checked = read_guards(wording, hit)
    if checked.denied:
        return None
    if _only_sounds_so(wording, hit):
        return None
    if _is_taken_back(wording, hit):
        return Meaning(Kind.WANTS_TO_JOIN, "leaving.taken_back", wording.words[hit.start :])
    unclear = subject is Subject.UNCLEAR or names_another_matter_before(wording, hit)
    doubtful = unclear or _is_by_mistake(wording) or _wants_another_manner(wording, hit)
    if checked.asked or checked.mentioned or doubtful:
        return _meaning_of(Kind.HOW_TO_LEAVE, wording, hit)
    return _meaning_of(Kind.LEAVE, wording, hit)


def _only_sounds_so(wording: Wording, hit: Hit) -> bool:
    """ "Multare e basta", "non voglio perdermi niente", "cancella il messaggio di prima"."""
    before = wording.words[hit.start - 1] if hit.start else ""
    enough = before == "e" and wording.words[hit.start] == "basta" and hit.end - hit.start > 1
    said = wording.words[hit.start : hit.end]
    losing = not load_words("leaving", "guards.losing").isdisjoint(said)
    behind = wording.words[hit.end : hit.end + _EARLIER_REACH]
    earlier = not load_words("leaving", "guards.earlier").isdisjoint(behind)
    return enough or losing or earlier or _is_own_act(said)


def _is_own_act(said: Sequence[str]) -> bool:
    """ "Non volevo mandare niente": what the citizen does is no notice; "fare parte" is of the list."""
    meaning_to, acts = load_words("leaving", "guards.meaning_to"), load_words("leaving", "guards.own_acts")
    return any(
        first in meaning_to and second in acts and said[place + 2 : place + 3] != ("parte",)
        for place, (first, second) in enumerate(pairwise(said))
    )


def _wants_another_manner(wording: Wording, hit: Hit) -> bool:
    """ "Non scrivetemi più in burocratese" wants other messages."""
    following = wording.words[hit.end - 1 : hit.end + 2]
    manner = load_words("leaving", "guards.manner")
    return any(first == "piu" and second in manner for first, second in pairwise(following))


def _is_taken_back(wording: Wording, hit: Hit) -> bool:
    """ "Prima ho scritto cancellami, ma ho cambiato idea: iscrivimi": the last word counts."""
    after = range(hit.end, len(wording.words))
    return any(
        wording.words[place] in load_words("leaving", "guards.joining_again")
        and "non" not in wording.words[max(0, place - 2) : place]
        for place in after
    )


def _is_by_mistake(wording: Wording) -> bool:
    """ "Ho scritto cancellami per sbaglio": asked about, not obeyed."""
    return all(
        not load_words("leaving", f"guards.{name}").isdisjoint(wording.words) for name in ("mistake", "typed")
    ) or not load_words("leaving", "guards.staying").isdisjoint(wording.words)


def _meaning_of(kind: Kind, wording: Wording, hit: Hit) -> Meaning:
    return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
