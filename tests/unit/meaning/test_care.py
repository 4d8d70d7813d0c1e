"""A child who is afraid, a report with a question beside it, a right named by its article."""

from __future__ import annotations

import pytest

from tests.cases import every
from urp.desk.model import RightsKind
from urp.meaning.model import Kind
from urp.meaning.understanding import understand
from urp.privacy.rights.kinds import find_rights_kind

LIFE = (Kind.EMERGENCY, Kind.DISTRESS)


@every(
    "text",
    [
        "ho 11 anni, mi aiutate?",
        "ho 12 anni e a casa ho paura",
        "ho 10 anni, mio padre urla sempre e ho paura",
        "ho 13 anni e a scuola mi picchiano",
        "sono una bambina e ho paura",
        "sono un bambino, mamma non torna",
        "ho 14 anni, i miei litigano sempre, con chi posso parlare?",
        "faccio la seconda media e mi prendono in giro tutti i giorni",
        "ho nove anni e sono da solo a casa",
        "ho 15 anni e non so a chi dirlo",
        "sono minorenne e ho bisogno di aiuto",
        "Ciao ho 9 anni la mamma è caduta e non parla",
        "I'm 12 and I'm scared at home",
    ],
)
def test_a_child_who_asks_for_help_is_heard_as_a_child(text: str) -> None:
    meaning = understand(text)

    assert meaning.kind in LIFE
    assert meaning.child


@pytest.mark.parametrize(
    "text",
    [
        "ho 16 anni, mi aiutate a fare la carta d'identità?",
        "ho 13 anni, serve la firma di mamma per lo skate park?",
        "ho 16 anni e mezzo e vorrei fare volontariato in canile, si può?",
    ],
)
def test_an_errand_of_the_young_is_no_cry(text: str) -> None:
    meaning = understand(text)

    assert meaning.child
    assert meaning.kind not in LIFE
    assert not meaning.worried


@pytest.mark.parametrize(
    "text",
    [
        "ho 8 anni di contributi, mi aiutate con la pensione?",
        "mio figlio ha 10 anni e ha paura dell'acqua, ci sono corsi?",
        "ho 12 anni di servizio e ho paura di perdere il posto",
    ],
)
def test_years_that_are_no_age_make_no_child(text: str) -> None:
    assert not understand(text).child


@every(
    "text",
    [
        "c'è una buca in via Roma. A che ora apre l'anagrafe?",
        "Il lampione di via Piave è spento. Inoltre vorrei sapere come rinnovo la carta d'identità",
        "Segnalo rifiuti in via Isonzo. Quali documenti servono per il cambio di residenza?",
        "Il semaforo di corso Amendola non funziona! Volevo sapere anche quando scade la TARI.",
        "A che ora apre l'anagrafe? E poi segnalo un albero caduto in viale della Vittoria",
        "There is a big pothole in via Roma. How do I renew my ID card?",
    ],
)
def test_a_report_and_a_question_in_two_sentences_are_both_heard(text: str) -> None:
    assert understand(text).both


@every(
    "text",
    [
        "C'è una buca in via Roma. Quando la sistemate?",
        "C'è una buca in via Roma. Chi devo chiamare?",
        "Buongiorno. A che ora apre l'anagrafe?",
        "Perde acqua il tombino di via Marconi. È pericoloso, venite subito.",
        "A che ora apre l'anagrafe? E la biblioteca è aperta sabato?",
    ],
)
def test_what_belongs_to_the_report_is_no_question_of_its_own(text: str) -> None:
    assert not understand(text).both


ARTICLES = {
    RightsKind.ACCESS: [
        "Vorrei accedere ai miei dati personali, art. 15 GDPR",
        "Chiedo l'accesso ai dati che mi riguardano",
        "Esercito il diritto di accesso (art. 15)",
        "Quali dati avete su di me?",
        "Mandatemi una copia dei miei dati personali",
        "right of access, article 15",
        "I want to access my data",
        "what data do you hold about me?",
        # Art. 19 lets one ask to whom the data went.
        "Art. 19 GDPR",
        "A chi avete comunicato i miei dati? (art. 19)",
        "ai sensi dell'art. 19 del GDPR vorrei sapere i destinatari",
        "con chi avete parlato, a chi avete dato i miei dati?",
        "who have you shared my data with?",
    ],
    RightsKind.RECTIFICATION: [
        "Chiedo la rettifica",
        "Chiedo la rettifica dei miei dati (art. 16)",
        "ho diritto di rettifica ai sensi dell'art. 16",
        "Correggete i miei dati personali, sono sbagliati",
        "Art. 16 GDPR: vi chiedo di correggere il mio nome",
        "please correct my data",
        "I want you to rectify my personal information",
        "right to rectification",
    ],
    RightsKind.ERASURE: [
        "Cancellate i miei dati",
        "Chiedo la cancellazione dei miei dati (art. 17)",
        "Art. 17 GDPR",
        "Esercito il diritto all'oblio",
        "voglio che eliminiate tutti i miei dati personali",
        "please delete my data",
        "right to erasure, art. 17",
        "erase everything you have about me",
    ],
    RightsKind.RESTRICTION: [
        "Chiedo la limitazione",
        "Chiedo la limitazione (art. 18)",
        "Chiedo la limitazione del trattamento",
        "Vi chiedo di limitare il trattamento dei miei dati",
        "Art. 18 GDPR",
        "Esercito il diritto di limitazione",
        "I want you to restrict the processing",
        "right to restriction, art. 18",
    ],
    RightsKind.PORTABILITY: [
        "Chiedo la portabilità",
        "Chiedo la portabilità dei miei dati",
        "Art. 20 GDPR",
        "voglio i miei dati in formato leggibile, art. 20",
        "Esercito il diritto alla portabilità",
        "data portability request",
        "I want to transfer my data to another service",
    ],
    RightsKind.OBJECTION: [
        "Mi oppongo al trattamento (art. 21)",
        "Mi oppongo al trattamento dei miei dati",
        "Esercito il diritto di opposizione",
        "Art. 21 GDPR",
        "mi oppongo all'uso dei miei dati personali",
        "ai sensi dell'articolo 21 del regolamento UE mi oppongo",
        "I object to the processing of my data",
        "right to object, art. 21",
    ],
    RightsKind.NO_AUTOMATED_DECISION: [
        "Art. 22 GDPR",
        "non voglio essere sottoposto a decisioni automatizzate",
        "diritto art. 22, decisione automatizzata",
        "chiedo l'intervento umano sulla decisione automatizzata",
        "contesto la decisione automatizzata, art. 22",
        "I ask for human review of the automated decision",
    ],
}


