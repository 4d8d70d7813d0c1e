"""Nobody who may be in danger is left without the number to call."""

from __future__ import annotations

from tests.cases import every
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED, citizen_reads
from urp.language import Language
from urp.town.municipality import load_municipality
from urp.town.texts import TextKey


@every("language", list(Language))
@every(
    "key",
    [
        TextKey.INFO_RECEIPT,
        TextKey.NEED_RECEIPT,
        TextKey.NOT_TAKEN_AS_QUESTION,
        TextKey.THIRD_PARTY_DATA,
        TextKey.THIRD_PARTY_DATA_KEPT,
        TextKey.OUT_OF_HOURS,
        TextKey.REMINDER,
        TextKey.REMINDER_CLOSED,
        TextKey.REMINDER_CLOSED_WRITE_AGAIN,
        TextKey.NON_TEXT_REFUSED,
        TextKey.NON_TEXT_REFUSED_CLOSED,
        TextKey.REPORT_REDIRECT,
        TextKey.COMPLAINT_REDIRECT,
        TextKey.SUGGESTION_REDIRECT,
        TextKey.NO_HOME,
        TextKey.PHONE_ANSWER,
        TextKey.STICKER,
    ],
)
def test_a_cry_for_help_taken_for_something_else_is_told_112(key: TextKey, language: Language) -> None:
    """No reader finds every cry: what most of those missed are answered with names the number."""
    assert "*112*" in citizen_reads(SHIPPED, key, language)


@every(
    "key",
    [
        TextKey.EMERGENCY,
        TextKey.EMERGENCY_ALERTED,
        TextKey.DISTRESS,
        TextKey.DISTRESS_ALERTED,
        TextKey.CHILD,
        TextKey.CHILD_ALERTED,
    ],
)
@every("package", [SHIPPED, SECOND_TOWN])
@every("language", list(Language))
def test_whoever_is_in_danger_reads_112_in_the_first_line(
    language: Language, package: str, key: TextKey
) -> None:
    assert "112" in citizen_reads(package, key, language).splitlines()[0]


def test_a_blocked_person_knows_where_to_turn() -> None:
    desk = load_municipality(SHIPPED, placeholders_allowed=True).desk
    text = citizen_reads(SHIPPED, TextKey.BLOCK_NOTICE)

    assert "112" in text
    assert desk.phone in text
    assert desk.review_email in text
