"""A crowd: at the number's full rate, with faults, stopped, paused, and with some who leave."""

from collections import Counter

import pytest

from infra.local.meta.reading import read_number
from infra.local.town import TownHall
from tests.e2e.crowd import joined
from tests.e2e.notices import Notices, balances, copies, counts, most_in_a_second
from tests.e2e.patience import comes_true, eventually
from tests.e2e.people import Citizen, Newcomers
from tests.e2e.queues import Queues
from tests.e2e.workers import kill_workers_of
from urp.town.texts import TextKey, Texts

PEOPLE = 200
"""With those who joined in other tests: three to four seconds of the number's full rate."""
SOME = 50
"""People reached before the workers are killed, and by others while the jobs of the killed ones wait."""
A_LEASE_S, BETWEEN_TICKS_S = 180.0, 5.0
"""A worker may take a minute, its lease ends a little later; then a tick, which is not waited for."""
MOST_IN_FLIGHT = 60
"""Twelve calls each of four workers, and of one that ends while another begins."""
MOST_BUNCHED = 10
"""Calls that were paced and left together after the machine had stalled: refused, and nobody is lost."""
LEAVERS = 3
TOO_FAST = "130429"
SLOTS_AHEAD_S = 1.0
"""Slots are reserved at most so far ahead: what was reserved before the emergency still goes out."""
RATE = 80
"""Messages the number may send in any second."""


@pytest.fixture(scope="module")
def crowd(newcomer: Newcomers) -> list[Citizen]:
    return joined(newcomer.crowd(PEOPLE))


@pytest.fixture(scope="module")
def interrupted(town: TownHall, crowd: list[Citizen], notices: Notices) -> str:
    """A notice whose workers were killed half-way."""
    notice = notices.create("allerta")
    notices.send(notice)
    notices.wait_for_sends(notice, SOME)
    assert kill_workers_of(town, "BroadcastSend") > 0
    return notice


def test_a_crowd_is_reached_once_and_never_faster_than_the_number_may(
    crowd: list[Citizen], notices: Notices
) -> None:
    notice = notices.create("avviso_viabilita")
    notices.send(notice)

    statement = notices.closed(notice)

    sends = notices.sends(notice)
    outcomes = Counter(each.outcome for each in sends)
    assert counts(statement) == {"accepted": statement["audience"]}
    assert balances(statement)
    assert set(copies(sends).values()) == {1}
    assert outcomes["accepted"] == statement["audience"]
    assert outcomes.keys() <= {"accepted", TOO_FAST}
    assert outcomes[TOO_FAST] <= MOST_BUNCHED
    assert most_in_a_second([each for each in sends if each.outcome == "accepted"]) <= RATE
    assert all(len(each.notices()) == 1 for each in crowd)


def test_others_go_on_with_the_notice_whose_workers_were_killed(interrupted: str, notices: Notices) -> None:
    """The jobs that were being worked on wait until their leases end; the last test looks at them."""
    at_the_kill = len(copies(notices.sends(interrupted)))

    comes_true(
        lambda: len(copies(notices.sends(interrupted))) >= at_the_kill + SOME, "others are reached meanwhile"
    )


def test_with_unclear_sends_and_statuses_twice_and_out_of_order_it_still_balances(
    town: TownHall, crowd: list[Citizen], notices: Notices
) -> None:
    town.meta.set_faults(
        {"seed": 20, "unclear_rate": 0.02, "duplicate_status_rate": 0.1, "reorder_statuses": True}
    )
    notice = notices.create("scadenza")
    notices.send(notice)

    statement = notices.closed(notice)

    town.meta.clear_faults()
    sends = notices.sends(notice)
    assert counts(statement) == {"accepted": statement["audience"]}
    assert balances(statement)
    assert set(copies(sends).values()) == {1}
    assert len(copies(sends)) == statement["audience"]


