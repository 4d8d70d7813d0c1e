"""Each step is taken from the states named for it, and from no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from tests.cases import every
from urp.errors import ConflictError
from urp.notices.broadcasts import lifecycle
from urp.notices.broadcasts.approval import Approval, Extent, Refusal, Submission
from urp.notices.broadcasts.audience import EVERYBODY
from urp.notices.broadcasts.break_glass import BreakGlass, EmergencyReason, Review
from urp.notices.broadcasts.lifecycle import ALLOWED, Step
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, Hold, HoldReason

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
DRAFT = BroadcastDraft("Viabilità", "avviso_viabilita", {}, "https://example.org")
ASKED = Submission("writer", NOON, LATER, Extent(3, 8))
APPROVED = Approval("approver", NOON, "seal", LATER + timedelta(days=1), Extent(3, 8))
BACK = Refusal("approver", NOON, "Manca la data.", final=False)
ALONE = BreakGlass(UUID(int=2), "seal", "approver", NOON, "duty", NOON, EmergencyReason.MET, Review(LATER))
HELD = Hold(HoldReason.META_SILENT, NOON, "Meta tace.")
_S = BroadcastStatus

STEPS: Mapping[Step, Callable[[Broadcast], Broadcast]] = {
    Step.CHANGE: lambda before: lifecycle.changed(before, DRAFT, EVERYBODY, "colleague"),
    Step.DELETE: lifecycle.require_deletable,
    Step.SUBMIT: lambda before: lifecycle.submitted(before, ASKED),
    Step.APPROVE: lambda before: lifecycle.approved(before, APPROVED),
    Step.GIVE_BACK: lambda before: lifecycle.returned(before, BACK),
    Step.PUT_OFF: lambda before: lifecycle.put_off(before, LATER),
    Step.BREAK_GLASS: lambda before: lifecycle.sent_alone(before, APPROVED, ALONE),
    Step.GO_STALE: lifecycle.stale,
    Step.FREEZE: lambda before: lifecycle.freezing(before, NOON),
    Step.FIX_AUDIENCE: lambda before: lifecycle.frozen(before, 3, 1, NOON),
    Step.PAUSE: lifecycle.paused,
    Step.RESUME: lambda before: lifecycle.resumed(before, NOON),
    Step.HOLD: lambda before: lifecycle.held(before, HELD),
    Step.REFUSE: lambda before: lifecycle.refused(before, HELD),
    Step.PUT_OFF_BY_RESTORE: lambda before: lifecycle.put_off_by_restore(before, NOON),
    Step.STOP: lifecycle.stopped,
    Step.CLOSE: lambda before: lifecycle.closed(before, NOON),
}
HOLDS = {Step.APPROVE: HoldReason.GROWN, Step.PUT_OFF: HoldReason.BEYOND_TIER}
"""The only holds out of which these lead."""
BY_ITSELF = {Step.HOLD, Step.PUT_OFF_BY_RESTORE}
"""Not refused where they do not apply: nobody is there to read it."""
_BEGUN = {_S.FREEZING, _S.SENDING, _S.PAUSED, _S.HELD, _S.STOPPING, _S.CLOSED}

LEADS_TO: Mapping[tuple[_S, Step], _S] = {
    (_S.DRAFT, Step.CHANGE): _S.DRAFT,
    (_S.DRAFT, Step.DELETE): _S.DRAFT,
    (_S.DRAFT, Step.SUBMIT): _S.SUBMITTED,
    (_S.DRAFT, Step.BREAK_GLASS): _S.SCHEDULED,
    (_S.DRAFT, Step.STOP): _S.CANCELLED,
    (_S.SUBMITTED, Step.SUBMIT): _S.SUBMITTED,
    (_S.SUBMITTED, Step.APPROVE): _S.SCHEDULED,
    (_S.SUBMITTED, Step.GIVE_BACK): _S.DRAFT,
    (_S.SUBMITTED, Step.GO_STALE): _S.STALE,
    (_S.SUBMITTED, Step.PUT_OFF_BY_RESTORE): _S.STALE,
    (_S.SUBMITTED, Step.STOP): _S.CANCELLED,
    (_S.SCHEDULED, Step.SUBMIT): _S.SUBMITTED,
    (_S.SCHEDULED, Step.GO_STALE): _S.STALE,
    (_S.SCHEDULED, Step.FREEZE): _S.FREEZING,
    (_S.SCHEDULED, Step.HOLD): _S.HELD,
    (_S.SCHEDULED, Step.PUT_OFF_BY_RESTORE): _S.STALE,
    (_S.SCHEDULED, Step.STOP): _S.CANCELLED,
    (_S.STALE, Step.CHANGE): _S.DRAFT,
    (_S.STALE, Step.SUBMIT): _S.SUBMITTED,
    (_S.STALE, Step.STOP): _S.CANCELLED,
    (_S.FREEZING, Step.FIX_AUDIENCE): _S.SENDING,
    (_S.FREEZING, Step.PAUSE): _S.PAUSED,
    (_S.FREEZING, Step.HOLD): _S.HELD,
    (_S.FREEZING, Step.PUT_OFF_BY_RESTORE): _S.HELD,
    (_S.FREEZING, Step.STOP): _S.STOPPING,
    (_S.SENDING, Step.PAUSE): _S.PAUSED,
    (_S.SENDING, Step.HOLD): _S.HELD,
    (_S.SENDING, Step.REFUSE): _S.HELD,
    (_S.SENDING, Step.PUT_OFF_BY_RESTORE): _S.HELD,
    (_S.SENDING, Step.STOP): _S.STOPPING,
    (_S.SENDING, Step.CLOSE): _S.CLOSED,
    (_S.PAUSED, Step.FIX_AUDIENCE): _S.PAUSED,
    (_S.PAUSED, Step.RESUME): _S.SENDING,
    (_S.PAUSED, Step.REFUSE): _S.HELD,
    (_S.PAUSED, Step.PUT_OFF_BY_RESTORE): _S.HELD,
    (_S.PAUSED, Step.STOP): _S.STOPPING,
    (_S.PAUSED, Step.CLOSE): _S.CLOSED,
    (_S.HELD, Step.APPROVE): _S.FREEZING,
    (_S.HELD, Step.PUT_OFF): _S.HELD,
    (_S.HELD, Step.FIX_AUDIENCE): _S.HELD,
    (_S.HELD, Step.PAUSE): _S.PAUSED,
    (_S.HELD, Step.RESUME): _S.SENDING,
    (_S.HELD, Step.REFUSE): _S.HELD,
    (_S.HELD, Step.PUT_OFF_BY_RESTORE): _S.HELD,
    (_S.HELD, Step.STOP): _S.STOPPING,
    (_S.HELD, Step.CLOSE): _S.CLOSED,
    (_S.STOPPING, Step.FIX_AUDIENCE): _S.STOPPING,
    (_S.STOPPING, Step.CLOSE): _S.CLOSED,
}
"""Written by hand: all that may happen to a notice."""


def notice(status: BroadcastStatus, step: Step) -> Broadcast:
    begun = NOON if status in _BEGUN else None
    hold = replace(HELD, reason=HOLDS.get(step, HELD.reason)) if status is _S.HELD else None
    return Broadcast(
        UUID(int=1),
        DRAFT,
        status,
        NOON,
        "writer",
        version=4,
        due_at=NOON,
        submission=ASKED if status is _S.SUBMITTED else None,
        freezing_at=begun,
        sending_at=begun,
        hold=hold,
    )


@every(("status", "step"), list(product(BroadcastStatus, Step)))
def test_a_step_is_taken_where_it_is_allowed_and_refused_everywhere_else(
    status: BroadcastStatus, step: Step
) -> None:
    before = notice(status, step)

    if expected := LEADS_TO.get((status, step)):
        assert STEPS[step](before).status is expected
    elif step in BY_ITSELF:
        assert STEPS[step](before) == before
    else:
        with pytest.raises(ConflictError):
            STEPS[step](before)


def test_the_table_of_the_code_is_the_one_written_here() -> None:
    assert {(status, step) for step, states in ALLOWED.items() for status in states} == LEADS_TO.keys()


def test_a_rejected_notice_is_over_and_a_withdrawn_one_is_a_draft_again() -> None:
    waiting = notice(_S.SUBMITTED, Step.GIVE_BACK)

    assert lifecycle.returned(waiting, replace(BACK, final=True)).status is _S.REJECTED
    assert lifecycle.withdrawn(waiting).status is _S.DRAFT


def test_another_time_takes_the_approval_away() -> None:
    planned = lifecycle.approved(notice(_S.SUBMITTED, Step.APPROVE), APPROVED)

    assert planned.approval == APPROVED
    assert lifecycle.submitted(planned, replace(ASKED, due_at=LATER + timedelta(hours=1))).approval is None


@every("reason", [each for each in HoldReason if each is not HoldReason.GROWN])
def test_of_all_holds_an_approval_ends_that_for_growth_alone(reason: HoldReason) -> None:
    held = replace(notice(_S.HELD, Step.STOP), hold=Hold(reason, NOON, "Sospeso."))

    with pytest.raises(ConflictError):
        lifecycle.approved(held, APPROVED)


def test_what_was_held_for_growth_is_not_resumed_without_an_approval() -> None:
    with pytest.raises(ConflictError, match="serve un'altra approvazione"):
        lifecycle.resumed(notice(_S.HELD, Step.APPROVE), NOON)


@every("reason", [each for each in HoldReason if each not in (HoldReason.META_SILENT, HoldReason.TIER)])
def test_a_hold_that_a_person_must_end_is_not_turned_into_a_pause(reason: HoldReason) -> None:
    held = notice(_S.HELD, Step.PAUSE)

    with pytest.raises(ConflictError):
        lifecycle.paused(replace(held, hold=replace(HELD, reason=reason)))
    waits = replace(HELD, reason=HoldReason.BEYOND_TIER, until=LATER)
    assert lifecycle.paused(replace(held, hold=waits)).status is _S.PAUSED


def test_what_needs_a_person_takes_the_place_of_metas_silence_and_what_ends_by_itself_does_not() -> None:
    silent = notice(_S.HELD, Step.PAUSE)
    prohibition, limit = Hold(HoldReason.ACCOUNT, LATER, "Vietato."), Hold(HoldReason.TIER, LATER, "Limite.")

    assert lifecycle.held(silent, prohibition).hold == prohibition
    assert lifecycle.held(lifecycle.held(silent, prohibition), HELD).hold == prohibition
    assert lifecycle.held(silent, limit).hold == HELD
