"""Whoever wrote what a rule hides is told so: once in 24 hours, and without being accused of anything."""

from __future__ import annotations

from tests.cases import every
from tests.unit.inbound.surroundings import ANNA, BRUNO, ancona
from tests.unit.inbound.town import Town
from urp.desk.floods import MOST_KEPT
from urp.desk.outbox import ReplyKind
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import CaseState
from urp.town.texts import TextKey

HIDDEN = {
    Breach.OFFENSIVE_LANGUAGE: "Siete dei cretini",
    Breach.THREAT: "Vi ammazzo tutti, so dove abitate",
    Breach.PROMOTION: "Vendo divani nuovi, prezzi imbattibili, chiamate il 333 0000123",
    Breach.FUND_RAISING: "Raccolta fondi per il canile, donate su paypal.me/finto-canile",
    Breach.SPAM: "Gira questo messaggio a dieci amici o avrai sette anni di sfortuna",
}


@every(("breach", "text"), HIDDEN.items())
def test_what_a_rule_hides_is_told_to_be_no_question(breach: Breach, text: str) -> None:
    town = Town()

    assert town.writes(text) == [TextKey.NOT_TAKEN_AS_QUESTION]

    (opening,) = town.stored.cases
    assert (opening.case.breach, opening.case.hidden) == (breach, True)
    assert opening.case.state is CaseState.PROPOSED


def test_the_sentence_names_where_to_ask_and_112_and_no_offence() -> None:
    town = Town()
    town.writes(HIDDEN[Breach.THREAT])

    text = town.last_reply.text
    assert ancona().desk.phone in text
    assert "112" in text
    assert "minacc" not in text
    assert town.last_reply.kind is ReplyKind.AUTOMATIC


def test_it_is_said_once_in_24_hours() -> None:
    town = Town()
    town.writes(HIDDEN[Breach.PROMOTION])
    town.passes(hours=23)

    assert town.writes(HIDDEN[Breach.FUND_RAISING]) == []
    town.passes(hours=2)
    assert town.writes(HIDDEN[Breach.SPAM]) == [TextKey.NOT_TAKEN_AS_QUESTION]


def test_it_is_said_to_everybody_for_themselves() -> None:
    town = Town()
    town.writes(HIDDEN[Breach.PROMOTION], ANNA)

    assert town.writes(HIDDEN[Breach.PROMOTION], BRUNO) == [TextKey.NOT_TAKEN_AS_QUESTION]


def test_a_warning_is_an_answer() -> None:
    town = Town()

    assert town.writes("Siete una manica di coglioni incompetenti") == [TextKey.MODERATION_WARNING]


def test_whoever_talks_with_a_person_is_told_too() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.passes(minutes=20)

    assert town.writes(HIDDEN[Breach.OFFENSIVE_LANGUAGE]) == [TextKey.NOT_TAKEN_AS_QUESTION]


def test_whoever_is_blocked_was_told_at_the_block() -> None:
    town = Town()
    town.writes("Orari")
    town.blocks()

    assert town.writes(HIDDEN[Breach.PROMOTION]) == []


def test_a_flood_is_not_answered_and_the_office_sees_it() -> None:
    town = Town()
    for number in range(MOST_KEPT + 2):
        town.writes(f"Quanto costa il biglietto numero {number}?")

    assert town.writes(HIDDEN[Breach.PROMOTION]) == []
    assert town.stored.floods


def test_a_chain_letter_is_told_so_and_waits_for_a_person_to_look() -> None:
    town = Town()

    assert town.forwards("Domani chiudono tutti gli ospedali, fatelo sapere") == [TextKey.FORWARDED_OFTEN]

    (opening,) = town.stored.cases
    assert (opening.case.breach, opening.case.hidden) == (Breach.SPAM, True)
    assert opening.case.rule == "inbound.chain_letter"
    assert town.messages == []


@every(
    "text",
    [
        "Il sindaco ruba i soldi dei cittadini, è un ladro, perché nessuno fa niente?",
        "La macchina targata AB123CD è di Mario Rossi, che non paga mai: perché non lo multate?",
    ],
)
def test_a_chain_letter_that_also_breaks_the_rules_is_one_hidden_case(text: str) -> None:
    town = Town()

    assert town.forwards(text) == [TextKey.FORWARDED_OFTEN]

    (opening,) = town.stored.cases
    assert opening.case.hidden
    assert opening.text.text == text
    assert town.messages == []
