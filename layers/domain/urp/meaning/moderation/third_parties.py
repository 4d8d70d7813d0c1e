"""Reads data of a person who is not the writer, and accusations against a named person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from urp.masking import Identifier
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation.names import has_a_first_name, names_a_person, names_in_full
from urp.meaning.moderation.signals import identifiers_in
from urp.meaning.normalisation import Wording, read_words
from urp.meaning.phrases import Hit
from urp.meaning.word_files import load_words

_REACH_BEFORE, _REACH_AFTER = 80, 60
"""Characters around an identifier that tell whose it is."""
_REACH_OWN = 30
_MINE = frozenset({"mio", "mia", "my", "nostro", "nostra", "our"})
IDENTIFIER = "third_parties.identifier"
"""A code with a check digit, a number somebody is said to have."""
PRIVATE = "third_parties.private."
"""What somebody's illness, money, crimes or loves are told by: nothing that is asked besides excuses it."""
_ADDRESS = "third_parties.third_parties.address"
BEFORE_A_POSSIBLE_DANGER = tuple(
    f"{PRIVATE}{name}" for name in ("drugs", "crime", "love", "family", "pregnancy", "status", "belief")
)
"""An illness and violence may be a danger: told of, they are hidden only where nothing speaks for one."""
_FIRST = tuple(f"{PRIVATE}{name}" for name in ("violence", "drugs", "health"))
_TOLD = (*_FIRST, *BEFORE_A_POSSIBLE_DANGER, _ADDRESS)
_IN_OFFICE = frozenset({f"{PRIVATE}crime", f"{PRIVATE}status", f"{PRIVATE}belief"})
"""Told of people in public life."""
_HARM = "third_parties.harm."
_COERCION = f"{_HARM}coercion"
"""Read of a relative without a name too: "si è separata dal violento"."""
_AROUND_A_CHILD = frozenset(f"{PRIVATE}{name}" for name in ("drugs", "love", "pregnancy", "violence"))
"""Beside a child they are a danger to it."""
_AGES = frozenset(map(str, range(3, 18)))
_TOLD_OF_KIN = frozenset(
    {
        *(f"{PRIVATE}{name}" for name in ("health", "drugs", "family", "pregnancy", "status", "belief")),
        _ADDRESS,
    }
)
"""What people tell of their wider family to ask for it, by a first name alone; not their crimes and loves."""
_SAID_BEFORE = 8
"""Words before a matter in which its subject stands: "mia madre Rosa, che abita con me, ha la demenza"."""


def read_third_parties(
    wording: Wording, hits: Sequence[Hit], identifiers: Sequence[Identifier]
) -> Meaning | None:
    elses = any(_is_somebody_elses(wording, identifier) for identifier in identifiers)
    full = any(hit.rule in _TOLD for hit in hits) and names_in_full(wording)
    private = _find_private_matter(wording, hits, whose_is_plain=elses or full)
    if private is not None and (elses or full or has_a_first_name(wording)):
        if not _is_asked(wording, private):
            return _meaning_of(private.rule, tuple(wording.words[place] for place in private.at))
        whose_asks = elses or _is_of_kin(wording.words) or private.rule == _ADDRESS
        if full and not whose_asks and _is_told_besides(wording, private):
            told = _meaning_of(private.rule, tuple(wording.words[place] for place in private.at))
            return replace(told, besides=Kind.QUESTION)
    if elses and load_words("third_parties", "dead").isdisjoint(wording.words):
        return _meaning_of(IDENTIFIER, ())
    return None


def speaks_of_somebody(wording: Wording, identifiers: Sequence[Identifier]) -> bool:
    return (
        bool(identifiers) or _is_of_kin(wording.words) or has_a_first_name(wording) or names_in_full(wording)
    )


def tells_for_help(wording: Wording) -> bool:
    """ "Mio cugino Luca", "il signor Gino ha bisogno dei pasti": by no surname."""
    needs = not load_words("third_parties", "needed").isdisjoint(wording.words)
    return (needs or _is_of_kin(wording.words)) and not names_in_full(wording)


def read_harm(wording: Wording, hits: Sequence[Hit], *, others_data: bool) -> tuple[str, ...]:
    """The words that tell of violence, coercion or a child beside what is told of somebody's life."""
    private = [hit for hit in hits if hit.rule.startswith(PRIVATE) and not _is_of_the_writer(wording, hit)]
    named = others_data or has_a_first_name(wording) or names_in_full(wording)
    heard = _HARM if named else _COERCION
    harm = next((hit for hit in hits if hit.rule.startswith(heard)), None)
    if harm is not None and (private or others_data):
        return wording.words[harm.start : harm.end]
    for hit in private if named else ():
        child = _find_child_beside(wording, hit) if hit.rule in _AROUND_A_CHILD else ""
        if child:
            return (*wording.words[hit.start : hit.end], child)
    return ()


