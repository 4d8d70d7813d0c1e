"""Illness, money, crimes and loves of somebody who is not writing: heard beside a name or an identifier."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.cases import every
from tests.evaluation.scores import PROFILE, understood_in
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Label
from urp.meaning.moderation.names import hide_names
from urp.meaning.moderation.reading import read_breach
from urp.meaning.moderation.third_parties import IDENTIFIER
from urp.meaning.normalisation import read_words
from urp.meaning.town_words import NO_TOWN

SENTENCES = tomllib.loads(Path(__file__).with_name("third_persons.toml").read_text("utf-8"))
understand = understood_in(PROFILE)


def test_of_what_is_told_of_third_persons_nine_tenths_are_heard() -> None:
    """And whatever it also complains of, nothing of it is answered besides."""
    unheard = [
        sentence
        for sentence in SENTENCES["told"]
        if (meaning := understand(sentence)).kind is not Kind.OTHER_PEOPLES_DATA or meaning.besides
    ]

    assert len(unheard) * 10 <= len(SENTENCES["told"]), unheard


@every("sentence", SENTENCES["harmless"])
def test_ones_own_and_ones_familys_needs_and_public_matters_are_no_breach(sentence: str) -> None:
    assert understand(sentence).breach is not Breach.OTHER_PEOPLES_DATA


@every("sentence", SENTENCES["victims"])
def test_harm_to_a_person_goes_before_data_of_a_person(sentence: str) -> None:
    assert understand(sentence).label is Label.EMERGENZA


@every("sentence", SENTENCES["asked_of"])
def test_what_is_told_of_a_name_and_surname_is_a_case_though_something_is_asked(sentence: str) -> None:
    assert understand(sentence).breach is Breach.OTHER_PEOPLES_DATA


@every(
    ("sentence", "of_others"),
    [
        ("Mein Nachbar Mario Rossi hat HIV, Codice fiscale RSSMRA80A01A271X", True),
        ("Mon voisin a le sida, son code fiscal RSSMRA80A01A271X", True),
        ("vecinul e bolnav, are IBAN IT60X0542811101000000123456", True),
        ("Мой сосед болен, codice fiscale RSSMRA80A01A271X", True),
        ("Mein Codice fiscale ist RSSMRA80A01A271X, ich brauche einen Termin", False),
        ("mon code fiscal est RSSMRA80A01A271X, je voudrais un rendez-vous", False),
    ],
)
def test_whose_an_identifier_is_the_rules_know_in_other_languages_too(sentence: str, of_others: bool) -> None:
    breach = read_breach(read_words(sentence))

    assert (breach is not None and breach.rule == IDENTIFIER) is of_others


@every(
    ("text", "shown"),
    [
        ("il mio vicino Mario Rossi ha l'HIV", "il mio vicino [nome] ha l'HIV"),
        ("chi paga per luigi verdini?", "chi paga per [nome]?"),
        ("La signora Bianchini, via XX Settembre 12, beve", "La signora [nome], [indirizzo], beve"),
        ("Ahmed non paga l'affitto di via Marconi", "[nome] non paga l'affitto di via Marconi"),
        ("la buca in via Roma", "la buca in via Roma"),
        ("MARIO ROSSI HA L'HIV", "[nome] HA L'HIV"),
        ("ROSSI MARIO HA L'HIV", "[nome] HA L'HIV"),
        ("il vicino ha l'HIV, si chiama Rossi", "il vicino ha l'HIV, si chiama [nome]"),
        ("di cognome fa Serra e beve", "di cognome fa [nome] e beve"),
        ("GIUSEPPE BIANCHI abita al mare", "[nome] abita al mare"),
        ("il SIG. BIANCHI BEVE", "il SIG. [nome] BEVE"),
        ("il signor conte beve", "il signor [nome] beve"),
        ("la signora del terzo piano", "la signora del terzo piano"),
        ("mario serra ha debiti", "[nome] ha debiti"),
        ("mario paga poco", "[nome] paga poco"),
        ("rossi mario beve", "[nome] beve"),
        ("maria de angelis spaccia", "[nome] spaccia"),
        ("è nato ad Ancona il 1/1/1970", "è nato ad Ancona il [data di nascita]"),
        ("nata il 3 marzo 1962 a Jesi", "nata il [data di nascita] a Jesi"),
        ("classe 1970, beve", "classe [data di nascita], beve"),
        ("la sig.ra Bianchini beve", "la sig.ra [nome] beve"),
        ("TUTTI SANNO CHE BEVE", "TUTTI SANNO CHE BEVE"),
    ],
)
def test_names_and_houses_give_way_to_what_they_are(text: str, shown: str) -> None:
    assert hide_names(text, NO_TOWN) == shown
