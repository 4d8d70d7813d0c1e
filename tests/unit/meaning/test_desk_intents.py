"""Problem reports go to their channels, questions to the desk, small talk to a ready text."""

from __future__ import annotations

import pytest

from urp.meaning import Kind, understand


@pytest.mark.parametrize(
    "text",
    [
        "segnalo una buca in via Roma",
        "c'è una buca enorme davanti alla scuola",
        "In via Torrioni c'è una buca pericolosa",
        "Il lampione davanti casa mia è spento da una settimana",
        "Albero caduto in viale della Vittoria",
        "ci sono topi vicino ai cassonetti di via Marconi",
        "perdita d'acqua in strada in via Veneto",
        "Buongiorno volevo segnalarvi che il semaforo non funziona",
        "erba alta ai giardini di via Maggini, quando la tagliate?",
        "macchina abbandonata in via Grandi",
        "I rifiuti non vengono ritirati da giorni in via Isonzo",
        "'na buga grossa davanti a la scola",
        "Segnalazione: panchina rotta al parco",
        "marciapiede dissestato corso Amendola",
        "venite a pulire piazza Roma",
    ],
)
def test_a_problem_report_is_recognised(text: str) -> None:
    assert understand(text).kind is Kind.REPORT


@pytest.mark.parametrize(
    "text",
    [
        "dove segnalo una buca?",
        "segnalazioni",
        "a chi mi rivolgo per segnalare rifiuti abbandonati?",
        "c'è un numero per le segnalazioni?",
        "Vorrei fare una segnalazione",
        "dove si segnalano le buche?",
    ],
)
def test_asking_where_to_report_is_a_question_about_the_channels(text: str) -> None:
    assert understand(text).kind is Kind.HOW_TO_REPORT


@pytest.mark.parametrize(
    "text",
    [
        "dove butto il materasso?",
        "quando passa la raccolta degli ingombranti?",
        "Dove si buttano i calcinacci?",
        "posso potare l'albero in giardino?",
        "Che giorno ritirano i rifiuti ingombranti?",
        "serve il permesso per tagliare un albero?",
    ],
)
def test_asking_for_a_procedure_with_the_words_of_a_defect_is_no_report(text: str) -> None:
    assert understand(text).kind is Kind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "vorrei presentare un reclamo",
        "voglio fare un reclamo per l'attesa allo sportello",
        "vorrei proporre una pista ciclabile",
    ],
)
def test_a_complaint_is_recognised(text: str) -> None:
    assert understand(text).kind is Kind.COMPLAINT


@pytest.mark.parametrize(
    "text",
    [
        "orari",
        "Quando siete aperti?",
        "A che ora aprite?",
        "Che orari fate?",
        "buongiorno, siete aperti oggi?",
    ],
)
def test_the_opening_hours_are_asked_for(text: str) -> None:
    assert understand(text).kind is Kind.HOURS


@pytest.mark.parametrize(
    "text",
    [
        "grazie",
        "👍",
        "Grazie, siete stati gentilissimi",
        "perfetto, grazie",
        "Grazie per l'informazione, buona giornata",
        "thank you very much",
    ],
)
def test_thanks_are_thanks(text: str) -> None:
    assert understand(text).kind is Kind.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "Buongiorno",
        "Buonasera a tutti",
        "Ciao! 👋",
        "salve",
    ],
)
def test_a_greeting_is_a_greeting(text: str) -> None:
    assert understand(text).kind is Kind.GREETING


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "va bene",
        "ok perfetto",
    ],
)
def test_ok_is_nothing_to_answer(text: str) -> None:
    assert understand(text).kind is Kind.ACKNOWLEDGED


@pytest.mark.parametrize(
    "text",
    [
        "menu",
        "?",
        "info",
        "",
        "   ",
        "come funziona questo servizio?",
    ],
)
def test_the_menu_is_asked_for(text: str) -> None:
    assert understand(text).kind is Kind.HELP


@pytest.mark.parametrize(
    "text",
    [
        "orari del museo",
        "orari dell'autobus per il mare",
    ],
)
def test_the_hours_of_somebody_else_are_a_question(text: str) -> None:
    assert understand(text).kind is Kind.QUESTION


def test_a_word_of_the_menu_is_marked_as_one() -> None:
    assert understand("Orari").keyword
    assert not understand("Quando siete aperti?").keyword
