"""What citizens read: short, easy, true, and of their own town."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tests.cases import every
from urp.language import Language
from urp.town.municipality import load_municipality
from urp.town.municipality.tables import LONGEST_DESCRIPTION
from urp.town.templates import load_templates, render
from urp.town.texts import VALUES_OF, TextKey, Texts, load_texts
from urp.town.texts.readability import compute_gulpease
from urp.whatsapp.outgoing import (
    BUTTON_TITLE_LIMIT,
    LIST_BUTTON_LIMIT,
    ROW_DESCRIPTION_LIMIT,
    ROW_TITLE_LIMIT,
)

SHIPPED = os.environ.get("PROFILE_UNDER_TEST") or "urp_profile"
"""Another package: `make test-profile PROFILE_PACKAGE=…`."""
SECOND_TOWN = "tests.profiles.roccaserena"
ROOT = Path(__file__).parents[4]

LONGEST = {TextKey.WELCOME: 1500, TextKey.WELCOME_BACK: 1500}
LONGEST_OTHERS = 700
ALERTED = {TextKey.EMERGENCY_ALERTED, TextKey.DISTRESS_ALERTED, TextKey.CHILD_ALERTED}
EASY = 60

VALUES = {
    "since": "dall'11 settembre 2026",
    "next_opening": "mercoledì 23 settembre 2026 alle 10:30",
    "closure_reason": "chiusura straordinaria degli uffici per una disinfestazione",
    "state_now": "Ora lo sportello è chiuso: riapre mercoledì 23 settembre alle 9",
    "special_days": "domani, giovedì, chiuso (sciopero); martedì 8 dicembre chiuso (Immacolata Concezione)",
    "reason": "dati personali di altre persone",
    "until": "fino all'11 settembre 2026",
    "number": "2026/0411",
    "words": "i documenti sono in un altro ufficio",
    "due": "mercoledì 23 settembre 2026",
    "own_channel": "Rifiuti Serena, 0999 000 700, https://rifiuti.roccaserena.example/segnala",
    "chosen": "Viabilità, Scuola, Eventi, Tributi e Ambiente",
    "code": "2741",
    "subscription": "li ricevi dall'11 settembre 2026",
    "questions": "12",
    "block": "fino all'11 settembre 2026",
    "requests": "2026/0411 (art. 17 GDPR)",
    "about": "rifiuti, verde, animali, qualità dell'aria",
}
EVERY_TEXT = [(package, key) for package in (SHIPPED, SECOND_TOWN) for key in TextKey]


def citizen_reads(package: str, key: TextKey, language: Language = Language.ITALIAN) -> str:
    values = {name: VALUES[name] for name in VALUES_OF.get(key, frozenset())}
    return texts_of(package).render(key, language=language, **values)


@cache
def texts_of(package: str) -> Texts:
    """Read once: some three thousand cases ask for them."""
    return load_texts(package, load_municipality(package, placeholders_allowed=True))


@every("language", list(Language))
@every(("package", "key"), EVERY_TEXT)
def test_no_text_is_longer_than_a_citizen_will_read(package: str, key: TextKey, language: Language) -> None:
    assert len(citizen_reads(package, key, language)) <= LONGEST.get(key, LONGEST_OTHERS)


@every(
    ("key", "most"),
    [
        (TextKey.TOPICS_BUTTON, LIST_BUTTON_LIMIT),
        (TextKey.TOPIC_ROW_ADD, ROW_DESCRIPTION_LIMIT),
        (TextKey.TOPIC_ROW_DROP, ROW_DESCRIPTION_LIMIT),
        (TextKey.TOPIC_ROW_ALL, ROW_TITLE_LIMIT),
        (TextKey.TOPIC_ROW_ALL_ABOUT, ROW_DESCRIPTION_LIMIT),
        (TextKey.JOIN_BUTTON, BUTTON_TITLE_LIMIT),
        (TextKey.DOUBT_REPORT_BUTTON, BUTTON_TITLE_LIMIT),
        (TextKey.DOUBT_QUESTION_BUTTON, BUTTON_TITLE_LIMIT),
    ],
)
@every("package", [SHIPPED, SECOND_TOWN])
@every("language", list(Language))
def test_the_words_of_lists_and_buttons_are_as_short_as_whatsapp_wants_them(
    language: Language, package: str, key: TextKey, most: int
) -> None:
    texts = load_texts(package, load_municipality(package, placeholders_allowed=True))

    longest = dict.fromkeys(VALUES_OF.get(key, frozenset()), "x" * LONGEST_DESCRIPTION)

    assert len(texts.render(key, language=language, **longest)) <= most


@every(("package", "key"), EVERY_TEXT)
def test_every_text_is_easy_with_a_lower_secondary_school_certificate(package: str, key: TextKey) -> None:
    assert compute_gulpease(citizen_reads(package, key)) >= EASY


@every("language", list(Language))
@every(("package", "key"), EVERY_TEXT)
def test_a_screen_reader_meets_at_most_one_emoji_a_line(
    package: str, key: TextKey, language: Language
) -> None:
    for line in citizen_reads(package, key, language).splitlines():
        assert sum(unicodedata.category(character) == "So" for character in line) <= 1


@every("language", list(Language))
@every(("package", "key"), EVERY_TEXT)
def test_no_gap_and_no_torn_line_reaches_a_citizen(package: str, key: TextKey, language: Language) -> None:
    text = citizen_reads(package, key, language)

    assert not re.search(r"[{}]|\bNone\b| {2}|\n{3}", text)
    assert not re.search(r"[ (]$", text, flags=re.MULTILINE)
    assert text == text.strip()


@pytest.mark.parametrize("key", [TextKey.WELCOME, TextKey.WELCOME_BACK])
@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_joining_gives_the_whole_first_level_privacy_notice(package: str, key: TextKey) -> None:
    notice = load_municipality(package, placeholders_allowed=True).privacy

    text = citizen_reads(package, key)

    for part in (
        notice.controller,
        notice.purpose,
        notice.basis,
        notice.rights,
        notice.dpo_contact,
        notice.url,
    ):
        assert part in text
    assert re.search(r"per \d+ (anno|anni|giorni)", text)
    assert "*Cancellami*" in text


@every("key", list(TextKey))
def test_only_the_alerted_texts_say_that_a_person_was_alerted(key: TextKey) -> None:
    says_so = "chi è di turno" in citizen_reads(SHIPPED, key)

    assert says_so == (key in ALERTED)


@every("key", list(TextKey))
def test_no_text_claims_that_a_message_was_deleted(key: TextKey) -> None:
    text = citizen_reads(SHIPPED, key).casefold()

    assert not re.search(r"messaggi\w* .{0,20}(eliminat|cancellat)", text)
    assert not re.search(r"abbiamo (eliminat|cancellat)", text)


@every("language", list(Language))
@every("key", list(TextKey))
def test_citizens_of_another_town_never_read_a_word_of_the_first(key: TextKey, language: Language) -> None:
    text = citizen_reads(SECOND_TOWN, key, language)

    assert not FIRST_TOWN.search(text)


def test_notices_of_another_town_never_name_the_first() -> None:
    for template in load_templates(SECOND_TOWN).values():
        text = render(template, {parameter.name: parameter.example for parameter in template.parameters})

        assert not FIRST_TOWN.search(f"{text} {template.channel_text}")


FIRST_TOWN = re.compile(r"ancona|anconetan|ciriaco|prontourp|xxiv maggio|366 ?7695184|071 222", re.IGNORECASE)


@pytest.mark.parametrize("folder", ["layers/domain", "functions"])
def test_no_line_of_code_names_the_first_town(folder: str) -> None:
    naming = [path for path in ROOT.joinpath(folder).rglob("*.py") if FIRST_TOWN.search(path.read_text())]

    assert naming == []
