"""How citizens call what is their town's: single words, each once; a town may have none of a kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import every
from tests.unit.town.municipality.test_profile import load_changed
from urp.errors import MisconfiguredError
from urp.meaning.model import Kind
from urp.meaning.town_words import TownWords
from urp.meaning.understanding import understand


def test_the_profile_gives_the_words_and_the_domains_to_the_rules(tmp_path: Path) -> None:
    words = load_changed(tmp_path, 'names = ["roccaserena"]', 'names = ["roccaserena", "serenesi"]').words

    assert words.names == ("roccaserena", "serenesi")
    assert words.served_by == ("serenabus", "rocambiente")
    assert words.official_domains == ("roccaserena.example", "autolinee.example")
    assert words.nameless == {"roccaserena", "serenesi", "borgonuovo", "pratolungo", "calcinara"}


@every(
    ("old", "new", "field"),
    [
        ('names = ["roccaserena"]', "names = []", "names"),
        ('rivers = ["serenella"]', 'rivers = ["Serenella"]', "rivers"),
        ('rivers = ["serenella"]', 'rivers = ["serenità"]', "rivers"),
        ('rivers = ["serenella"]', 'rivers = ["fosso serenella"]', "rivers"),
        ('rivers = ["serenella"]', 'rivers = ["seren*"]', "rivers"),
        ('rivers = ["serenella"]', 'rivers = ["calcinara"]', "names"),
        ('rivers = ["serenella"]', 'rivers = ["serenella"]\nlakes = []', "lakes"),
    ],
)
def test_a_word_that_would_never_match_or_stands_twice_is_refused_by_its_list(
    old: str, new: str, field: str, tmp_path: Path
) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, old, new)

    assert refused.value.field == f"profile.toml:words.{field}"


def test_a_set_that_a_town_leaves_empty_matches_nothing() -> None:
    """Not every word, and not the phrase without it."""
    empty = TownWords(names=("roccaserena",))

    assert understand("forza", town=empty).rule == understand("forza").rule
    assert understand("buttati", town=empty).kind is Kind.OTHER
    assert understand("- - -", town=empty).kind is understand("- - -").kind
