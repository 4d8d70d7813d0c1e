"""Messages against the rules, and harmless ones that sound like them, kept as data."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cases import every
from tests.evaluation.scores import PROFILE, understood_in
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words
from urp.meaning.phrase_files import load_phrases
from urp.meaning.understanding import read_by_rules

HERE = Path(__file__).parent
understand = understood_in(PROFILE)
"""The sentences are of its town."""
BREACHES = [
    (sentence, group["label"])
    for promise, group in tomllib.loads((HERE / "breaches.toml").read_text("utf-8")).items()
    for sentence in group["sentences"]
]
HARMLESS = tomllib.loads((HERE / "harmless.toml").read_text("utf-8"))["sentences"]


@every(("sentence", "label"), BREACHES)
def test_a_message_against_the_rules_is_found(sentence: str, label: str) -> None:
    meaning = understand(sentence)

    assert meaning.label == label
    assert meaning.breach is not None
    assert meaning.rule


@every("sentence", HARMLESS)
def test_the_rules_find_no_breach_in_a_harmless_message_and_nobody_is_warned(sentence: str) -> None:
    wording = read_words(sentence)

    assert read_by_rules(wording, load_phrases().hits(wording)).breach is None
    assert not understand(sentence).clear


def test_counts_propose_hardly_any_harmless_message_to_a_person() -> None:
    """They know words, not tricks; a person sees what they suspect, and nobody hears of it."""
    proposed = [sentence for sentence in HARMLESS if understand(sentence).breach is not None]

    assert len(proposed) * 100 <= len(HARMLESS)


@every(
    "sentence",
    [
        "sei un coglione",
        "siete delle merde",
        "vaffanculo",
        "v4ffanculo",
        "porco dio",
        "P0rc0 D1o",
        "andate a cagare",
        "siete dei c0gl10ni",
        "scusate ma siete proprio degli stronzi",
        "altro che scherzo, sei uno stronzo di merda",
        "sei uno stronzo, e non scherzo",
    ],
)
def test_only_what_has_no_innocent_reading_may_be_warned_about_before_a_person_looks(sentence: str) -> None:
    meaning = understand(sentence)

    assert meaning.clear
    assert meaning.breach is Breach.OFFENSIVE_LANGUAGE


@every(
    "sentence",
    [
        "il vicino mi ha detto vaffanculo, posso denunciarlo?",
        "sul muro della scuola c'è scritto porco dio",
        'la canzone "Vaffanculo" di Masini si può suonare in piazza?',
        "mi hanno chiamato coglione allo sportello",
        "che coglione sono stato a pagare due volte",
        "quel cretino dell'ufficio tributi",
        "siete degli ignoranti",
        "ti spacco la faccia",
        "i terroni a casa loro",
        "ma vaffa... no, mi trattengo: chi ha deciso gli orari?",
        "Marco sei un coglione ahah. ops, chat sbagliata",
        "sei proprio uno stronzo, scherzo!",
    ],
)
def test_all_else_waits_for_a_person(sentence: str) -> None:
    assert not understand(sentence).clear


@every(
    ("sentence", "kind", "breach"),
    [
        ("sti negri di merda", Kind.OFFENCE, Breach.ATTACK_ON_PERSONS_OR_GROUPS),
        ("INOLTRA A 10 AMICI o avrai sfortuna", Kind.SPAM, Breach.SPAM),
        ("Hai vinto un buono, clicca su http://premi.example", Kind.SPAM, Breach.SPAM),
        ("vendo divano 100 euro trattabili", Kind.PROMOTION, Breach.PROMOTION),
        ("Votate la nostra lista alle comunali", Kind.PROMOTION, Breach.PROMOTION),
        ("vendo erba buona, scrivimi in privato", Kind.PROMOTION, Breach.ILLEGAL_ACTIVITY),
        ("raccogliamo fondi per il canile, anche 5 euro", Kind.FUND_RAISING, Breach.FUND_RAISING),
        ("il numero della mia vicina è 333 000 0123", Kind.OTHER_PEOPLES_DATA, Breach.OTHER_PEOPLES_DATA),
        ("il sindaco prende le mazzette dai costruttori", Kind.COMPLAINT, Breach.DEFAMATION),
    ],
)
def test_each_rule_of_the_policy_has_its_code(sentence: str, kind: Kind, breach: Breach) -> None:
    meaning = understand(sentence)

    assert (meaning.kind, meaning.breach) == (kind, breach)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "c'è una buca in via Roma, il signor Rossi Mario del civico 3 ha il numero 333 000 0123",
            Kind.REPORT,
        ),
        (
            "il lampione di via Roma è spento, la signora Bianchi al civico 3 ha il numero 333 000 0124",
            Kind.REPORT,
        ),
    ],
)
def test_a_report_with_somebodys_data_stays_a_report(sentence: str, kind: Kind) -> None:
    meaning = understand(sentence)

    assert (meaning.kind, meaning.breach) == (kind, Breach.OTHER_PEOPLES_DATA)


@pytest.mark.parametrize(
    "sentence", ["aiuto stronzi c'è un incendio", "mio marito mi picchia, è un bastardo"]
)
def test_an_emergency_is_never_a_breach(sentence: str) -> None:
    meaning = understand(sentence)

    assert meaning.kind in (Kind.EMERGENCY, Kind.DISTRESS)
    assert meaning.breach is None


def test_a_leave_in_anger_is_a_leave() -> None:
    assert understand("cancellatemi subito, stronzi").kind is Kind.LEAVE
