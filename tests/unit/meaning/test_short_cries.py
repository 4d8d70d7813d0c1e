"""A cry of two or three words is heard: of so few the counts know little."""

from __future__ import annotations

import pytest
from faker.providers.person.it_IT import Provider

from tests.cases import every
from urp.meaning.model import Kind
from urp.meaning.understanding import understand

DANGER = (Kind.EMERGENCY, Kind.DISTRESS)
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


@every("text", SURE)
def test_a_short_cry_calls_somebody_out(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind in DANGER
    assert not meaning.doubtful


def test_a_child_who_is_gone_is_a_danger_without_more_words() -> None:
    assert understand("mia figlia è scomparsa da ieri").kind in DANGER


@every("text", POSSIBLE)
def test_a_word_that_may_also_be_asked_about_is_a_possible_danger(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind is Kind.EMERGENCY
    assert meaning.doubtful


@every("text", CALM)
def test_such_words_in_a_question_or_an_idiom_call_nobody_out(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind not in DANGER or meaning.doubtful


@every(
    ("language", "text"),
    [
        ("fr", "je meurs"),
        ("es", "me muero"),
        ("ar", "سيقتلني زوجي"),
        ("ary-latn", "kanmout"),
        ("mk", "pozar doma"),
        ("mk", "maz mi me tepa"),
        ("pl", "umieram"),
        ("pt", "casa pegando fogo"),
        ("sq", "po me vret"),
    ],
)
def test_a_cry_of_few_words_is_heard_in_its_language(language: str, text: str) -> None:
    understood = understand(text)

    assert understood.kind in DANGER
    assert (understood.written_in, understood.doubtful) == (language, False)


@every("text", ["muchas gracias", "bonne fete", "do zobaczenia", "bom dia", "guten morgen"])
def test_a_greeting_of_few_words_in_another_language_is_calm(text: str) -> None:
    assert understand(text).kind not in DANGER


@pytest.mark.parametrize(
    "text",
    [
        "siete degli stronzi, mio marito mi ha appena spaccato la faccia",
        "andate a fanculo, odore forte di gas per le scale e il palazzo è pieno di gente",
        "cretini rispondete, sta bruciando la casa",
        "vergognatevi bastardi, qui sotto le macerie c’è gente",
    ],
)
def test_who_insults_the_office_in_danger_is_heard_first(text: str) -> None:
    understood = understand(text)

    assert (understood.kind in DANGER, understood.doubtful) == (True, False)


@pytest.mark.parametrize("text", ["siete dei ladri, mi state ammazzando di tasse", "va' a morire"])
def test_an_insult_alone_is_no_danger(text: str) -> None:
    assert understand(text).kind not in DANGER


def test_a_surname_alone_calls_nobody_out() -> None:
    names = (
        *sorted(set(Provider.last_names)),
        "Hoti",
        "Mor",
        "Lavina",
        "Krka",
        "Tone",
        "Gori",
        "Rosa Lavina",
        "Arben Hoti",
        "Anna Mor",
    )
    ringing = [name for name in names if understand(name).kind in DANGER and not understand(name).doubtful]

    assert ringing == []


@every("text", ["Pomosh", "POMOSH!!!", "Ne disham", "Se gusham", "kucata gori"])
def test_macedonian_is_heard_as_it_is_typed(text: str) -> None:
    assert understand(text).kind in DANGER


@every("text", ["کمک کنید", "کمکم کنید", "تصادف کردم", "Помощ", "Байшин шатаж байна туслаарай"])
def test_a_cry_in_a_language_nobody_knows_here_stays_a_possible_danger(text: str) -> None:
    assert (understand(text).kind, understand(text).doubtful) == (Kind.EMERGENCY, True)
