"""The Channel edition: what a person copies and posts, since no API can."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cases import every
from urp.errors import InvalidError
from urp.notices.channel import CHANNEL_MAX_LENGTH, channel_edition
from urp.town.templates import load_templates

TEMPLATES = load_templates("urp_profile")
EVENT = TEMPLATES["evento"]
FILLED = {
    "titolo": "Concerto d'inverno",
    "luogo": "Teatro delle Muse",
    "quando": " sabato 19 dicembre alle 21 ",
    "ingresso": "libero",
}
LINK = "https://www.comune.ancona.it/eventi/concerto?lingua=it"


def test_the_edition_is_short_and_ends_where_the_notice_goes_on() -> None:
    assert channel_edition(EVENT, FILLED, LINK) == (
        "🎭 *Concerto d'inverno*\n"
        "Dove: Teatro delle Muse\n"
        "Quando: sabato 19 dicembre alle 21\n"
        "Ingresso: libero\n"
        f"Il programma: {LINK}"
    )


@pytest.mark.parametrize(
    "link", ["", "www.comune.ancona.it", "http://www.comune.ancona.it", "https://a b.it"]
)
def test_a_link_nobody_can_open_is_refused(link: str) -> None:
    with pytest.raises(InvalidError) as refused:
        channel_edition(EVENT, FILLED, link)

    assert refused.value.field == "link"


def test_a_field_the_notice_would_refuse_is_refused_here_too() -> None:
    with pytest.raises(InvalidError) as refused:
        channel_edition(EVENT, {**FILLED, "luogo": ""}, LINK)

    assert refused.value.field == "parameters.luogo"


def test_what_is_not_a_notice_does_not_go_to_the_channel() -> None:
    with pytest.raises(InvalidError) as refused:
        channel_edition(TEMPLATES["domanda_ripresa"], {"argomento": "TARI"}, LINK)

    assert refused.value.field == "template"


def test_an_edition_longer_than_the_channel_takes_is_refused() -> None:
    wordy = replace(EVENT, channel_text="x" * CHANNEL_MAX_LENGTH + " {{link}}")

    with pytest.raises(InvalidError) as refused:
        channel_edition(wordy, FILLED, LINK)

    assert refused.value.field == "channel_text"


@every("name", [name for name, each in TEMPLATES.items() if each.kind.is_notice])
def test_the_longest_notice_still_fits_the_channel_with_a_long_link(name: str) -> None:
    longest = {parameter.name: "x" * parameter.max_length for parameter in TEMPLATES[name].parameters}

    assert len(channel_edition(TEMPLATES[name], longest, LINK + "x" * 100)) <= CHANNEL_MAX_LENGTH
