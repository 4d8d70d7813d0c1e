"""Links of the town itself: a citizen who quotes one asks about it, and is no spammer."""

from __future__ import annotations

from tests.cases import every
from urp.meaning.breaches import Breach
from urp.meaning.town_words import TownWords
from urp.meaning.understanding import understand

OWN = TownWords(official_domains=("roccaserena.example", "autolinee.example"))


@every(
    "text",
    [
        "https://www.autolinee.example/linee",
        "Guardate qui: https://www.autolinee.example/linee",
        "(https://roccaserena.example/tari?anno=2026#rate)",
        "Iscriviti su https://sport.roccaserena.example/corsi",
        "autolinee.example/orari",
    ],
)
def test_a_link_to_a_page_of_the_town_is_no_spam(text: str) -> None:
    assert understand(text, town=OWN).breach is None


def test_without_a_town_its_page_is_a_link_like_any_other() -> None:
    assert understand("https://www.autolinee.example/linee").breach is Breach.SPAM


def test_a_town_does_not_make_the_pages_of_another_its_own() -> None:
    own = understand("https://www.autolinee.example/linee", town=OWN)
    of_another = understand(
        "https://www.autolinee.example/linee", town=TownWords(official_domains=("altrove.example",))
    )

    assert own.breach is None
    assert of_another.breach is Breach.SPAM


@every(
    "address",
    [
        "https://autolinee.example.premi.top/x",
        "https://finte-autolinee.example/x",
        "https://autolinee.example@premi.top/x",
        "https://premi.top/autolinee.example",
        "https://premi.top?.autolinee.example",
        "https://premi.top#.autolinee.example",
        "https://premi.top\\.autolinee.example",
        "https://www.autolinee.example/linee https://premi.top/x",
    ],
)
def test_an_address_that_only_looks_like_the_towns_is_foreign(address: str) -> None:
    assert understand(address, town=OWN).breach is Breach.SPAM
