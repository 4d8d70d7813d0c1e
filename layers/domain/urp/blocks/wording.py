"""What somebody who is blocked or freed reads, in the language they last wrote in."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from urp.casebook.reasons import reason_key
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.opening_hours import WORDING
from urp.texts import TextKey, Texts


def blocked_in_words(
    texts: Texts, zone: ZoneInfo, key: TextKey, reason: str, until: datetime | None, language: Language
) -> str:
    return texts.render(
        key,
        language=language,
        reason=_reason_in(texts, reason, language),
        until=WORDING[language].until(until, zone),
    )


def _reason_in(texts: Texts, reason: str, language: Language) -> str:
    """The phrases of the policy have their English; what the office wrote itself stays as it is."""
    phrases = {texts.render(reason_key(each)).casefold(): reason_key(each) for each in Breach}
    key = phrases.get(reason.casefold())
    return reason if key is None else texts.render(key, language=language)
