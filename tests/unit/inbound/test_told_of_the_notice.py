"""Whoever writes something that is kept is led to the privacy notice at once (GDPR art. 13(1)-(2))."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import CLOSED, OPEN, ancona, closed_all_day
from tests.unit.inbound.town import Town
from urp.town.opening_hours import ExceptionalDay
from urp.town.texts import TextKey

FRIDAY_AT_TWO = OPEN + timedelta(days=2, hours=3)
STRIKE = {
    **closed_all_day("sciopero"),
    OPEN.date() + timedelta(days=1): ExceptionalDay.parse([], "sciopero"),
}
QUESTION = "Quando apre l'anagrafe?"


@every(
    ("written", "now", "told"),
    [
        (QUESTION, OPEN, TextKey.INFO_RECEIPT),
        ("Where can I renew my identity card?", OPEN, TextKey.INFO_RECEIPT),
        (QUESTION, CLOSED, TextKey.OUT_OF_HOURS),
        (QUESTION, FRIDAY_AT_TWO, TextKey.OUT_OF_HOURS_WRITE_AGAIN),
        ("C'è una buca in via Torresi", OPEN, TextKey.REPORT_REDIRECT),
        ("Sono settimane che l'ufficio non risponde, è una vergogna", OPEN, TextKey.COMPLAINT_REDIRECT),
        ("Vorrei suggerire di mettere più panchine al parco", OPEN, TextKey.SUGGESTION_REDIRECT),
        ("il lampione di via Ruggeri?", OPEN, TextKey.DOUBT),
    ],
)
def test_the_first_answer_to_what_is_kept_names_the_notice(
    written: str, now: datetime, told: TextKey
) -> None:
    town = Town(now=now)

    assert town.writes(written) == [told]
    assert town.messages or town.stored.redirects
    assert ancona().privacy.url in town.last_reply.text


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (closed_all_day("sciopero"), TextKey.CLOSED_EXCEPTIONALLY),
        (STRIKE, TextKey.CLOSED_EXCEPTIONALLY_WRITE_AGAIN),
    ],
)
def test_a_closed_desk_names_the_notice_too(days: dict[date, ExceptionalDay], told: TextKey) -> None:
    town = Town()
    town.sets_hours(days)

    assert town.writes(QUESTION) == [told]
    assert ancona().privacy.url in town.last_reply.text


def test_whoever_was_greeted_with_the_menu_and_then_asks_has_read_of_the_notice() -> None:
    town = Town()

    assert town.writes("Buongiorno") == [TextKey.HELP_MENU]
    assert ancona().privacy.url in town.last_reply.text
    assert town.writes(QUESTION) == [TextKey.INFO_RECEIPT]
    assert ancona().privacy.url in town.last_reply.text