def _find_child_beside(wording: Wording, hit: Hit) -> str:
    children, words = load_words("third_parties", "children"), wording.words
    for place, word in enumerate(words):
        if word in children and place not in hit.at:
            return word
        young = word in load_words("third_parties", "ages") or word in _AGES
        if young and _is_an_age(words, place):
            return word
    return ""


def _is_an_age(words: Sequence[str], place: int) -> bool:
    """ "Sara, 16 anni"; not "da 5 anni", "5 anni fa"."""
    spans = load_words("third_parties", "spans_of_years")
    return words[place + 1 : place + 2] == ("anni",) and spans.isdisjoint(
        (*words[max(0, place - 1) : place], *words[place + 2 : place + 3])
    )


def _find_private_matter(wording: Wording, hits: Sequence[Hit], *, whose_is_plain: bool) -> Hit | None:
    """A private matter that is not the writer's own, their family's or public."""
    public = not load_words("third_parties", "public_life").isdisjoint(wording.words)
    told: dict[str, Hit] = {}
    for hit in hits:
        if hit.rule not in _TOLD or (public and hit.rule in _IN_OFFICE):
            continue
        if not _is_of_ours(wording, hit, whose_is_plain=whose_is_plain):
            told.setdefault(hit.rule, hit)
    return next((told[rule] for rule in _TOLD if rule in told), None)


def _is_asked(wording: Wording, found: Hit) -> bool:
    """ "Leopardi era malato?", and what is told of a neighbour to have them helped."""
    if not load_words("third_parties", "telling").isdisjoint(wording.words):
        return False
    needed = not load_words("third_parties", "needed").isdisjoint(wording.words)
    return needed or _asks(wording) or wording.sentences[found.start] in wording.asking


def _is_told_besides(wording: Wording, found: Hit) -> bool:
    """ "Mario Rossi ha la scabbia, potete disinfestare?" tells; "quando passa il dottor Rossi?" asks."""
    sentence, clause = wording.sentences[found.start], wording.clauses[found.end - 1]
    last = max(
        clause
        for clause, within in zip(wording.clauses, wording.sentences, strict=True)
        if within == sentence
    )
    requested = not load_words("third_parties", "asking").isdisjoint(wording.words)
    return requested or sentence not in wording.asking or clause != last


def _is_of_ours(wording: Wording, hit: Hit, *, whose_is_plain: bool) -> bool:
    """ "Sono invalido", "mia madre Rosa ha la demenza", "mio cugino Luca è in cura"."""
    before = wording.words[max(0, hit.start - _SAID_BEFORE) : hit.start]
    if _is_of_the_writer(wording, hit):
        return True
    family = load_words("third_parties", "near_family")
    if any(mine in _MINE and whose in family for mine, whose in pairwise(before)):
        return True
    return not whose_is_plain and hit.rule in _TOLD_OF_KIN and _is_of_kin(before)


def _is_of_the_writer(wording: Wording, hit: Hit) -> bool:
    within = wording.words[max(0, hit.start - 1) : hit.end]
    return not load_words("third_parties", "oneself").isdisjoint(within)


def _is_of_kin(words: Sequence[str]) -> bool:
    kin = load_words("third_parties", "kin")
    return any(mine in _MINE and whose in kin for mine, whose in pairwise(words))


def gives_own_number(wording: Wording) -> bool:
    """ "Vi do il mio numero: …", "my IBAN is …"."""
    own = load_words("third_parties", "own")
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
    others = load_words("third_parties", "others")
    near = set(before.words) | set(after.words)
    named = names_a_person(before) or names_a_person(after)
    mine = not load_words("third_parties", "mine").isdisjoint(before.words[-6:])
    if not near.isdisjoint(load_words("third_parties", "near_family")) and _asks(wording):
        return False
    if not others.isdisjoint(near) or _is_said_to_be_of_somebody(before.words):
        return True
    if _begins_with_an_owner(after.words):
        return True
    return named and not mine


def _is_said_to_be_of_somebody(words: Sequence[str]) -> bool:
    """ "Il cell della prof"; not "il numero del contratto"."""
    numbers, of, ours = (load_words("third_parties", name) for name in ("number_words", "of", "of_ours"))
    return any(
        word in numbers and joining in of and whose not in ours
        for word, joining, whose in zip(words, words[1:], words[2:], strict=False)
    )


def _begins_with_an_owner(words: Sequence[str]) -> bool:
    """After an identifier: "è di Ivan", "di mia suocera"."""
    of, ours = load_words("third_parties", "of"), load_words("third_parties", "of_ours")
    said = words[1:3] if words[:1] == ("e",) else words[:2]
    return len(said) > 1 and said[0] in of and said[1] not in ours and not said[1].isdigit()


def _asks(wording: Wording) -> bool:
    asking = load_words("third_parties", "asking")
    if wording.asks:
        asking |= load_words("third_parties", "question_words")
    return not asking.isdisjoint(wording.words)


def _meaning_of(rule: str, words: tuple[str, ...]) -> Meaning:
    return Meaning(Kind.OTHER_PEOPLES_DATA, rule, words, breach=Breach.OTHER_PEOPLES_DATA)
