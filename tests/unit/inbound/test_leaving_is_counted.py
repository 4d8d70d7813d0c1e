"""Whoever leaves is a sign that a notice may be unwelcome: told to whoever counts, without naming anybody."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import ANNA
from tests.unit.inbound.town import Town
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.broadcasts.trouble import Trouble
from urp.town.texts import TextKey

NOTICE = UUID(int=77)
ONE_LEFT = Trouble(complaints=1)


def joined() -> Town:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(days=1)
    return town


def test_the_button_of_a_notice_counts_against_that_notice() -> None:
    town = joined()
    anna = town.known()

    town.presses(BUTTONS.leave(RowReference(NOTICE, anna.id.int % 16, anna.id)), "Cancellami")

    assert town.reports.reports == [(NOTICE, ONE_LEFT)]


def test_cancellami_written_counts_against_whatever_is_being_sent() -> None:
    town = joined()

    town.writes("Cancellami")

    assert town.reports.reports == [(None, ONE_LEFT)]


def test_who_was_not_subscribed_or_asks_something_else_counts_against_nothing() -> None:
    town = joined()
    town.writes("Cancellami")
    town.reports.reports.clear()

    town.writes("Cancellami")
    town.writes("A che ora apre l'anagrafe?")

    assert town.reports.reports == []


def test_a_message_delivered_twice_counts_once() -> None:
    town = joined()

    town.writes("Cancellami", message_id="wamid.leaving")
    town.writes("Cancellami", message_id="wamid.leaving")

    assert len(town.reports.reports) == 1


def test_leaving_works_when_nobody_can_be_told() -> None:
    town = joined()
    town.reports.down = True

    assert town.writes("Cancellami") == [TextKey.GOODBYE]
    assert not town.subscribed(ANNA)


def test_who_joins_and_leaves_again_and_again_holds_no_notice() -> None:
    town = joined()
    town.writes("Cancellami")
    for _ in range(10):
        town.passes(seconds=1)
        town.writes("Iscrivimi")
        town.passes(seconds=1)
        town.writes("Cancellami")

    assert town.reports.reports == [(None, ONE_LEFT)]


def test_who_was_taken_over_from_a_list_an_hour_ago_and_leaves_is_counted() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=1)
    anna = town.known()
    town.becomes(replace(anna, unconfirmed=UUID(int=5)))

    town.writes("Cancellami")

    assert town.reports.reports == [(None, ONE_LEFT)]
