"""Joining is strict, leaving is generous: nobody is subscribed or unsubscribed who did not mean it."""

from __future__ import annotations

import pytest

from urp.meaning import Kind, understand


@pytest.mark.parametrize(
    "text",
    [
        "Iscrivimi",
        '"Iscrivimi" 🙂',
        "«iscrivimi»",
        "iscrivi mi",
        "Is\u200bcrivimi",
        "Buongiorno, iscrivimi per favore. Grazie mille",
        "*Iscrivimi*",
        "Sì, iscrivimi",
        "ｉｓｃｒｉｖｉｍｉ",
        "subscribe",
        "iscrivimi.",
        "ISCRIVIMI GRAZIE",
        "Salve, iscrivimi cortesemente",
        "iscrivimi 🙏🙏",
        "„Iscrivimi”",
        "Iscrivimi!!!!",
        "I S C R I V I M I",
        "iscriviMi",
        "_iscrivimi_",
        "~Iscrivimi~",
        "iscrivi-mi",
        "Iscrivi  mi",
        "ISCRIVIMI, per piacere",
        "𝐈𝐬𝐜𝐫𝐢𝐯𝐢𝐦𝐢",
    ],
)
def test_the_command_with_every_harmless_variation_joins(text: str) -> None:
    assert understand(text).kind is Kind.JOIN


@pytest.mark.parametrize(
    "text",
    [
        "Iscrivimi?",
        "iscrivmi",
        "Iscrivimi subito",
        "vorrei iscrivermi",
        "come faccio a iscrivermi al servizio?",
        "Iscriviti",
        "voglio ricevere gli avvisi del comune",
        "mi iscrivo",
        "Mi voglio iscrivere",
        "Iscrivetemi",
        "scrivimi",
        "iscrivmi per favore",
        "Iscrivimi alla newsletter",
        "vorrei ricevere le notizie",
        "aggiungetemi alla lista",
        "iscrizione",
        "Buongiorno, come si fa per iscriversi agli avvisi whatsapp?",
    ],
)
def test_anything_near_the_command_is_asked_to_confirm(text: str) -> None:
    assert understand(text).kind is Kind.WANTS_TO_JOIN


@pytest.mark.parametrize(
    "text",
    [
        "iscrivi mia madre 333 1234567",
        "iscrivimi 3331234567",
        "iscrivete anche mio marito",
        "iscrivi mio padre, il suo numero è +39 333 000 0009",
        "potete iscrivere mia nonna? 3330000007",
        "Aggiungi il numero 3330000009",
    ],
)
def test_subscribing_somebody_else_is_recognised(text: str) -> None:
    assert understand(text).kind is Kind.THIRD_PERSON


@pytest.mark.parametrize(
    "text",
    [
        "Non voglio iscrivermi",
        "come mi iscrivo all'albo scrutatori?",
        "iscrizione anagrafe canina",
        "Quando scadono le iscrizioni al centro estivo?",
        "Vorrei sapere come iscrivere mio figlio alla mensa",
        "sono iscritto alle liste elettorali di Falconara, posso votare qui?",
        "vorrei iscrivere mia figlia al nido",
        "quando aprono le iscrizioni alla scuola materna?",
        "come ci si iscrive all'università della terza età?",
    ],
)
def test_enrolling_for_something_else_is_a_question(text: str) -> None:
    assert understand(text).kind is Kind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "Cancellami",
        "cancella mi",
        '" Cancellami "',
        "cancelami",
        "cancellani",
        "STOP",
        "FERMA",
        "basta messaggi",
        "non voglio più ricevere",
        "disiscrivimi",
        "unsubscribe",
        "Potete cancellarmi dal servizio?",
        "ho scritto cancellami ma ricevo ancora messaggi",
        "non riesco a cancellarmi",
        "c a n c e l l a m i",
        "cancellami!!!",
        "Cancellami grazie",
        "per favore cancellatemi",
        "cancellami dal gruppo",
        "cancellami da questa lista",
        "Cancellami dalla newsletter per favore",
        "stop per favore",
        "Stop messaggi",
        "STOP WHATSAPP",
        "basta avvisi!",
        "Basta!",
        "non mi mandate più nulla",
        "Non voglio più messaggi da voi",
        "non voglio più far parte del gruppo",
        "vi chiedo di non inviarmi più comunicazioni",
        "desidero non ricevere più avvisi",
        "voglio disiscrivermi",
        "Vorrei disdire l'iscrizione al servizio whatsapp",
        "Toglietemi da questa chat",
        "mi potete cancellare dal servizio?",
        "rimuovete il mio numero",
        "per cortesia eliminate il mio contatto dalla rubrica",
        "Canc\u00adellami",
        "cancelllami",
        "cnacellami",
        "cancelammi",
        "cancella iscrizione",
        "Cancellami. Non abito più ad Ancona.",
        "NON VOGLIO PIU RICEVERE",
        "non scrivetemi più",
        "non mi interessa più",
        "non mi interessano i vostri avvisi",
        "ma basta con tutti sti messaggi!!",
        "leave me alone",
        "I don't want to receive messages anymore",
        "opt out",
        "stop it",
        "Disiscrivimi, grazie",
        "disinscrivimi",
        "mi cancello",
        "revoco il consenso",
        "voglio essere cancellato",
        "Buongiorno, non desidero più ricevere i vostri avvisi. Cordiali saluti",
        "smettetela di scrivermi",
        "esco dal gruppo",
        "levatemi dalla lista",
        "Ok cancellami allora",
        "cancellami da whatsapp che non mi interessa",
    ],
)
def test_leaving_in_any_words_a_person_would_understand_leaves(text: str) -> None:
    assert understand(text).kind is Kind.LEAVE


