"""How long there still is, as a person says it."""

from __future__ import annotations

from datetime import timedelta

from tests.cases import every
from urp.console.words import write_remaining


@every(
    ("left", "words"),
    [
        (timedelta(hours=72), "3 giorni"),
        (timedelta(hours=72, seconds=-1), "2 giorni e 23 ore"),
        (timedelta(days=1, hours=1), "un giorno e un'ora"),
        (timedelta(days=9, hours=23), "9 giorni"),
        (timedelta(hours=23, minutes=59), "23 ore e 59 minuti"),
        (timedelta(seconds=3), "meno di un minuto"),
        (timedelta(), "scaduto"),
    ],
)
def test_what_is_left_is_not_rounded_to_days_while_hours_matter(left: timedelta, words: str) -> None:
    assert write_remaining(left) == words
