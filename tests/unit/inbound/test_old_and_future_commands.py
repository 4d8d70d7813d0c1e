"""Joining and leaving by messages whose date is odd: of the future, or of more than a week ago."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.received_bodies import MemoryReceivedBodies, set_aside
from tests.unit.inbound.surroundings import ANNA, OPEN
from tests.unit.inbound.town import Town
from urp.citizens.consent import EntryKind
from urp.inbound.deliver import DeliverMessage, Outcome
from urp.inbound.store.inspection import InspectionStore
from urp.notices.broadcasts.trackers import RowReference, confirm_payload
from urp.town.texts import TextKey
from urp.whatsapp.store.probes import Probes

NUMBER = "900000000000001"
THE_YEAR_2100 = datetime(2100, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(slots=True)
class Mailbox:
    """Anna's messages as they come out of the queue."""

    town: Town = field(default_factory=Town)
    bodies: MemoryReceivedBodies = field(default_factory=MemoryReceivedBodies)
    _number: int = 0

    def receives(self, text: str, dated: datetime, *, payload: str | None = None) -> Outcome:
        self._number += 1
        kind = {"type": "text", "text": {"body": text}}
        pressed = {"type": "button", "button": {"payload": payload, "text": text}}
        message = {
            "id": f"wamid.{self._number}",
            "from": ANNA.phone,
            "from_user_id": ANNA.user_id,
            "timestamp": str(int(dated.timestamp())),
            **(pressed if payload else kind),
        }
        received_at = int(self.town.now.timestamp() * 1000)
        queued = json.dumps({"message": message, "phone_number_id": NUMBER, "received_at": received_at})
        inspection = InspectionStore(self.town.tables, self.bodies)
        deliver = DeliverMessage(
            self.town.receive(), self.bodies, inspection, Probes(self.town.tables), NUMBER
        )
        return deliver(queued, 1, self.town.now).outcome

    @property
    def set_aside(self) -> list[str]:
        return [reason for _, reason in set_aside(self.bodies)]


def test_an_iscrivimi_of_the_year_2100_does_not_lock_the_cancellami_of_today() -> None:
    box = Mailbox()
    box.receives("Iscrivimi", THE_YEAR_2100)
    assert box.town.subscribed()

    box.town.passes(seconds=20)
    box.receives("Cancellami", box.town.now)

    assert not box.town.subscribed()
    assert box.town.consents == [EntryKind.JOINED, EntryKind.LEFT]


def test_the_ledger_has_the_receipt_of_a_message_that_was_dated_ahead() -> None:
    box = Mailbox()

    box.receives("Iscrivimi", THE_YEAR_2100)

    assert box.town.stored.entries[0].at == OPEN


def test_a_message_of_the_year_2100_does_not_decide_for_ever_which_number_is_in_use() -> None:
    box = Mailbox()

    box.receives("Buongiorno", THE_YEAR_2100)

    assert box.town.known().ids_as_of == OPEN


def test_a_date_of_the_future_that_was_stored_before_does_not_lock_the_cancellami_of_today() -> None:
    box = Mailbox()
    box.receives("Iscrivimi", OPEN)
    before = box.town.known()
    locked = replace(before, consent_at=THE_YEAR_2100, subscribed_at=THE_YEAR_2100)
    box.town.becomes(locked)
    box.town.passes(days=3)

    box.receives("Cancellami", box.town.now)

    assert not box.town.subscribed()
    assert box.town.known().consent_at == box.town.now


@pytest.mark.parametrize("text", ["Iscrivimi", "ISCRIVIMI!"])
def test_a_joining_older_than_eight_days_is_kept_for_inspection_and_joins_nobody(text: str) -> None:
    box = Mailbox()

    outcome = box.receives(text, OPEN - 8 * DAY - timedelta(seconds=1))

    assert (outcome, box.set_aside) == (Outcome.SET_ASIDE, ["too_old_to_join"])
    assert not box.town.subscribed()
    assert box.town.stored.replies == []


def test_a_confirmation_older_than_eight_days_is_kept_for_inspection_too() -> None:
    box = Mailbox()
    box.receives("Buongiorno", OPEN)
    anna = box.town.known()
    pressed = confirm_payload(RowReference(anna.id, anna.shard, anna.id))

    box.receives("Confermo", OPEN - 9 * DAY, payload=pressed)

    assert box.set_aside == ["too_old_to_join"]
    assert not box.town.subscribed()


def test_a_joining_of_eight_days_ago_still_joins() -> None:
    box = Mailbox()

    assert box.receives("Iscrivimi", OPEN - 8 * DAY) is Outcome.HANDLED
    assert box.town.subscribed()


def test_a_leave_older_than_eight_days_takes_effect() -> None:
    box = Mailbox()
    box.town.now = OPEN - 20 * DAY
    box.receives("Iscrivimi", box.town.now)
    box.town.now = OPEN

    assert box.receives("Cancellami", OPEN - 10 * DAY) is Outcome.HANDLED
    assert not box.town.subscribed()


def test_a_leave_older_than_eight_days_does_not_undo_a_newer_joining() -> None:
    box = Mailbox()
    box.town.now = OPEN - 5 * DAY
    box.receives("Iscrivimi", box.town.now)
    box.town.now = OPEN

    box.receives("Cancellami", OPEN - 10 * DAY)

    assert box.town.subscribed()
    assert box.town.consents[-1] is EntryKind.WITHOUT_EFFECT


def test_any_other_message_of_last_month_is_read_as_ever() -> None:
    box = Mailbox()

    box.receives("Quando apre l'anagrafe?", OPEN - 30 * DAY)

    assert box.set_aside == []
    assert len(box.town.messages) == 1


def test_nobody_is_welcomed_by_what_is_kept_for_inspection() -> None:
    box = Mailbox()
    box.receives("Iscrivimi", OPEN - 9 * DAY)

    assert box.town.writes("Cancellami") == [TextKey.NOT_SUBSCRIBED]
