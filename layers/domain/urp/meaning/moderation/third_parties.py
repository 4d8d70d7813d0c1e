"""Data of somebody who is not writing, and crimes laid at the door of somebody named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.names import has_a_first_name, names_a_person
from urp.meaning.moderation.signals import identifiers_in
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.phrase_places import Hit
from urp.meaning.word_files import listed
from urp.personal_data import Identifier

_REACH_BEFORE, _REACH_AFTER = 80, 60
"""Characters around an identifier that tell whose it is."""
_REACH_OWN = 30
IDENTIFIER = "third_parties.identifier"
"""A code with a check digit, a number somebody is said to have."""
PRIVATE = "third_parties.private."
"""What somebody's illness, money, crimes or loves are told by: nothing that is asked besides excuses it."""
_ADDRESS = "third_parties.third_parties.address"
BEFORE_A_POSSIBLE_DANGER = tuple(f"{PRIVATE}{name}" for name in ("drugs", "crime", "love", "status"))
"""An illness and violence may be a danger: told of, they are hidden only where nothing speaks for one."""
_FIRST = tuple(f"{PRIVATE}{name}" for name in ("violence", "drugs", "health"))
_TOLD = (*_FIRST, *BEFORE_A_POSSIBLE_DANGER, _ADDRESS)
_IN_OFFICE = frozenset({f"{PRIVATE}crime", f"{PRIVATE}status"})
"""Of whoever is in public life."""
_SAID_BEFORE = 8
"""Words before a matter in which its subject stands: "mia madre Rosa, che abita con me, ha la demenza"."""


def read_third_parties(
    wording: Wording, hits: Sequence[Hit], identifiers: Sequence[Identifier]
) -> Meaning | None:
    elses = any(_is_somebody_elses(wording, identifier) for identifier in identifiers)
    private = _private_matter(wording, hits)
    if private is not None and (elses or names_a_person(wording) or has_a_first_name(wording)):
        return _meaning(private.rule, tuple(wording.words[place] for place in private.at))
    if elses and listed("third_parties", "dead").isdisjoint(wording.words):
        return _meaning(IDENTIFIER, ())
    return None


def _private_matter(wording: Wording, hits: Sequence[Hit]) -> Hit | None:
    """None of what is asked about ("Leopardi era malato?"), the writer's own, their family's or public."""
    public = not listed("third_parties", "public_life").isdisjoint(wording.words)
    told: dict[str, Hit] = {}
    for hit in hits:
        if hit.rule not in _TOLD or (public and hit.rule in _IN_OFFICE):
            continue
        if not _is_of_ours(wording, hit):
            told.setdefault(hit.rule, hit)
    found = next((told[rule] for rule in _TOLD if rule in told), None)
    if found is None or not listed("third_parties", "telling").isdisjoint(wording.words):
        return found
    return None if _asks(wording) or wording.sentences[found.start] in wording.asking else found


def _is_of_ours(wording: Wording, hit: Hit) -> bool:
    """ "Sono invalido", "mia madre Rosa ha la demenza"."""
    before = wording.words[max(0, hit.start - _SAID_BEFORE) : hit.start]
    within = wording.words[max(0, hit.start - 1) : hit.end]
    if not listed("third_parties", "oneself").isdisjoint(within):
        return True
    family = listed("third_parties", "near_family")
    return any(mine in ("mio", "mia", "my") and whose in family for mine, whose in pairwise(before))


def gives_own_number(wording: Wording) -> bool:
    """ "Vi do il mio numero: …", "my IBAN is …"."""
    own = listed("third_parties", "own")
    return not own.isdisjoint(wording.words) and any(
        not own.isdisjoint(read_words(wording.written[max(0, each.start - _REACH_OWN) : each.start]).words)
        for each in identifiers_in(wording)
    )


def read_accusation(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """Held for a person: it may as well be a report of a crime, or a fair complaint."""
    for hit in hits:
        if hit.rule.startswith("third_parties.accusations.") and not _asks(wording):
            words = tuple(wording.words[place] for place in hit.at)
            return Meaning(Kind.COMPLAINT, hit.rule, words, breach=Breach.DEFAMATION)
    return None


def _is_somebody_elses(wording: Wording, identifier: Identifier) -> bool:
    text = wording.written
    before = read_words(text[max(0, identifier.start - _REACH_BEFORE) : identifier.start])
    after = read_words(text[identifier.end : identifier.end + _REACH_AFTER])
    others = listed("third_parties", "others")
    near = set(before.words) | set(after.words)
    named = names_a_person(before) or names_a_person(after)
    mine = not listed("third_parties", "mine").isdisjoint(before.words[-6:])
    if not near.isdisjoint(listed("third_parties", "near_family")) and _asks(wording):
        return False
    if not others.isdisjoint(near) or _said_to_be_of_somebody(before.words):
        return True
    if _begins_with_an_owner(after.words):
        return True
    return named and not mine


def _said_to_be_of_somebody(words: Sequence[str]) -> bool:
    """ "Il cell della prof"; not "il numero del contratto"."""
    numbers, of, ours = (listed("third_parties", name) for name in ("number_words", "of", "of_ours"))
    return any(
        word in numbers and joining in of and whose not in ours
        for word, joining, whose in zip(words, words[1:], words[2:], strict=False)
    )


def _begins_with_an_owner(words: Sequence[str]) -> bool:
    """After an identifier: "è di Ivan", "di mia suocera"."""
    of, ours = listed("third_parties", "of"), listed("third_parties", "of_ours")
    said = words[1:3] if words[:1] == ("e",) else words[:2]
    return len(said) > 1 and said[0] in of and said[1] not in ours and not said[1].isdigit()


def _asks(wording: Wording) -> bool:
    asking = listed("third_parties", "asking")
    if wording.asks:
        asking |= listed("third_parties", "question_words")
    return not asking.isdisjoint(wording.words)


def _meaning(rule: str, words: tuple[str, ...]) -> Meaning:
    return Meaning(Kind.OTHER_PEOPLES_DATA, rule, words, breach=Breach.OTHER_PEOPLES_DATA)
