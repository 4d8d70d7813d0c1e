"""The languages the desk answers in."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    ITALIAN = "it"
    ENGLISH = "en"
