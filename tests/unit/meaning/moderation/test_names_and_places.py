"""Nobody is suspected for their name or the town they come from: false alarms are counted; there are none."""

from __future__ import annotations

from collections.abc import Sequence

from codicefiscale import data
from faker.providers.person.it_IT import Provider

from tests.cases import every
from urp.meaning.understanding import understand

MUNICIPALITIES = sorted({each["name"] for each in data.get_municipalities_data() if each["active"]})
ABOLISHED = sorted({each["name"] for each in data.get_municipalities_data()} - set(MUNICIPALITIES))
SURNAMES = sorted(set(Provider.last_names))
FIRST_NAMES = sorted(set(Provider.first_names))
TRAPS = [
    *(
        "Culotta",
        "Pisciotta",
        "Cazzaniga",
        "Fregni",
        "Bastardi",
        "Checchi",
        "Porco",
        "Vacca",
        "Cagna",
        "Finocchi",
    ),
    *("Negri", "Bocchini", "Tettamanti", "Segato", "Puttini", "Cozza", "Pesce", "Zoccoli", "Topa", "Bestia"),
    *("Troia", "Maiale", "Somaro", "Capra", "Asino", "Verme", "Moretti Bastardo", "Belino", "Fregona"),
]
PLACES = ["Bastardo", "Trepalle", "Femminamorta", "Scopa", "Ficarra", "Porcia", "Orgiano"]


def alarms(sentence: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if understand(sentence.format(name)).breach is not None]


@every("sentence", ["Mi chiamo Anna e abito a {}", "il comune di {} chiede i documenti"])
def test_a_municipality_of_italy_is_a_place(sentence: str) -> None:
    assert len(MUNICIPALITIES) > 7_800
    assert alarms(sentence, [*MUNICIPALITIES[len(sentence) % 6 :: 6], *PLACES]) == []


def test_a_municipality_is_a_place_also_without_its_capital() -> None:
    assert alarms("devo andare a {} con il bus", [name.lower() for name in MUNICIPALITIES[5::6]]) == []


def test_so_is_one_that_is_no_more() -> None:
    assert alarms("mio nonno era di {}", ABOLISHED[::6]) == []


@every(
    "sentence",
    [
        "Il sig. {} chiede il certificato",
        "Buongiorno, sono {}",
        "Mi chiamo {} e abito in via Roma",
        "la signora {} ha perso la tessera",
        "la famiglia {} abita qui da anni",
        "parlo con il dott. {}?",
        "via {} è chiusa al traffico",
        "il vigile {} è stato gentile",
    ],
)
def test_a_surname_is_a_name(sentence: str) -> None:
    assert len(SURNAMES) > 1_000
    assert alarms(sentence, [*SURNAMES[len(sentence) % 6 :: 6], *TRAPS]) == []


@every("sentence", ["Mi chiamo {} e chiedo un appuntamento", "mia figlia si chiama {}", "Ciao {}"])
def test_a_first_name_is_a_name(sentence: str) -> None:
    assert len(FIRST_NAMES) > 400
    assert alarms(sentence, FIRST_NAMES) == []
