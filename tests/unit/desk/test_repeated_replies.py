from __future__ import annotations

import pytest

from tests.cases import every
from tests.unit.desk.reply_town import (
    KINDS_SENT_ONCE,
    KINDS_THAT_MUST_ARRIVE,
    NOON,
    SILENCE,
    town,
)
from urp.desk.outbox import ReplyKind, ReplyState
from urp.desk.send_reply import Sending
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import NotSent, Refused


@every("kind", list(ReplyKind))
def test_a_redelivered_id_of_a_reply_already_accepted_sends_nothing(kind: ReplyKind) -> None:
    ancona = town(kind=kind)
    ancona.send("row")

    outcome = ancona.send("row")

    assert outcome is Sending.NOTHING_TO_DO
    assert ancona.copies == 1


@pytest.mark.parametrize("kind", KINDS_THAT_MUST_ARRIVE)
def test_what_must_arrive_is_repeated_once_after_ten_seconds_of_silence(kind: ReplyKind) -> None:
    ancona = town(SILENCE, SILENCE, kind=kind)

    first = ancona.send("row")
    too_early = ancona.send("row")
    ancona.clock.sleep(11)
    second = ancona.send("row")
    ancona.clock.sleep(3600)
    third = ancona.send("row")

    assert (first, too_early, second, third) == (
        Sending.UNCLEAR,
        Sending.LATER,
        Sending.UNCLEAR,
        Sending.NOTHING_TO_DO,
    )
    assert ancona.copies == 2
    assert ancona.replies.entries == [("row", 11), ("row", 11)]
    assert ancona.due == ()


@pytest.mark.parametrize("kind", KINDS_SENT_ONCE)
def test_any_other_reply_that_ends_unclear_is_not_repeated(kind: ReplyKind) -> None:
    ancona = town(SILENCE, kind=kind)

    ancona.send("row")
    ancona.clock.sleep(3600)
    ancona.send("row")

    assert (ancona.row.state, ancona.copies) == (ReplyState.UNCLEAR, 1)


def test_a_worker_that_died_in_the_call_leaves_an_operators_answer_unclear() -> None:
    ancona = town(kind=ReplyKind.ANSWER)
    ancona.outbox.hand_over(ancona.row, NOON)

    ancona.clock.sleep(61)
    outcome = ancona.send("row")

    assert (outcome, ancona.row.state, ancona.copies) == (Sending.UNCLEAR, ReplyState.UNCLEAR, 0)


def test_a_worker_that_died_in_the_call_does_not_cost_a_citizen_their_welcome() -> None:
    ancona = town(kind=ReplyKind.WELCOME)
    ancona.outbox.hand_over(ancona.row, NOON)

    ancona.clock.sleep(61)
    outcome = ancona.send("row")

    assert (outcome, ancona.row.attempts, ancona.copies) == (Sending.ACCEPTED, 2, 1)


def test_a_reply_another_delivery_is_sending_at_this_moment_is_left_to_it() -> None:
    ancona = town(kind=ReplyKind.WELCOME)
    ancona.outbox.hand_over(ancona.row, NOON)

    outcome = ancona.send("row")

    assert (outcome, ancona.copies, ancona.replies.ids) == (Sending.LATER, 0, ["row"])


@pytest.mark.parametrize("code", [130429, 80007, 4])
def test_throttling_costs_no_attempt_and_slows_everybody_down(code: int) -> None:
    throttled = NotSent(code, "too fast", ErrorClass.THROTTLED)
    ancona = town(*[throttled] * 9, kind=ReplyKind.ANSWER)

    refused = [ancona.send("row") for _ in range(9)]
    accepted = ancona.send("row")

    assert set(refused) == {Sending.NOT_SENT}
    assert (accepted, ancona.row.attempts) == (Sending.ACCEPTED, 1)
    assert ancona.rate.throttled_at == NOON


def test_a_connection_never_made_after_an_unclear_copy_leaves_the_second_copy_to_come() -> None:
    ancona = town(SILENCE, NotSent(None, "no connection"), kind=ReplyKind.GOODBYE)

    ancona.send("row")
    ancona.clock.sleep(11)
    ancona.send("row")
    ancona.clock.sleep(11)
    last = ancona.send("row")

    assert (last, ancona.row.attempts, ancona.copies) == (Sending.ACCEPTED, 2, 3)


def test_a_refused_account_keeps_the_reply_for_when_it_is_mended() -> None:
    ancona = town(Refused(190, ErrorClass.ACCOUNT, "token"))

    outcome = ancona.send("row")

    assert (outcome, ancona.row.state) == (Sending.ACCOUNT_REFUSED, ReplyState.UNSENT)
    assert ancona.replies.entries == [("row", 121)]


def test_a_window_that_closes_before_the_repeat_does_not_hide_the_first_copy() -> None:
    ancona = town(SILENCE, kind=ReplyKind.WELCOME)
    ancona.send("row")

    ancona.clock.sleep(25 * 3600)
    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.UNCLEAR, None)
