"""A cry or a threat in a long message about business, with or without full stops, is heard."""

from __future__ import annotations

import pytest

from tests.cases import every
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words, stretches_of
from urp.meaning.understanding import understand

LONG_BUSINESS = (
    "buongiorno volevo sapere se per rinnovare la carta d'identità di mia figlia serve la fototessera e "
    "quanto costa perché sul sito trovo solo gli orari dello sportello e non i documenti da portare"
)
MORE_BUSINESS = "ah e la biblioteca il sabato pomeriggio è aperta o devo prenotare il posto per studiare"


@every(
    "cry",
    [
        "mio padre è caduto dalle scale e non si muove più",
        "mio marito stanotte mi ha messo le mani al collo e ho paura che torni",
        "la cucina ha preso fuoco e i bambini sono ancora dentro",
    ],
)
@every("joined", [" ", ", ", " e ", "\n"])
def test_a_cry_amid_a_long_message_is_heard(cry: str, joined: str) -> None:
    meaning = understand(joined.join([LONG_BUSINESS, cry, MORE_BUSINESS]))

    assert meaning.kind in {Kind.EMERGENCY, Kind.DISTRESS}


@pytest.mark.parametrize("threat", ["vengo lì e vi spacco la faccia a tutti", "do fuoco al vostro ufficio"])
def test_a_threat_amid_a_long_message_is_heard(threat: str) -> None:
    meaning = understand(f"{LONG_BUSINESS} comunque {threat} {MORE_BUSINESS}")

    assert meaning.breach is Breach.THREAT or meaning.kind in {Kind.EMERGENCY, Kind.DISTRESS}


def test_long_business_alarms_nobody_and_accuses_nobody() -> None:
    meaning = understand(f"{LONG_BUSINESS} {MORE_BUSINESS}")

    assert meaning.kind not in {Kind.EMERGENCY, Kind.DISTRESS}
    assert meaning.breach is None


def test_stretches_overlap_and_reach_the_last_word() -> None:
    wording = read_words(" ".join(f"parola{number}" for number in range(11)))

    stretches = [part.words for part in stretches_of(wording, 4)]

    assert [words[0] for words in stretches] == ["parola0", "parola2", "parola4", "parola6", "parola7"]
    assert stretches[-1][-1] == "parola10"
    assert list(stretches_of(wording, 11)) == []
