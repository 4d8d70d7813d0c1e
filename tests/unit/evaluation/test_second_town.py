"""Another town's citizens are understood as well: its places and companies are its profile's."""

from __future__ import annotations

import re

import pytest

from infra.local.places import ROOT
from tests.evaluation.gates import gates
from tests.evaluation.messages import DEVELOPMENT, project_set
from tests.evaluation.scores import PROFILE, accuracy, judge, understood_in
from tests.evaluation.second_town import SECOND_TOWN, renamed, words_of
from urp.desk.redirects.categories import find_category
from urp.meaning.model import Kind
from urp.meaning.moderation.names import names_a_person
from urp.meaning.normalisation import read_words
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.understanding import understand
from urp.town.municipality.codes import Category

ANCONA, ROCCASERENA = words_of(PROFILE), words_of(SECOND_TOWN)
DOMAIN = ROOT / "layers" / "domain" / "urp"
ALSO_ORDINARY = {
    "archi",
    "mole",
    "poggio",
    "vallone",
    "casine",
    "cittadella",
    "pinocchio",
    "paterno",
    "marche",
}
"""Arches, a mass, a hill, a puppet: words of any town; the last is French for what walks."""


def names_of(town: TownWords) -> set[str]:
    around = (*town.region, *town.rivers, *town.neighbours)
    return {*town.names, *town.quarters, *town.places, *around, *town.served_by}


def test_neither_code_nor_word_files_of_the_domain_name_what_is_a_towns_own() -> None:
    """What was counted in a town's messages names it: the tables are no word files."""
    towns = (names_of(ANCONA) | names_of(ROCCASERENA)) - ALSO_ORDINARY

    named = {
        file.relative_to(DOMAIN).as_posix(): said
        for kind in ("*.py", "*.toml")
        for file in DOMAIN.rglob(kind)
        if (said := towns & set(re.findall(r"[^\W\d_]+", file.read_text("utf-8").lower())))
    }

    assert named == {}


def test_messages_of_another_town_are_understood_as_well_as_those_of_the_first() -> None:
    """Within two in a hundred: no word of it was ever counted."""
    pairs = list(renamed(project_set(DEVELOPMENT)[::2]))
    first = judge((there for there, _ in pairs), understood_in(PROFILE), again=False)
    second = judge((here for _, here in pairs), understood_in(SECOND_TOWN), again=False)

    assert len(second) > 400
    assert [gate for gate in gates(second) if gate.contradicted and not gate.name.startswith("ms per")] == []
    assert accuracy(second) >= accuracy(first) - 0.02


@pytest.mark.parametrize(
    ("text", "here", "elsewhere"),
    [
        ("cancellatemi dalla lista Serenabus", Kind.WANTS_TO_LEAVE, Kind.LEAVE),
        ("per Serenabus, cancellatemi", Kind.HOW_TO_LEAVE, Kind.LEAVE),
        ("buttati dal Collespino", Kind.OFFENCE, Kind.OTHER),
        ("via i rom da Roccaserena", Kind.OFFENCE, Kind.REPORT),
    ],
)
def test_the_towns_own_words_are_heard_in_it_alone(text: str, here: Kind, elsewhere: Kind) -> None:
    assert understand(text, town=ROCCASERENA).kind is here
    assert understand(text, town=ANCONA).kind is elsewhere
    assert understand(text, town=NO_TOWN).kind is elsewhere


def test_a_bus_company_makes_a_report_one_about_transport_in_its_own_town() -> None:
    text = "il Serenabus salta sempre"

    assert find_category(text, ROCCASERENA).category is Category.TRASPORTI
    assert find_category(text, ANCONA).category is Category.ALTRO


def test_a_quarter_written_with_a_capital_names_nobody() -> None:
    text = "Scrivo per il signor Pratolungo"

    assert names_a_person(read_words(text, ANCONA))
    assert not names_a_person(read_words(text, ROCCASERENA))
