"""A number or a day in a sentence that anybody reads has the article that its name asks for."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.cases import every
from tests.unit.public.reading import Page
from tests.unit.public.town import FRAME, ROME
from urp.public.model import Reach
from urp.public.service_pages import ServicePages
from urp.public.words import write_on, write_percent


@every(
    ("percent", "words"),
    [
        (0, "lo 0 %"),
        (1, "l’1 %"),
        (7, "il 7 %"),
        (8, "l’8 %"),
        (11, "l’11 %"),
        (79, "il 79 %"),
        (80, "l’80 %"),
        (89, "l’89 %"),
        (100, "il 100 %"),
    ],
)
def test_a_share_has_its_article(percent: int, words: str) -> None:
    assert write_percent(percent) == words


@every(
    ("day", "words"),
    [
        (1, "il 1 dicembre 2026, ore 10:30"),
        (8, "l’8 dicembre 2026, ore 10:30"),
        (11, "l’11 dicembre 2026, ore 10:30"),
        (18, "il 18 dicembre 2026, ore 10:30"),
    ],
)
def test_a_day_has_its_article(day: int, words: str) -> None:
    assert write_on(datetime(2026, 12, day, 9, 30, tzinfo=UTC), ROME) == words


@every(
    ("minutes", "words"),
    [
        (1001, "In un altro minuto la prova non è partita: di quello non sappiamo."),
        (1002, "In altri 2 minuti la prova non è partita: di quelli non sappiamo."),
    ],
)
def test_one_minute_that_was_missed_is_one(minutes: int, words: str) -> None:
    pages = ServicePages(FRAME, ROME)

    page = Page(pages.level(None, (), Reach(30, minutes, measured=1000, reached=885)))

    assert "su 1.000: l’88,50 %." in page.text
    assert words in page.text