@pytest.mark.parametrize(
    "text",
    [
        "cancellami la multa",
        "cancellami dall'albo dei giudici popolari",
        "cancellatemi dall'anagrafe",
        "non cancellarmi",
        "non cancellatemi",
        "cancellami mio figlio dal nido",
        "la macchina è ferma in via Roma da due mesi",
        "i voli sono cancellati?",
        "come annullo un appuntamento?",
        "Per l'albo dei giudici popolari quando mi scrivete?",
        "cancellami l'appuntamento di domani",
        "Potete cancellarmi dalle liste elettorali?",
        "mi cancello dall'AIRE",
        "non cancellarmi dalla lista",
        "Vorrei cancellare la mia iscrizione al nido",
        "voglio disdire l'abbonamento del bus",
        "cancellatemi la prenotazione della sala",
        "non voglio più pagare la mensa",
        "dove trovo lo stop di via Flaminia?",
        "non ho ricevuto più la bolletta della TARI",
        "Non mi arrivano più i messaggi del Comune",
        "togliermi una curiosità: quando apre il museo?",
        "annullate la multa per favore",
    ],
)
def test_cancelling_something_else_or_nothing_is_a_question(text: str) -> None:
    assert understand(text).kind is Kind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "come mi cancello?",
        "posso cancellarmi?",
        "cosa succede se scrivo cancellami?",
        "come faccio a disiscrivermi?",
        "come si cancella l'iscrizione?",
        "Come posso non ricevere più messaggi?",
        "dove devo scrivere cancellami",
        "Se voglio uscire cosa devo fare?",
    ],
)
def test_asking_how_to_leave_is_not_leaving(text: str) -> None:
    assert understand(text).kind is Kind.HOW_TO_LEAVE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cancellate i miei dati", Kind.ERASE_DATA),
        ("chiedo la cancellazione dei miei dati personali", Kind.ERASE_DATA),
        ("revoco il consenso al trattamento dei dati", Kind.ERASE_DATA),
        ("vorrei avere accesso ai miei dati", Kind.DATA_RIGHTS),
        ("voglio una copia dei miei dati personali", Kind.DATA_RIGHTS),
        ("come usate i miei dati?", Kind.PRIVACY),
    ],
)
def test_rights_over_ones_data_are_told_from_questions_about_them(text: str, kind: Kind) -> None:
    assert understand(text).kind is kind


def test_a_meaning_names_the_rule_and_the_words_it_was_decided_on() -> None:
    meaning = understand("Buongiorno, cancellatemi dalla lista")

    assert meaning.rule == "leaving.triggers.me"
    assert meaning.words == ("cancellatemi",)
    assert meaning.label == "cancellazione"