def test_a_storm_of_throttling_loses_nobody(town: TownHall, crowd: list[Citizen], notices: Notices) -> None:
    storm = [{"code": 130429, "rate": 0.04}, {"code": 131056, "rate": 0.04}]
    town.meta.set_faults({"seed": 7, "errors": storm})
    notice = notices.create("servizio")
    notices.send(notice)

    statement = notices.closed(notice)

    town.meta.clear_faults()
    assert counts(statement) == {"accepted": statement["audience"]}
    assert set(copies(notices.sends(notice)).values()) == {1}


def test_whoever_leaves_while_the_notice_is_paused_is_not_reached_and_nobody_else_is_lost(
    crowd: list[Citizen], notices: Notices, texts: Texts, queues: Queues
) -> None:
    notice = notices.create("evento")
    notices.send(notice)
    notices.wait_for_sends(notice, 50)
    notices.editor.post(f"/broadcasts/{notice}/pause")
    notices.becomes(notice, "paused")
    leavers = notices.not_reached(notice, crowd)[:LEAVERS]

    for leaver in leavers:
        leaver.writes("Cancellami")
        leaver.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))
    # What was in flight at the pause may have crossed a leaving.
    spared = notices.not_reached(notice, leavers)
    notices.editor.post(f"/broadcasts/{notice}/resume")
    statement = notices.closed(notice)

    assert spared
    assert notices.not_reached(notice, leavers) == spared
    assert counts(statement) == {
        "accepted": read_number(statement, "audience", 0) - len(spared),
        "opted_out": len(spared),
    }
    assert set(copies(notices.sends(notice)).values()) == {1}


def test_a_stopped_notice_stops_and_tells_whom_it_did_not_reach(
    crowd: list[Citizen], notices: Notices
) -> None:
    notice = notices.create("servizio")
    notices.send(notice)
    notices.wait_for_sends(notice, 50)

    notices.editor.post(f"/broadcasts/{notice}/stop")
    at_the_stop = len(notices.sends(notice))
    statement = notices.closed(notice)

    assert len(notices.sends(notice)) - at_the_stop <= 2 * RATE
    assert counts(statement)["stopped"] > 0
    assert balances(statement)


def test_while_an_emergency_goes_out_ordinary_notices_wait(crowd: list[Citizen], notices: Notices) -> None:
    ordinary, emergency = notices.create("evento"), notices.create("allerta", urgency="emergency")
    notices.send(ordinary)
    notices.wait_for_sends(ordinary, 20)
    notices.send(emergency)

    alert, event = notices.closed(emergency), notices.closed(ordinary)

    alerted = [each.at for each in notices.sends(emergency)]
    meanwhile = [
        each for each in notices.sends(ordinary) if alerted[0] + SLOTS_AHEAD_S < each.at < alerted[-1]
    ]
    assert meanwhile == []
    assert balances(alert)
    assert balances(event)


def test_nobody_is_left_out_and_nobody_reached_twice_because_workers_were_killed(
    interrupted: str, notices: Notices
) -> None:
    """Whoever was in a dead worker's hands is told as unclear until a status settles them: fifteen minutes at
    most, so the closing statement is not waited for here. Those who left in the tests between, while this
    notice's jobs waited for their leases, may be counted as having left."""

    def over() -> bool | None:
        notices.clock_ticks()
        return notices.seen(interrupted)["open_people"] == 0 or None

    eventually(over, "every job is closed", A_LEASE_S, BETWEEN_TICKS_S)

    seen, reached = notices.seen(interrupted), copies(notices.sends(interrupted))
    audience, unclear = int(str(seen["audience"])), counts(seen).get("unclear", 0)
    left = counts(seen).get("opted_out", 0)
    assert set(counts(seen)) <= {"accepted", "unclear", "opted_out"}
    assert left <= LEAVERS
    assert balances(seen)
    assert set(reached.values()) == {1}
    assert audience - unclear - left <= len(reached) <= audience - left
    assert unclear <= MOST_IN_FLIGHT
