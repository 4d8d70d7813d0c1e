"""How long ago the news was acquired, as the office reads it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.moderation.evidence.custody import describe_span


@every(
    ("span", "words"),
    [
        (timedelta(0), "meno di un minuto"),
        (timedelta(seconds=59), "meno di un minuto"),
        (timedelta(minutes=1), "1 minuto"),
        (timedelta(hours=1), "1 ora"),
        (timedelta(hours=2, minutes=1, seconds=59), "2 ore e 1 minuto"),
        (timedelta(days=1), "1 giorno"),
        (timedelta(days=2, hours=3, minutes=5), "2 giorni, 3 ore e 5 minuti"),
        (timedelta(days=2, minutes=5), "2 giorni e 5 minuti"),
        (timedelta(days=400, hours=1), "400 giorni e 1 ora"),
    ],
)
def test_a_span_in_words(span: timedelta, words: str) -> None:
    assert describe_span(span) == words


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_a_longer_span_never_reads_like_nothing(span: timedelta) -> None:
    assert (describe_span(span) == "meno di un minuto") == (span < timedelta(minutes=1))
