"""A message has its effect once, whatever dies or changes in between, and its replies always go out."""

from __future__ import annotations

import pytest

from tests.fakes.dynamodb.meddled import meddled, touched
from tests.unit.inbound.stored import Ledger
from tests.unit.inbound.surroundings import ANNA, OPEN
from tests.unit.inbound.town import Town
from urp.errors import ConflictError, UnavailableError
from urp.inbound.receive import MOST_ATTEMPTS
from urp.town.texts import TextKey


def crowded(others: int) -> Town:
    """Somebody else has the same citizen in hand so many times, just when a message is committed."""
    town = Town()
    town.ledger = Ledger(meddled(town.tables, *[touched] * others))
    return town


def test_a_citizen_changed_meanwhile_is_read_again_and_the_message_has_its_effect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town, pauses = crowded(MOST_ATTEMPTS - 1), list[float]()
    monkeypatch.setattr("time.sleep", pauses.append)

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]
    assert len(pauses) == MOST_ATTEMPTS - 1  # not at once: the other transaction would be met again


def test_a_citizen_who_keeps_changing_sends_the_message_back_to_the_queue_unchanged() -> None:
    town = crowded(MOST_ATTEMPTS)

    with pytest.raises(ConflictError):
        town.writes("Iscrivimi")

    assert town.stored.citizens == []


def test_the_person_on_duty_is_alerted_once_however_often_the_message_is_decided_anew() -> None:
    town = crowded(3)

    assert town.writes("aiuto, c'è un incendio") == [TextKey.EMERGENCY_ALERTED]
    assert len(town.duty.alerts) == 1
    assert town.duty.alerts[0][0] == town.conversations[0].id


def test_a_second_emergency_alerts_for_the_conversation_that_is_open() -> None:
    town = Town()
    town.writes("aiuto, c'è un incendio")
    town.writes("brucia tutto il palazzo")

    assert {where for where, _ in town.duty.alerts} == {town.conversations[0].id}


def test_when_the_queue_fails_after_the_commit_the_next_delivery_enqueues_the_reply() -> None:
    town = Town()
    town.queue.down = True
    with pytest.raises(UnavailableError):
        town.writes("Iscrivimi", message_id="wamid.SAME")
    town.queue.down = False

    assert town.writes("Iscrivimi", message_id="wamid.SAME", at=OPEN) == []
    assert town.queue.ids == [row.id for row in town.stored.replies]


def test_a_reply_is_named_after_its_message_so_that_no_delivery_writes_a_second_one() -> None:
    town = Town()
    town.writes("Iscrivimi", message_id="wamid.SAME")
    town.writes("Iscrivimi", message_id="wamid.SAME")

    assert len(town.stored.replies) == 1
    assert set(town.queue.ids) == {row.id for row in town.stored.replies}


def test_no_name_of_a_reply_tells_who_wrote() -> None:
    town = Town()
    town.writes("Iscrivimi", message_id=f"wamid.{ANNA.phone}")

    assert ANNA.phone is not None
    assert ANNA.phone not in "".join(row.id for row in town.stored.replies)


def test_a_reply_goes_to_the_ids_the_message_came_from() -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert (town.last_reply.user_id, town.last_reply.phone) == (ANNA.user_id, ANNA.phone)
