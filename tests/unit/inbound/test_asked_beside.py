"""Data of a neighbour beside a request: the request is answered, the data are a case and masked."""

from __future__ import annotations

import pytest

from tests.unit.inbound.town import Town
from urp.casebook.model import Case
from urp.meaning.breaches import Breach
from urp.texts import TextKey


def only_case(town: Town) -> Case:
    (opening,) = town.ledger.cases.values()
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
    assert not town.ledger.cases
