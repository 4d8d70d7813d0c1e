"""A date of the future locks nobody's consent, in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.citizens.consent import Command, Outcome, cap_future_times, decide_consent
from urp.citizens.identity.model import Citizen

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = Citizen(UUID(int=1))
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
THE_YEAR_2100 = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    command: Command
    whatsapps: datetime
    received: datetime

    @property
    def counts_at(self) -> datetime:
        return min(self.whatsapps, self.received)

    @property
    def dated_ahead(self) -> bool:
        return self.whatsapps > self.received


def obeyed(citizen: Citizen, said: Said) -> Citizen:
    return decide_consent(citizen, said.command, said.counts_at, dated_ahead=said.dated_ahead).citizen


@st.composite
def received_in_order(draw: st.DrawFn) -> list[Said]:
    """Each some seconds after the one before; WhatsApp's time up to a minute before its receipt, or ahead."""
    waits = draw(st.lists(st.integers(0, 20), min_size=1, max_size=8))
    return [
        Said(
            draw(st.sampled_from(Command)),
            NOON + (second + draw(st.integers(-60, 0) | st.integers(1, 10**9))) * SECOND,
            NOON + second * SECOND,
        )
        for second in accumulate(waits)
    ]


def test_iscrivimi_of_the_year_2100_does_not_lock_the_cancellami_of_today() -> None:
    joined = obeyed(ANNA, Said(Command.JOIN, THE_YEAR_2100, NOON))

    left = obeyed(joined, Said(Command.LEAVE, NOON + SECOND, NOON + SECOND))

    assert (joined.subscribed, left.subscribed) == (True, False)


def test_a_cancellami_written_before_the_receipt_of_a_future_iscrivimi_and_received_after_it_counts() -> None:
    joined = obeyed(ANNA, Said(Command.JOIN, THE_YEAR_2100, NOON))

    left = decide_consent(joined, Command.LEAVE, NOON - SECOND)

    assert left.outcome is Outcome.LEFT


def test_a_cancellami_of_the_year_2100_does_not_lock_the_iscrivimi_of_tomorrow() -> None:
    left = obeyed(ANNA, Said(Command.LEAVE, THE_YEAR_2100, NOON))

    assert obeyed(left, Said(Command.JOIN, NOON + DAY, NOON + DAY)).subscribed


@given(history=received_in_order())
def test_no_joining_wins_over_a_leave_received_later_because_of_its_date(history: list[Said]) -> None:
    citizen = ANNA
    for said in history:
        citizen = obeyed(citizen, said)

    if citizen.subscribed:
        last_leave = max((n for n, said in enumerate(history) if said.command is Command.LEAVE), default=-1)
        honest = [said for said in history if said.command is Command.JOIN and not said.dated_ahead]
        joined_after = any(said.command is Command.JOIN for said in history[last_leave + 1 :])
        assert joined_after or any(said.counts_at > history[last_leave].counts_at for said in honest)


@given(history=received_in_order())
def test_no_time_of_the_future_is_ever_stored(history: list[Said]) -> None:
    citizen = ANNA
    for said in history:
        citizen = obeyed(citizen, said)
        times = (citizen.consent_at, citizen.subscribed_at, citizen.left_at)
        assert all(moment is None or moment <= said.received for moment in times)


@given(history=received_in_order())
def test_whoever_writes_cancellami_now_is_out_whatever_was_dated_how(history: list[Said]) -> None:
    citizen = ANNA
    for said in history:
        citizen = obeyed(citizen, said)
    now = history[-1].received + SECOND

    assert not obeyed(citizen, Said(Command.LEAVE, now, now)).subscribed


@every("subscribed", [True, False])
@every("window_ends_at", [None, NOON - DAY, NOON + DAY / 2])
def test_a_time_of_the_future_that_is_stored_already_locks_neither_command(
    subscribed: bool, window_ends_at: datetime | None
) -> None:
    stored = Citizen(
        UUID(int=1),
        subscribed=subscribed,
        consent_at=THE_YEAR_2100,
        subscribed_at=THE_YEAR_2100 if subscribed else None,
        left_at=None if subscribed else THE_YEAR_2100,
        ids_as_of=THE_YEAR_2100,
        window_ends_at=window_ends_at,
    )

    citizen = cap_future_times(stored, NOON)

    later = NOON + SECOND
    assert not decide_consent(citizen, Command.LEAVE, later).citizen.subscribed
    assert decide_consent(citizen, Command.JOIN, later).citizen.subscribed
    assert cap_future_times(citizen, NOON) == citizen
    times = (citizen.consent_at, citizen.subscribed_at, citizen.left_at, citizen.ids_as_of)
    assert all(moment is None or moment <= NOON for moment in times)
    assert (citizen.subscribed, citizen.id) == (subscribed, stored.id)


def test_what_is_not_of_the_future_is_left_alone() -> None:
    citizen = replace(ANNA, subscribed=True, consent_at=NOON, subscribed_at=NOON, ids_as_of=NOON)

    assert cap_future_times(citizen, NOON) is citizen
