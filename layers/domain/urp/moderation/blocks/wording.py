"""What somebody who is blocked or freed reads, in the language they last wrote in."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.casebook.reasons import reason_key
from urp.town.opening_hours import WORDING
from urp.town.texts import TextKey, Texts


def blocked_in_words(
    texts: Texts,
    zone: ZoneInfo,
    key: TextKey,
    breach: Breach | None,
    until: datetime | None,
    language: Language,
) -> str:
    """A fixed phrase: what the office wrote may name others, and has no English."""
    phrase = reason_key(breach) if breach else TextKey.BREACH_NOT_NAMED
    return texts.render(
        key,
        language=language,
        reason=texts.render(phrase, language=language),
        until=WORDING[language].until(until, zone),
    )
