"""Two things in one message are both heard: nothing ordinary silences what is grave."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cases import every
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.meaning.understanding import understand

ORDINARY = (
    "Grazie mille per la vostra gentilezza e disponibilità.",
    "Volevo sapere gli orari dell'ufficio tributi e quanto costa la carta d'identità.",
    "Vi segnalo che il lampione di via Po è spento da due settimane.",
    "Buongiorno, ho pagato la Tari due volte e non so come avere il rimborso.",
    "Quando apre la biblioteca?",
    "Sono una mamma di due bambini e abito a Torrette da dieci anni.",
    "L'ufficio anagrafe non risponde mai al telefono.",
    "Secondo me servirebbero più panchine al parco.",
)
DANGERS = (
    "Mio marito non respira.",
    "Voglio morire.",
    "C'è un uomo con un coltello in piazza.",
    "Casa mia va a fuoco!",
    "Mio padre è caduto e non si muove.",
    "Mi sta picchiando adesso.",
    "C'è una forte puzza di gas in cantina.",
    "Un bambino sta affogando al Passetto.",
    "È crollato il balcone con una persona sotto.",
    "Mia madre ha un infarto.",
    "Il mio ex è sotto casa e mi vuole ammazzare.",
)
LEAVES = (
    "Cancellami.",
    "Cancellatemi dalla lista.",
    "Non voglio più ricevere i vostri avvisi.",
    "Toglietemi dal servizio.",
    "Voglio cancellarmi dagli avvisi.",
    "Cancellate tutti i miei dati.",
)
THREATS = (
    "Se non lo riparate brucio il comune.",
    "Metto una bomba in comune se non rispondete.",
    "Vi ammazzo tutti.",
    "So dove abiti, stai attento.",
)


def beside_something_ordinary(said: Sequence[str]) -> list[str]:
    pairs = [(grave, ordinary) for grave in said for ordinary in ORDINARY]
    return [f"{first} {second}" for pair in pairs for first, second in (pair, reversed(pair))]


@every("text", beside_something_ordinary(DANGERS))
def test_a_cry_for_help_is_heard(text: str) -> None:
    assert understand(text).kind in {Kind.EMERGENCY, Kind.DISTRESS}


@every("text", beside_something_ordinary(LEAVES))
def test_a_citizen_who_leaves_is_taken_off_or_told_the_word(text: str) -> None:
    told = {Kind.WANTS_TO_LEAVE, Kind.HOW_TO_LEAVE}

    assert understand(text).kind in {Kind.LEAVE, Kind.ERASE_DATA} | told


@every("text", beside_something_ordinary(THREATS))
def test_a_threat_is_a_threat(text: str) -> None:
    assert understand(text).breach is Breach.THREAT


@every("text", ORDINARY)
def test_the_ordinary_sentences_themselves_are_none_of_these(text: str) -> None:
    meaning = understand(text)

    assert meaning.breach is None
    assert meaning.kind not in {Kind.EMERGENCY, Kind.DISTRESS, Kind.LEAVE, Kind.WANTS_TO_LEAVE}


@every(
    "text",
    [
        *("terzo piano", "piano terra", "sono in due", "sono qui fuori", "sindaco"),
        *("scuolabus fermata", "acqua gialla", "fa freddo in classe", "è chiuso", "vicini rumorosi"),
        *("aiuto bollette", "sono in carrozzina", "posso mandare un vocale", "mio marito è disabile"),
        *("ho perso il sacchetto rosso", "il mio numero è 333 0000123", "cancello bloccato", "di Torrette?"),
        *("togliete le erbacce", "non riesco ad aprire il portale", "sbarra del parcheggio non si alza"),
        *("non riesco", "sindaco"),
    ],
)
def test_a_few_words_said_to_the_desk_alarm_nobody_and_accuse_nobody(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind not in {Kind.EMERGENCY, Kind.DISTRESS, Kind.WANTS_TO_LEAVE, Kind.WANTS_TO_JOIN}
    assert meaning.breach is None


@pytest.mark.parametrize(
    "text",
    [
        "Cancellatemi subito. Se mio marito vede i vostri messaggi mi picchia",
        "C'è un incendio in via Marconi! Cancellami dagli avvisi per favore.",
        "please unsubscribe me now. my husband beats me and reads my phone",
        "mio padre non respira\ndisiscrivetemi",
    ],
)
def test_danger_and_a_leave_in_a_sentence_of_its_own_are_both_heard(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind in {Kind.EMERGENCY, Kind.DISTRESS}
    assert meaning.leaves


@every(
    "text",
    [
        "Cancellatemi da tutto. Dagli avvisi, dalla tari, dal mondo. Stanotte la faccio finita",
        "voglio disiscrivermi da me. ho i bracci pieni di tagli",
        "Tolgo il disturbo. Ho preso tutte le pastiglie",
        "Basta. Mi butto dal ponte",
        "Voglio uscire. Mio marito mi ha chiusa in casa e mi picchia",
        "Per favore fermate! Un uomo spara in piazza",
        "Non cancellatemi. Mia madre è caduta e non respira",
        "Cancellatemi la multa. Mio figlio sta affogando",
        "Stop. There is a fire in my kitchen",
        "Voglio morire",
    ],
)
def test_a_farewell_in_the_words_of_leaving_takes_nobody_off(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind in {Kind.EMERGENCY, Kind.DISTRESS}
    assert not meaning.leaves
