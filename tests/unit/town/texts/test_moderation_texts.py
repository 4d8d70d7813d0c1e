"""What somebody who broke the rules reads: true, with the reason, and with where to ask for a review."""

from __future__ import annotations

from tests.cases import every
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED, citizen_reads
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.casebook.telling import find_reason_key
from urp.town.municipality import load_municipality
from urp.town.texts import TextKey

JUDGING = (
    TextKey.MODERATION_WARNING,
    TextKey.MODERATION_WARNING_KEPT,
    TextKey.SECOND_WARNING,
    TextKey.SECOND_WARNING_KEPT,
    TextKey.THIRD_PARTY_DATA,
    TextKey.THIRD_PARTY_DATA_KEPT,
    TextKey.WARNING_WITHDRAWN,
    TextKey.APPEAL_RECEIVED,
    TextKey.APPEAL_UPHELD,
    TextKey.APPEAL_REJECTED,
    TextKey.BLOCK_NOTICE,
)


@every("key", list(TextKey))
@every("package", [SHIPPED, SECOND_TOWN])
def test_only_of_what_left_the_desks_chat_is_it_said_to_be_removed(package: str, key: TextKey) -> None:
    said = {
        "rimoss" in citizen_reads(package, key),
        "removed" in citizen_reads(package, key, Language.ENGLISH),
    }

    assert said == {key in {TextKey.MODERATION_WARNING, TextKey.SECOND_WARNING, TextKey.THIRD_PARTY_DATA}}


@every("key", JUDGING)
@every("package", [SHIPPED, SECOND_TOWN])
@every("language", list(Language))
def test_whoever_is_judged_reads_where_to_ask_for_a_review(
    language: Language, package: str, key: TextKey
) -> None:
    review = load_municipality(package, placeholders_allowed=True).desk.review_email

    assert review in citizen_reads(package, key, language)


@every("breach", list(Breach))
@every("language", list(Language))
def test_every_offence_of_the_policy_has_its_fixed_phrase(language: Language, breach: Breach) -> None:
    phrase = citizen_reads(SHIPPED, find_reason_key(breach), language)

    assert 3 <= len(phrase) <= 60
    assert "\n" not in phrase
