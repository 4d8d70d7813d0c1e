"""Joining and leaving in every order, by WhatsApp's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from urp.citizens.consent import Command, EntryKind, Outcome, decide_consent
from urp.citizens.identity.model import Citizen

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = Citizen(UUID(int=1))

commands = st.lists(
    st.tuples(
        st.sampled_from(Command), st.integers(0, 5).map(lambda second: NOON + timedelta(seconds=second))
    ),
    min_size=1,
    max_size=8,
)


def after(*history: tuple[Command, int]) -> Citizen:
    citizen = ANNA
    for command, second in history:
        citizen = decide_consent(citizen, command, NOON + timedelta(seconds=second)).citizen
    return citizen


def outcome(citizen: Citizen, command: Command, second: int) -> Outcome:
    return decide_consent(citizen, command, NOON + timedelta(seconds=second)).outcome


def test_each_way_of_joining_and_leaving_has_its_own_outcome() -> None:
    join, leave = Command.JOIN, Command.LEAVE

    assert outcome(ANNA, join, 0) is Outcome.JOINED
    assert outcome(after((join, 0)), join, 1) is Outcome.ALREADY_JOINED
    assert outcome(after((join, 0)), leave, 1) is Outcome.LEFT
    assert outcome(after((join, 0), (leave, 1)), join, 2) is Outcome.REJOINED
    assert outcome(ANNA, leave, 0) is Outcome.NOT_JOINED


def test_who_never_joined_but_asked_to_leave_joins_for_the_first_time_later() -> None:
    assert outcome(after((Command.LEAVE, 0)), Command.JOIN, 1) is Outcome.JOINED


def test_an_older_iscrivimi_that_comes_late_does_not_undo_a_cancellami() -> None:
    late = decide_consent(
        after((Command.JOIN, 1), (Command.LEAVE, 5)), Command.JOIN, NOON + timedelta(seconds=3)
    )

    assert late.outcome is Outcome.OLDER
    assert late.entry_kind is EntryKind.WITHOUT_EFFECT
    assert not late.citizen.subscribed


def test_an_older_iscrivimi_that_comes_after_its_own_cancellami_does_not_subscribe() -> None:
    assert not after((Command.LEAVE, 5), (Command.JOIN, 1)).subscribed


def test_an_older_cancellami_that_comes_late_does_not_undo_a_newer_iscrivimi() -> None:
    assert after((Command.JOIN, 0), (Command.JOIN, 5), (Command.LEAVE, 3)).subscribed


def test_in_the_same_second_leaving_wins_in_both_orders() -> None:
    assert not after((Command.JOIN, 2), (Command.LEAVE, 2)).subscribed
    assert not after((Command.LEAVE, 2), (Command.JOIN, 2)).subscribed


@given(history=commands, data=st.data())
def test_any_order_delay_and_repetition_of_the_same_commands_ends_in_the_latest_by_whatsapps_clock(
    history: list[tuple[Command, datetime]], data: st.DataObject
) -> None:
    delivered = data.draw(
        st.permutations(history + data.draw(st.lists(st.sampled_from(history), max_size=4)))
    )
    latest = max(at for _, at in history)

    citizen = ANNA
    for command, at in delivered:
        citizen = decide_consent(citizen, command, at).citizen

    assert citizen.subscribed == ((Command.LEAVE, latest) not in history)
    assert citizen.consent_at == latest


@given(history=commands)
def test_a_command_that_changes_membership_is_never_one_without_effect_in_the_ledger(
    history: list[tuple[Command, datetime]],
) -> None:
    citizen = ANNA

    for command, at in history:
        decision = decide_consent(citizen, command, at)
        moved = citizen.subscribed != decision.citizen.subscribed
        assert moved == (decision.entry_kind is not EntryKind.WITHOUT_EFFECT)
        citizen = decision.citizen


def test_an_imported_person_confirms_by_joining_and_joins_again_like_everybody_else_afterwards() -> None:
    imported = Citizen(UUID(int=2), subscribed=True, subscribed_at=NOON, unconfirmed=UUID(int=71))

    confirmed = decide_consent(imported, Command.JOIN, NOON + timedelta(seconds=1))

    assert (confirmed.outcome, confirmed.entry_kind) == (Outcome.CONFIRMED, EntryKind.CONFIRMED)
    assert confirmed.citizen.subscribed
    assert confirmed.citizen.unconfirmed is None
    assert outcome(confirmed.citizen, Command.JOIN, 2) is Outcome.ALREADY_JOINED


def test_an_imported_person_leaves_at_any_time_even_by_a_word_older_than_the_import() -> None:
    imported = Citizen(UUID(int=2), subscribed=True, subscribed_at=NOON, unconfirmed=UUID(int=71))

    left = decide_consent(imported, Command.LEAVE, NOON - timedelta(days=1))

    assert left.outcome is Outcome.LEFT
    assert left.citizen.unconfirmed is None
    assert outcome(left.citizen, Command.JOIN, 1) is Outcome.REJOINED


def test_who_was_removed_for_not_confirming_may_still_join_by_their_own_word() -> None:
    removed = Citizen(UUID(int=2), subscribed=False, subscribed_at=NOON, unconfirmed=UUID(int=71))

    assert outcome(removed, Command.JOIN, 1) is Outcome.CONFIRMED
