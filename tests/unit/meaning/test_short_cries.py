"""A cry of two or three words is heard: of so few the counts know little."""

from __future__ import annotations

import pytest

from urp.meaning.model import Kind
from urp.meaning.understanding import understand

SURE = [
    "Al fuoco!",
    "AIUTO!!! INCENDIO",
    "sto morendo",
    "Sto morendo, aiuto, presto",
    "non respira più",
    "sono intrappolata",
    "serve un'ambulanza",
    "chiamate i pompieri, per favore",
    "ladri in casa!!",
    "non trovo mia figlia",
    "mi ammazza",
    "siamo in pericolo",
    "call an ambulance please",
    "partorisco",
    "svengo",
    "è annegato mio figlio",
    "staju murennu",
    "mo m'accide",
    "o ffuoco!",
    "aiutu",
]
POSSIBLE = ["fuoco", "terremoto", "sto male", "112", "venite subito", "polizia!"]
CALM = [
    "vigili del fuoco, orari?",
    "che numero hanno i pompieri?",
    "emergenza caldo",
    "ambulanza e 118: chi paga?",
    "il terremoto del 72",
    "sto male dal ridere",
    "incidente in via Flaminia, per il verbale?",
]


@pytest.mark.parametrize("text", SURE)
def test_a_short_cry_calls_somebody_out(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind in (Kind.EMERGENCY, Kind.DISTRESS)
    assert not meaning.doubtful


def test_a_child_who_is_gone_is_a_danger_without_more_words() -> None:
    assert understand("mia figlia è scomparsa da ieri").kind in (Kind.EMERGENCY, Kind.DISTRESS)


@pytest.mark.parametrize("text", POSSIBLE)
def test_a_word_that_may_also_be_asked_about_is_a_possible_danger(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind is Kind.EMERGENCY
    assert meaning.doubtful


@pytest.mark.parametrize("text", CALM)
def test_such_words_in_a_question_or_an_idiom_call_nobody_out(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind not in (Kind.EMERGENCY, Kind.DISTRESS) or meaning.doubtful
