"""What is not sent, and what shows why: blocks, the 24-hour window, a welcome or goodbye no longer true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.desk.reply_town import BLOCK, NOON, SILENCE, town
from urp.citizens.consent import EntryKind
from urp.desk.outbox import ReplyKind, ReplyProblem, ReplyState
from urp.desk.send_reply import Sending, problem_with
from urp.observability import digest
from urp.town.texts import TextKey


def test_a_welcome_we_do_not_send_shows_in_the_consent_ledger() -> None:
    ancona = town(kind=ReplyKind.WELCOME)
    ancona.becomes(replace(ancona.anna, block=BLOCK))

    ancona.send("row")

    assert [entry.kind for entry in ancona.ledger] == [EntryKind.NOTICE_REFUSED]


def test_nobody_is_welcomed_who_has_left_a_moment_before() -> None:
    """Replies go out in any order: read after the goodbye, a welcome would say that notices go on."""
    ancona = town(kind=ReplyKind.WELCOME)
    ancona.becomes(replace(ancona.anna, subscribed=False))

    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.REFUSED, ReplyProblem.LEFT_SINCE)
    assert ancona.copies == 0
    assert [entry.kind for entry in ancona.ledger] == [EntryKind.NOTICE_REFUSED]


def test_nobody_is_said_goodbye_to_who_has_joined_again_a_moment_before() -> None:
    ancona = town(kind=ReplyKind.GOODBYE)
    ancona.becomes(replace(ancona.anna, subscribed=True))

    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.REFUSED, ReplyProblem.JOINED_SINCE)
    assert ancona.copies == 0
    assert ancona.ledger == []


def test_a_second_copy_of_a_goodbye_stays_home_once_they_have_joined_again() -> None:
    ancona = town(SILENCE, kind=ReplyKind.GOODBYE)
    ancona.send("row")
    ancona.becomes(replace(ancona.anna, subscribed=True))
    ancona.clock.sleep(11)

    ancona.send("row")

    assert (ancona.row.state, ancona.copies) == (ReplyState.UNCLEAR, 1)


def test_the_number_of_a_request_reaches_also_who_has_joined_again() -> None:
    ancona = town(kind=ReplyKind.GOODBYE)
    with_number = replace(ancona.row, id=f"{digest('wamid.1')}-{TextKey.RIGHTS_REQUEST_LEFT}")

    assert problem_with(with_number, replace(ancona.anna, subscribed=True), NOON) is None


@pytest.mark.parametrize("kind", [ReplyKind.ANSWER, ReplyKind.AUTOMATIC, ReplyKind.WELCOME])
def test_nothing_ordinary_goes_to_a_blocked_citizen(kind: ReplyKind) -> None:
    ancona = town(kind=kind)
    ancona.becomes(replace(ancona.anna, block=BLOCK))

    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.REFUSED, ReplyProblem.BLOCKED)
    assert ancona.copies == 0


def test_an_emergency_answer_reaches_a_blocked_citizen_too() -> None:
    ancona = town(kind=ReplyKind.EMERGENCY, even_if_blocked=True)
    ancona.becomes(replace(ancona.anna, block=BLOCK))

    assert ancona.send("row") is Sending.ACCEPTED


def test_free_text_after_the_24_hour_window_is_refused_and_says_why() -> None:
    ancona = town(kind=ReplyKind.ANSWER)

    ancona.clock.sleep(24 * 3600)
    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.REFUSED, ReplyProblem.WINDOW_CLOSED)
    assert ancona.copies == 0
