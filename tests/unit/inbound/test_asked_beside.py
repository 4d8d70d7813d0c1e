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


def test_a_neighbours_data_that_ask_for_nothing_are_hidden() -> None:
    town = Town()

    assert town.writes("Mario Rossi abita in via Piave 3 e ha l'AIDS") == []
    assert only_case(town).hidden
    assert town.messages == []
