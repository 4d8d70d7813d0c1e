"""Data of a neighbour beside a request: the request is answered, the data are a case and masked."""

from __future__ import annotations

import pytest

from tests.unit.inbound.town import Town
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Case
from urp.town.texts import TextKey


def only_case(town: Town) -> Case:
    (opening,) = town.stored.cases
    return opening.case


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "Vorrei sapere gli orari dell'anagrafe per la mia vicina, codice fiscale RSSMRA80A41A271K",
            TextKey.INFO_RECEIPT,
        ),
        (
            "What are the opening hours of the museum for my neighbour, tax code RSSMRA80A41A271K?",
            TextKey.INFO_RECEIPT,
        ),
        (
            "Il lampione di via Piave è spento, chiamate il mio vicino Luca al 333 1234567",
            TextKey.REPORT_REDIRECT,
        ),
    ],
)
def test_a_request_with_a_neighbours_data_is_answered_and_looked_at_besides(
    text: str, answer: TextKey
) -> None:
    town = Town()

    assert town.writes(text) == [answer]
    case = only_case(town)
    assert (case.breach, case.hidden, case.outcome) == (Breach.OTHER_PEOPLES_DATA, False, None)


def test_a_neighbours_data_that_ask_for_nothing_are_hidden_and_their_writer_is_told() -> None:
    town = Town()

    assert town.writes("Mario Rossi abita in via Piave 3 e ha l'AIDS") == [TextKey.THIRD_PARTY_DATA]
    assert only_case(town).hidden
    assert town.messages == []


def test_a_neighbours_illness_beside_a_tax_code_is_no_complaint_to_send_on() -> None:
    town = Town()

    written = town.writes("il mio vicino Mario Rossi ha l'HIV, codice fiscale RSSMRA80A01A271X")

    assert written == [TextKey.THIRD_PARTY_DATA]
    assert only_case(town).hidden
    assert town.messages == []


def test_ones_mothers_illness_is_a_question_and_no_case() -> None:
    town = Town()

    assert town.writes("mia madre Rosa è malata, come faccio per l'assistenza?") == [TextKey.INFO_RECEIPT]
    assert not town.stored.cases


@pytest.mark.parametrize(
    "text",
    [
        "Mario Rossi si droga e picchia i figli",
        "Sara, 16 anni, fa la escort, la costringe lo zio",
        "Karim è clandestino e lo fanno lavorare come uno schiavo",
    ],
)
def test_whoever_tells_of_somebody_who_may_be_harmed_reads_112_and_the_desk_reads_it(text: str) -> None:
    town = Town()

    assert town.writes(text) == [TextKey.DISTRESS_POSSIBLE]
    assert not town.stored.cases
    assert [message.text for message in town.messages] == [text]


def test_a_question_about_a_named_neighbours_illness_is_answered_with_a_case_beside_it() -> None:
    town = Town()

    written = town.writes("Il vicino Mario Rossi ha la scabbia, potete mandare qualcuno a disinfestare?")

    assert written == [TextKey.INFO_RECEIPT]
    case = only_case(town)
    assert (case.breach, case.hidden) == (Breach.OTHER_PEOPLES_DATA, False)


def test_a_cousin_in_care_called_by_a_first_name_is_no_case() -> None:
    town = Town()

    assert TextKey.THIRD_PARTY_DATA not in town.writes("mio cugino Luca è in cura al SERT, a chi mi rivolgo?")
    assert not town.stored.cases