@every(("text", "right"), [(text, right) for right, texts in ARTICLES.items() for text in texts])
def test_each_right_over_ones_data_is_a_request_of_its_own_kind(text: str, right: RightsKind) -> None:
    meaning = understand(text)

    assert meaning.kind in (Kind.ERASE_DATA, Kind.DATA_RIGHTS)
    assert find_rights_kind(text, ending=meaning.kind is Kind.ERASE_DATA) is right


@every(
    "text",
    [
        "chiedo la limitazione del traffico in via Roma",
        "chiedo la rettifica della bolletta TARI",
        "mi oppongo alla multa",
        "chiedo l'accesso agli atti del concorso",
        "articolo 18 del regolamento di polizia urbana",
        "mi oppongo al taglio degli alberi",
        "mi oppongo al trattamento sanitario obbligatorio",
        "vorrei correggere il mio indirizzo all'anagrafe",
        "art 22 codice della strada",
    ],
)
def test_a_right_over_something_else_is_no_request_about_ones_data(text: str) -> None:
    assert understand(text).kind not in (Kind.ERASE_DATA, Kind.DATA_RIGHTS)


@pytest.mark.parametrize(
    "text",
    [
        "mi hanno tagliato la luce perche nn ho pagato le bollette, ho 2 bimbi, il comune puo aiutarmi?",
        "mi hanno staccato il gas perché non ho pagato, ho due bambini piccoli, chi mi aiuta?",
        "siamo con la luce staccata da ieri",
    ],
)
def test_who_has_had_light_or_gas_cut_off_is_in_need(text: str) -> None:
    meaning = understand(text)

    assert (meaning.kind, meaning.in_need) == (Kind.QUESTION, True)


@pytest.mark.parametrize(
    "text", ["mi hanno staccato il gas e sento puzza di gas, mi gira la testa", "tagliato la luce, c'è fuoco"]
)
def test_a_danger_beside_a_bill_stays_a_danger(text: str) -> None:
    assert understand(text).kind in LIFE


@pytest.mark.parametrize(
    "text",
    [
        "dormo in macchina da una settimana, stanotte fa freddo",
        "dormo sul furgone perche ho perso casa, ce un dormitorio?",
    ],
)
def test_who_sleeps_in_a_car_or_a_van_has_no_home(text: str) -> None:
    assert understand(text).kind is Kind.NO_HOME


@pytest.mark.parametrize(
    "text", ["sono sordo e non posso telefonare, posso scrivere qui?", "sono sorda, non sento"]
)
def test_who_is_deaf_is_neither_in_danger_nor_asked_to_telephone(text: str) -> None:
    assert understand(text).kind is Kind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "potete togliere mio marito dalle notifiche? lui non le vuole, io si",
        "mia moglie non vuole più i messaggi",
        "togliete mio marito dalla lista",
    ],
)
def test_nobody_is_taken_off_by_somebody_else(text: str) -> None:
    assert understand(text).kind is Kind.THIRD_PERSON


def test_a_vulgar_word_beside_a_question_of_hours_is_at_nobody() -> None:
    assert understand("porca puttana ma a che cazzo di ora apre l'anagrafe???").kind is Kind.QUESTION
    assert understand("incapaci di merda, siete delle merde").kind is Kind.OFFENCE


def test_warm_thanks_are_praise() -> None:
    assert understand("Bravissimi, servizio utilissimo!").kind is Kind.PRAISE


def test_vietnamese_is_no_french_and_a_wish_for_a_person_in_spanish_is_no_italian() -> None:
    assert understand("cứu tôi với chồng tôi đang đánh tôi").rule == "foreign.unknown"
    assert understand("quiero hablar con una persona").rule == "foreign.es.person"
