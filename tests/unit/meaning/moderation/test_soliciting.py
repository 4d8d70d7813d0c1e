"""What sells, collects or floods, where it also sounds like something else."""

from __future__ import annotations

import pytest

from tests.cases import every
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.meaning.understanding import understand


@every(
    ("sentence", "kind"),
    [
        (
            "per la famiglia che ha perso tutto nell'incendio: IBAN IT60X0542811101000003123456",
            Kind.FUND_RAISING,
        ),
        ("we collect money for the victims of the fire, gofundme.example/fire", Kind.FUND_RAISING),
        ("casino online 200 giri gratis iscriviti ora www.slot.example", Kind.SPAM),
        ("domenica scegli Anna Bianchi sindaca", Kind.PROMOTION),
        ("studio dentistico a Torrette: prima visita e pulizia a 49 euro", Kind.PROMOTION),
        ("traslochi economici in tutta Italia", Kind.PROMOTION),
        ("bastano 5 euro per salvare una vita", Kind.FUND_RAISING),
    ],
)
def test_it_is_what_it_asks_for(sentence: str, kind: Kind) -> None:
    assert understand(sentence).kind is kind


@pytest.mark.parametrize(
    "sentence",
    ["aiuto, casa in fiamme, siamo in tre", "la bombola da 20 euro perde gas, c'è odore forte, aiuto"],
)
def test_danger_is_never_sold(sentence: str) -> None:
    assert understand(sentence).kind is Kind.EMERGENCY


@every(
    ("address", "breach"),
    [
        ("https://www.comune.ancona.it/bando", None),
        ("https://salute.gov.it/x", None),
        ("https://comune-rimborsi.top/x", Breach.SPAM),
        ("https://rimborsi.top?.gov.it", Breach.SPAM),
        ("https://comune.rimborsi.top/x", Breach.SPAM),
        ("https://rimborsi.top?.gov.it", Breach.SPAM),
    ],
)
def test_only_the_whole_host_makes_an_address_official(address: str, breach: Breach | None) -> None:
    assert understand(address).breach is breach


def test_a_question_keeps_its_kind_beside_somebody_elses_data() -> None:
    meaning = understand(
        "vorrei sapere gli orari dell'anagrafe per mia vicina Maria Rossi, codice fiscale RSSMRA80A01H501U"
    )

    assert meaning.kind is Kind.QUESTION
    assert meaning.breach is Breach.OTHER_PEOPLES_DATA
