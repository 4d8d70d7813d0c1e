"""A request about one's own data has a number and a day from the moment it arrives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.unit.inbound.surroundings import ANNA, BRUNO
from tests.unit.inbound.town import Town
from urp.desk.model import MessageKind, RightsKind
from urp.language import Language
from urp.meaning.model import Kind, Meaning
from urp.town.texts import TextKey

ACCESS = "Quali dati avete su di me?"
ERASE = "Cancellate i miei dati"


def test_it_is_numbered_dated_and_told_in_words() -> None:
    town = Town()

    assert town.writes(ACCESS) == [TextKey.RIGHTS_REQUEST]

    (request,) = town.stored.rights
    assert (request.number, request.kind, request.due) == ("2026/0001", RightsKind.ACCESS, date(2026, 12, 28))
    assert "numero *2026/0001*" in town.last_reply.text
    assert "entro *lunedì 28 dicembre 2026*" in town.last_reply.text
    assert town.messages[-1].kind is MessageKind.RIGHTS
    assert request.conversation_id == town.conversations[0].id


def test_asking_for_erasure_ends_the_subscription_first() -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes(ERASE) == [TextKey.RIGHTS_REQUEST_LEFT, TextKey.ERASURE_OFFER]

    (request,) = town.stored.rights
    assert (request.kind, request.left) == (RightsKind.ERASURE, True)
    assert not town.subscribed()


def test_each_request_has_the_next_number_of_its_year() -> None:
    town = Town()
    town.writes(ACCESS, ANNA)
    town.writes(ACCESS, BRUNO)
    town.now = datetime(2027, 1, 4, 10, tzinfo=UTC)

    town.writes(ERASE, BRUNO)

    assert [request.number for request in town.stored.rights] == ["2026/0001", "2026/0002", "2027/0001"]


def test_asked_again_while_it_is_open_it_keeps_its_number_and_its_day() -> None:
    town = Town()
    town.writes(ACCESS)
    town.passes(days=7)

    assert town.writes(ACCESS) == [TextKey.RIGHTS_REQUEST]

    assert len(town.stored.rights) == 1
    assert "entro *lunedì 28 dicembre 2026*" in town.last_reply.text


def test_another_right_is_another_request() -> None:
    town = Town()
    town.writes(ACCESS)

    town.writes(ERASE)

    assert [request.kind for request in town.stored.rights] == [RightsKind.ACCESS, RightsKind.ERASURE]


def test_whoever_is_blocked_has_the_same_rights() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.blocks()

    assert town.writes(ACCESS) == [TextKey.RIGHTS_REQUEST]
    assert len(town.stored.rights) == 1


def test_delivered_twice_it_is_one_request() -> None:
    town = Town()
    town.writes(ACCESS, message_id="wamid.mine")

    town.writes(ACCESS, message_id="wamid.mine")

    assert len(town.stored.rights) == 1


def test_whoever_writes_in_english_reads_the_day_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    english = Meaning(Kind.DATA_RIGHTS, "rights.data_rights", language=Language.ENGLISH)
    monkeypatch.setattr("urp.inbound.reading.understand", lambda _, **__: english)
    town = Town()

    town.writes("Hello, I want a copy of my data please")

    assert "Monday 28 December 2026" in town.last_reply.text


@pytest.mark.parametrize("subscribed", [True, False])
def test_the_consent_ledger_keeps_the_number_of_a_request_and_none_of_its_words(subscribed: bool) -> None:
    town = Town()
    if subscribed:
        town.writes("Iscrivimi")
        town.passes(minutes=1)

    town.writes(f"{ERASE}. Abito in via dei Segretissimi 3")
    town.passes(minutes=1)
    town.writes(f"{ERASE}! Mi chiamo Segretissima")

    kept = town.stored.entries[-2:]
    assert [entry.text for entry in kept] == ["richiesta 2026/0001: cancellazione"] * 2
