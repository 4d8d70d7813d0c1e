"""After a restore no notice goes on by itself: who was reached since then is not in the restored rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.cases import every
from tests.fakes.dynamodb.tables import create_tables
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.errors import ConflictError
from urp.notices.account.rules import AccountRules
from urp.notices.broadcasts.approval import Submission
from urp.notices.broadcasts.lifecycle import paused, put_off_by_restore, resumed, stopped, submitted
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.prohibitions import WITHHELD, NotBeforeTheReplay
from urp.notices.store.account_notes import AccountNotes

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
DRAFT = BroadcastDraft("Viabilità", "avviso_viabilita", {}, "https://example.org")
_S = BroadcastStatus


def notice(status: BroadcastStatus, *, begun: bool, hold: Hold | None = None) -> Broadcast:
    return Broadcast(
        UUID(int=1),
        DRAFT,
        status,
        NOON,
        "staff-1",
        version=4,
        due_at=NOON,
        freezing_at=NOON if begun else None,
        sending_at=NOON if begun else None,
        hold=hold,
    )


@pytest.mark.parametrize("status", [_S.FREEZING, _S.SENDING, _S.PAUSED, _S.HELD])
def test_one_that_had_begun_is_held_and_can_only_be_stopped(status: BroadcastStatus) -> None:
    after = put_off_by_restore(notice(status, begun=True), NOON)

    assert after.status is _S.HELD
    assert after.hold is not None
    assert after.hold.reason is HoldReason.RESTORED
    with pytest.raises(ConflictError):
        resumed(after, NOON)
    with pytest.raises(ConflictError):
        paused(after)
    assert stopped(after).status is _S.STOPPING


@pytest.mark.parametrize(
    ("status", "late"), [(_S.SUBMITTED, -1), (_S.SCHEDULED, -1), (_S.SCHEDULED, 24), (_S.HELD, -1)]
)
def test_one_that_had_not_begun_waits_for_a_person_however_late_it_is(
    status: BroadcastStatus, late: int
) -> None:
    """Sent, changed or cancelled since: nobody can tell from the restored tables."""
    after = put_off_by_restore(notice(status, begun=False), NOON + timedelta(hours=late))

    assert after.status is _S.STALE
    assert after.hold is not None
    assert "può essere già partito" in after.hold.explanation
    again = submitted(after, Submission("staff-1", NOON, NOON + timedelta(days=1)))
    assert (again.status, again.hold) == (_S.SUBMITTED, None)


@every("status", [_S.DRAFT, _S.REJECTED, _S.STALE, _S.STOPPING, _S.CLOSED, _S.CANCELLED])
def test_what_sends_nothing_stays_as_it_was(status: BroadcastStatus) -> None:
    before = notice(status, begun=status in (_S.STOPPING, _S.CLOSED))

    assert put_off_by_restore(before, NOON) == before


def test_doing_it_again_changes_nothing() -> None:
    once = put_off_by_restore(notice(_S.SENDING, begun=True), NOON)

    assert put_off_by_restore(once, NOON + timedelta(hours=1)) == once


def test_the_office_reads_why_nothing_goes_out_and_afterwards_what_meta_says() -> None:
    tables = create_tables()
    meta = AccountRules(AccountNotes(tables), {})
    before = NotBeforeTheReplay(DynamoRestore(tables, NOON), meta)
    after = NotBeforeTheReplay(DynamoRestore(tables, None), meta)

    assert before.forbids("x", NOON) == WITHHELD
    assert after.forbids("x", NOON) == meta.forbids("x", NOON) != WITHHELD
