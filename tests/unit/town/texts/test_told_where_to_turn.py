"""What a closed desk, a welcome and an answer on somebody else's behalf must name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cases import every
from tests.unit.town.municipality.test_profile import load_changed
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED, citizen_reads
from urp.errors import MisconfiguredError
from urp.language import Language
from urp.town.municipality import load_municipality
from urp.town.texts import TextKey

AGAIN = re.compile(r"scrivici di nuovo|please write (here )?again", re.IGNORECASE)
NOT_AGAIN = re.compile(r"non serve scrivere di nuovo|no need to write again", re.IGNORECASE)
CLOSED = {
    TextKey.OUT_OF_HOURS: NOT_AGAIN,
    TextKey.CLOSED_EXCEPTIONALLY: NOT_AGAIN,
    TextKey.OUT_OF_HOURS_WRITE_AGAIN: AGAIN,
    TextKey.CLOSED_EXCEPTIONALLY_WRITE_AGAIN: AGAIN,
}


@every("language", list(Language))
@every("package", [SHIPPED, SECOND_TOWN])
@every("key", list(CLOSED))
def test_a_closed_desk_says_whether_to_write_again_and_names_phone_and_site(
    key: TextKey, package: str, language: Language
) -> None:
    town = load_municipality(package, placeholders_allowed=True)

    text = citizen_reads(package, key, language)

    assert CLOSED[key].search(text)
    assert town.desk.phone in text
    assert town.website in text


@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
@pytest.mark.parametrize("key", [TextKey.WELCOME, TextKey.WELCOME_BACK])
def test_the_welcome_says_what_writing_the_word_authorised_and_links_notice_and_rules(
    key: TextKey, package: str
) -> None:
    town = load_municipality(package, placeholders_allowed=True)

    italian, english = (citizen_reads(package, key, language) for language in Language)

    assert "Scrivendo *Iscrivimi* ci autorizzi" in italian
    assert "By sending *Iscrivimi* you authorise us" in english
    for text in (italian, english):
        assert town.privacy.url in text
        assert town.policy.url in text


@pytest.mark.parametrize(
    "other", ["https://www.roccaserena.example", "https://www.roccaserena.example/regole"]
)
def test_the_notice_has_an_address_of_its_own(tmp_path: Path, other: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, "https://www.roccaserena.example/dati", other)

    assert refused.value.field == "profile.toml:privacy"


def test_the_lines_for_children_are_named_in_english_too(tmp_path: Path) -> None:
    emergency = '[emergency]\nnumber = "112"\n'
    named = f'{emergency}children_lines = "114"\n'

    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, emergency, named)

    assert refused.value.field == "profile.toml:english.children_lines"
