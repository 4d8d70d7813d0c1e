"""Who writes in English reads the same as everybody else, in English."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cases import every
from tests.unit.town.texts.test_citizen_texts import ALERTED, SECOND_TOWN, SHIPPED, citizen_reads, texts_of
from urp.errors import MisconfiguredError
from urp.language import Language
from urp.town.municipality import load_municipality
from urp.town.texts import VALUES_OF, TextKey, load_texts_from

ITALIAN_WORDS = re.compile(
    r"\b(il|lo|gli|dello?|della|degli|per|che|sono|siamo|scrivi|chiama|rispondiamo|avvisi|giorni|anni|oggi|"
    r"domani|luned|marted|mercoled|gioved|venerd|sportello|tutti|dalle|alle|dati|tuoi|tua)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
COMMAND = re.compile(r"\*(Iscrivimi|Cancellami|Argomenti|Orari|Segnalazioni|Privacy)\*")
EVERY_TEXT = [(package, key) for package in (SHIPPED, SECOND_TOWN) for key in TextKey]


@cache
def written(package: str, language: Language) -> dict[str, str]:
    return tomllib.loads(files(package).joinpath(f"texts/{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_every_text_exists_in_both_languages_and_no_other_does(package: str) -> None:
    assert set(written(package, Language.ENGLISH)) == set(written(package, Language.ITALIAN)) == set(TextKey)


@every(("package", "key"), EVERY_TEXT)
def test_both_languages_name_the_same_values(package: str, key: TextKey) -> None:
    italian, english = (written(package, language)[key] for language in Language)

    assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", italian))


@every(("package", "key"), EVERY_TEXT)
def test_the_commands_are_the_same_words_in_english(package: str, key: TextKey) -> None:
    assert set(COMMAND.findall(citizen_reads(package, key, Language.ENGLISH))) == set(
        COMMAND.findall(citizen_reads(package, key))
    )


@every(("package", "key"), EVERY_TEXT)
def test_no_italian_word_is_left_in_an_english_text_but_names_and_addresses(
    package: str, key: TextKey
) -> None:
    values = dict.fromkeys(VALUES_OF.get(key, frozenset()), "x")

    text = texts_of(package).render(key, language=Language.ENGLISH, **values)

    assert ITALIAN_WORDS.findall(ADDRESS.sub("", text)) == []


@pytest.mark.parametrize("key", [TextKey.WELCOME, TextKey.WELCOME_BACK])
@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_joining_in_english_gives_the_whole_first_level_privacy_notice(package: str, key: TextKey) -> None:
    town = load_municipality(package, placeholders_allowed=True)

    text = citizen_reads(package, key, Language.ENGLISH)

    for part in (
        town.privacy.controller,
        town.english.privacy_purpose,
        town.english.privacy_basis,
        town.english.privacy_rights,
        town.privacy.dpo_contact,
        town.privacy.url,
    ):
        assert part in text
    assert re.search(r"for \d+ (years?|days?)", text)
    assert "*Cancellami*" in text


@every("key", list(TextKey))
def test_only_the_alerted_texts_say_in_english_that_a_person_was_alerted(key: TextKey) -> None:
    says_so = "on duty" in citizen_reads(SHIPPED, key, Language.ENGLISH)

    assert says_so == (key in ALERTED)


@every("key", list(TextKey))
def test_no_english_text_claims_that_a_message_was_deleted(key: TextKey) -> None:
    text = citizen_reads(SHIPPED, key, Language.ENGLISH)

    assert not re.search(r"(we (have )?|been )(deleted|erased)", text, re.IGNORECASE)


def test_every_topic_of_the_shipped_profile_has_english_words() -> None:
    town = load_municipality(SHIPPED, placeholders_allowed=True)

    assert set(town.english.topics) == {topic.id for topic in town.topics}


def test_a_slip_in_the_english_texts_is_known_before_anybody_is_answered_in_english(tmp_path: Path) -> None:
    tmp_path.joinpath("texts").mkdir()
    for language, slip in ((Language.ITALIAN, "{since}"), (Language.ENGLISH, "lately")):
        text = files(SECOND_TOWN).joinpath(f"texts/{language}.toml").read_text(encoding="utf-8")
        file = tmp_path.joinpath(f"texts/{language}.toml")
        file.write_text(text.replace("{since}", slip), encoding="utf-8")

    with pytest.raises(MisconfiguredError) as refused:
        load_texts_from(tmp_path, load_municipality(SECOND_TOWN))

    assert refused.value.field == "texts/en.toml:already_subscribed"
