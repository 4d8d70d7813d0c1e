"""The languages the desk answers in, and those it only hears a few words of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    ITALIAN = "it"
    ENGLISH = "en"


HEARD: Mapping[str, str] = {
    "sq": "albanese",
    "ar": "arabo",
    "ary": "arabo marocchino",
    "ary-latn": "arabo marocchino in lettere latine",
    "bn": "bengalese",
    "zh": "cinese",
    "fr": "francese",
    "mk": "macedone",
    "pl": "polacco",
    "pt": "portoghese",
    "pa": "punjabi",
    "ro": "rumeno",
    "ru": "russo",
    "es": "spagnolo",
    "de": "tedesco",
    "uk": "ucraino",
    "ur": "urdu",
}
"""By ISO 639 code, as the desk calls them: those most spoken by residents from abroad. Cries for help, a
wish to leave or to join and one answer; whatever else is written in them a person reads."""
UNKNOWN = "und"
"""ISO 639 for a language that could not be told."""
