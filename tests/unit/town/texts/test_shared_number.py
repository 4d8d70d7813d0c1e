"""What whoever is asked for their number is told of it."""

from __future__ import annotations

import re

import pytest

from tests.unit.town.texts.test_citizen_texts import SHIPPED, citizen_reads
from urp.language import Language
from urp.town.municipality import load_municipality
from urp.town.texts import TextKey
from urp.town.texts.values import write_days


@pytest.mark.parametrize("language", list(Language))
def test_whoever_is_asked_for_their_number_reads_that_it_is_kept_and_for_how_long(language: Language) -> None:
    town = load_municipality(SHIPPED, placeholders_allowed=True)

    text = citizen_reads(SHIPPED, TextKey.ASK_FOR_PHONE, language)

    assert write_days(town.retention.consent_after_leaving, language) in text
    assert town.privacy.url in text
    assert not re.search(r"\b(solo|only)\b", text)
