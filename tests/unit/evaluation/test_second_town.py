"""Another town's citizens are understood as well: its places and companies are its profile's."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from tests.evaluation.gates import gates
from tests.evaluation.scores import PROFILE, accuracy
from tests.evaluation.second_town import SECOND_TOWN, judged, words_of
from urp.meaning.model import Kind, Label
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.understanding import understand
from urp.redirects.categories import category_of
from urp.redirects.codes import Category

ANCONA, ROCCASERENA = words_of(PROFILE), words_of(SECOND_TOWN)
WORD_FILES = [
    file
    for package in ("urp.meaning", "urp.redirects", "urp.rights", "urp.inbound")
    for file in resources.files(package).joinpath("words").iterdir()
    if file.name.endswith(".toml")
]
ALSO_ORDINARY = {"archi", "mole", "poggio", "vallone", "casine", "cittadella", "pinocchio", "paterno"}
"""Arches, a mass, a hill, a puppet: words of any town."""


def names_of(town: TownWords) -> set[str]:
    return {
        *town.names, *town.region, *town.quarters, *town.places, *town.neighbours, *town.served_by
    }  # fmt: skip


@pytest.mark.parametrize("file", WORD_FILES, ids=lambda file: file.name)
def test_no_word_file_names_what_is_a_towns_own(file: resources.abc.Traversable) -> None:
    said = set(re.findall(r"[a-z]+", file.read_text("utf-8")))

    assert said & (names_of(ANCONA) | names_of(ROCCASERENA)) <= ALSO_ORDINARY


def test_messages_of_another_town_are_understood_as_well_as_those_of_the_first() -> None:
    """Within two in a hundred: no word of it was ever counted."""
    towns = judged()
    first, second, without = towns.values()

    assert len(second) > 1_000
    assert [each for each in gates(second) if each.contradicted and not each.name.startswith("ms per")] == []
    assert accuracy(second) >= accuracy(first) - 0.02
    assert accuracy(second) > accuracy(without)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a Pratolungo è tutto buio", Kind.REPORT),
        ("Buongiorno Roccaserena", Kind.GREETING),
        ("forza Roccaserena!", Kind.OTHER),
    ],
)
def test_the_towns_own_words_are_heard_in_it_alone(text: str, kind: Kind) -> None:
    assert understand(text, town=ROCCASERENA).kind is kind
    assert understand(text, town=ANCONA).kind is not kind
    assert understand(text, town=NO_TOWN).kind is not kind


def test_a_bus_company_makes_a_report_one_about_transport_in_its_own_town() -> None:
    text = "il Serenabus salta sempre"

    assert category_of(text, ROCCASERENA).category is Category.TRASPORTI
    assert category_of(text, ANCONA).category is Category.ALTRO


def test_a_quarter_written_with_a_capital_names_nobody() -> None:
    text = "Il signor Pratolungo abita in via Roma 3, tel. 333 0000001"

    assert understand(text, town=ANCONA).label is Label.DATI_TERZI
    assert understand(text, town=ROCCASERENA).label is not Label.DATI_TERZI
