"""Cases as the office sees them: identifiers masked, nobody's number, what is erased not shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from urp.masking import masked
from urp.meaning.breaches import Breach
from urp.meaning.moderation.names import without_names
from urp.meaning.town_words import TownWords
from urp.moderation.casebook.model import Case, CaseText, Step


@dataclass(frozen=True, slots=True)
class ShownText:
    text: str
    words: tuple[str, ...]
    kept_until: datetime | None
    """None: while the case is held."""


@dataclass(frozen=True, slots=True)
class CaseSummary:
    case: Case
    text: ShownText | None
    """Masked. None once it is erased, for whoever may not read what is held as evidence or was taken back,
    and of what was taken back in every list."""
    taken_back: bool
    """The sender deleted the message: its words are shown to moderators, in the case alone."""
    phone: str | None
    """Masked."""
    blocked: bool
    """The citizen is, now."""


@dataclass(frozen=True, slots=True)
class CaseView:
    summary: CaseSummary
    steps: tuple[Step, ...]
    """Oldest first."""
    other_cases: int
    """Of the same citizen, those found to be no breach left out."""
    warnings: int
    """Already given to the citizen and still counting."""


def masked_text(case: Case, text: CaseText, public: Collection[str], town: TownWords) -> ShownText:
    """`public`: the municipality's own contacts are nobody's secret. Of other people's data the names give
    way too."""

    def shown(words: str) -> str:
        told = masked(words, public)
        return without_names(told, town) if case.breach is Breach.OTHER_PEOPLES_DATA else told

    return ShownText(shown(text.whole), tuple(map(shown, text.words)), text.kept_until)


def whole_text(text: CaseText) -> ShownText:
    return ShownText(text.whole, text.words, text.kept_until)


def still_kept(text: CaseText, now: datetime) -> bool:
    """What is past its time is neither shown nor given back, even if the table has not let go of it yet."""
    return text.kept_until is None or now < text.kept_until
