"""Illness, money, crimes and loves of somebody who is not writing: heard beside a name or an identifier."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.evaluation.scores import PROFILE, understood_in
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.meaning.moderation.names import without_names
from urp.meaning.town_words import NO_TOWN

SENTENCES = tomllib.loads(Path(__file__).with_name("third_persons.toml").read_text("utf-8"))
understand = understood_in(PROFILE)


def test_of_what_is_told_of_third_persons_nine_tenths_are_heard() -> None:
    """And whatever it also complains of, nothing of it is answered besides."""
    unheard = [
        sentence
        for sentence in SENTENCES["told"]
        if (meaning := understand(sentence)).kind is not Kind.OTHER_PEOPLES_DATA or meaning.besides
    ]

    assert len(unheard) * 10 <= len(SENTENCES["told"]), unheard


@pytest.mark.parametrize("sentence", SENTENCES["harmless"])
def test_ones_own_and_ones_familys_needs_and_public_matters_are_no_breach(sentence: str) -> None:
    assert understand(sentence).breach is not Breach.OTHER_PEOPLES_DATA


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("il mio vicino Mario Rossi ha l'HIV", "il mio vicino [nome] ha l'HIV"),
        ("chi paga per luigi verdini?", "chi paga per [nome]?"),
        ("La signora Bianchini, via XX Settembre 12, beve", "La signora [nome], [indirizzo], beve"),
        ("Ahmed non paga l'affitto di via Marconi", "[nome] non paga l'affitto di via Marconi"),
        ("la buca in via Roma", "la buca in via Roma"),
    ],
)
def test_names_and_houses_give_way_to_what_they_are(text: str, shown: str) -> None:
    assert without_names(text, NO_TOWN) == shown
