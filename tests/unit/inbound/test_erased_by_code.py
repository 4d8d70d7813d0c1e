"""Whoever asks to be erased may do it alone, with the code of the chat; "I miei dati" tells what is held."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import ANNA, ANNA_BY_PHONE, ANNA_HIDDEN, BLOCK, BRUNO
from tests.unit.inbound.town import Town
from urp.desk.model import RightsKind
from urp.language import Language
from urp.privacy.rights.typed import Typed, TypedConfirmation, read_typed
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit, MessageKind

ASKS = "Cancella tutto"


def code_of(town: Town) -> str:
    found = re.search(r"\*(?:CANCELLA TUTTO|DELETE EVERYTHING) (\d{4})\*", town.last_reply.text)
    assert found
    return found[1]


@pytest.fixture
def town() -> Town:
    """Anna has joined, and asked."""
    made = Town()
    made.writes("Iscrivimi")
    made.passes(minutes=1)
    assert made.writes(ASKS) == [TextKey.RIGHTS_REQUEST_LEFT, TextKey.ERASURE_OFFER]
    made.passes(minutes=1)
    return made


def test_whoever_asks_leaves_at_once_and_nothing_is_erased_yet(town: Town) -> None:
    (request,) = town.stored.rights

    assert not town.subscribed()
    assert (request.kind, request.asked, request.left) == (RightsKind.ERASURE, RightsKind.ERASURE, True)
    assert request.confirmed_at is None
    assert request.number in town.last_reply.text


def test_the_typed_code_confirms_and_never_says_that_it_is_done(town: Town) -> None:
    assert town.writes(f"«cancella tutto {code_of(town)}»") == [TextKey.ERASURE_CONFIRMED]

    (request,) = town.stored.rights
    assert request.confirmed_at == town.now
    assert "non è ancora fatta" in town.last_reply.text


def test_typed_twice_it_is_one_confirmation(town: Town) -> None:
    code = code_of(town)
    town.writes(f"CANCELLA TUTTO {code}")
    first = town.stored.rights[0].confirmed_at
    town.passes(minutes=1)

    assert town.writes(f"CANCELLA TUTTO {code}") == [TextKey.ERASURE_CONFIRMED]
    assert town.stored.rights[0].confirmed_at == first


def test_a_wrong_code_and_a_late_one_leave_the_request_to_the_office(town: Town) -> None:
    code = code_of(town)
    wrong = str(1000 + (int(code) - 999) % 9000)

    assert town.writes(f"CANCELLA TUTTO {wrong}") == [TextKey.ERASURE_CODE_WRONG]
    town.passes(minutes=31)
    assert town.writes(f"CANCELLA TUTTO {code}") == [TextKey.ERASURE_CODE_WRONG]

    assert [each.confirmed_at for each in town.stored.rights] == [None]
    assert town.writes(ASKS) == [TextKey.RIGHTS_REQUEST, TextKey.ERASURE_OFFER]
    assert town.writes(f"CANCELLA TUTTO {code_of(town)}") == [TextKey.ERASURE_CONFIRMED]
    assert len(town.stored.rights) == 1


def test_the_code_is_one_persons_alone(town: Town) -> None:
    code = code_of(town)
    town.writes(ASKS, BRUNO)

    assert town.writes(f"CANCELLA TUTTO {code}", BRUNO) == [TextKey.ERASURE_CODE_WRONG]


def test_a_correction_confirms_nothing(town: Town) -> None:
    text = f"CANCELLA TUTTO {code_of(town)}"

    town.receives(Edit("wamid.1", text, beside_an_attachment=False), kind=MessageKind.EDIT)

    assert town.stored.rights[0].confirmed_at is None


def test_who_joined_again_meanwhile_leaves_with_the_code(town: Town) -> None:
    code = code_of(town)
    town.writes("Iscrivimi")
    assert town.subscribed()
    town.passes(minutes=1)

    town.writes(f"CANCELLA TUTTO {code}")

    assert not town.subscribed()
    assert town.stored.rights[0].confirmed_at is not None


def test_while_a_copy_is_asked_for_no_code_is_offered() -> None:
    town = Town()
    town.writes("Voglio una copia dei miei dati")
    town.passes(minutes=1)

    assert town.writes(ASKS) == [TextKey.RIGHTS_REQUEST]


def test_who_may_be_known_by_a_hidden_phone_is_asked_for_it_first() -> None:
    """Else the code would erase a stranger and leave the subscriber."""
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.passes(minutes=1)

    assert town.writes(ASKS, ANNA_HIDDEN) == [TextKey.RIGHTS_REQUEST, TextKey.ASK_FOR_PHONE]
    town.passes(minutes=1)
    town.shares_phone(str(ANNA.phone), ANNA_HIDDEN)
    assert not town.subscribed()
    town.passes(minutes=1)
    assert town.writes(ASKS) == [TextKey.RIGHTS_REQUEST, TextKey.ERASURE_OFFER]


def test_in_english_everything_is_in_english() -> None:
    town = Town()

    replies = town.writes("Delete everything")

    assert replies[-1] is TextKey.ERASURE_OFFER
    assert town.state().language is Language.ENGLISH
    assert town.writes(f"DELETE EVERYTHING {code_of(town)}") == [TextKey.ERASURE_CONFIRMED]
    assert "not done yet" in town.last_reply.text


@every(
    ("text", "read"),
    [
        ("CANCELLA TUTTO!", Typed.ERASE),
        ("i miei dati?", Typed.SHOW),
        ("My data", Typed.SHOW),
        ("cancella tutto 2741", TypedConfirmation("2741")),
        ("*CANCELLA TUTTO 2741*", TypedConfirmation("2741")),
        ("2741", None),
        ("cancella tutto 27411", TypedConfirmation("27411")),
        ("cancella tutto il mese", None),
        ("copia dei miei dati", None),
        ("cancella tutto 2741 " * 5, None),
    ],
)
def test_nothing_but_the_exact_words_is_a_command(text: str, read: object) -> None:
    assert read_typed(text) == read


def test_my_data_tells_what_is_held_and_opens_no_request() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.writes("Quando apre l'anagrafe?")
    town.passes(minutes=20)

    assert town.writes("I miei dati") == [TextKey.OWN_DATA]

    text = town.last_reply.text
    assert town.stored.rights == []
    assert "Avvisi: li ricevi dal" in text
    assert "Domande conservate: 1, per 180 giorni" in text
    assert "Blocco: nessuno" in text
    assert "Numeri delle richieste aperte: nessuno" in text
    assert len(text) <= 1000


def test_my_data_of_who_is_blocked_names_the_end_and_the_open_request(town: Town) -> None:
    town.blocks(ANNA, replace(BLOCK, until=town.now + timedelta(days=30)))
    town.writes("I miei dati", BRUNO)  # another's do not show

    assert town.writes("I miei dati") == [TextKey.OWN_DATA]

    text = town.last_reply.text
    assert "Avvisi: non li ricevi" in text
    assert "Blocco: fino " in text
    assert "2026/0001 (art. 17 GDPR)" in text


def test_who_asks_for_a_copy_or_names_the_article_is_numbered_as_ever() -> None:
    town = Town()

    for text in ("Copia dei miei dati", "Ai sensi dell'art. 15 GDPR i miei dati"):
        assert town.writes(text) == [TextKey.RIGHTS_REQUEST]
        town.passes(minutes=1)
    assert [request.kind for request in town.stored.rights] == [RightsKind.ACCESS]
