"""One redirected message: what is counted, and what is kept for a few days in case it was misread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from urp.desk.model import MessageKind
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import TextKey

BY_A_PERSON = "staff"
"""The rule of a category that a person chose."""
SENT_ON = frozenset({MessageKind.QUESTION, MessageKind.EMERGENCY, MessageKind.POSSIBLE_EMERGENCY})
"""By a person. A defect told in grave words is taken for a danger more often than a danger is missed."""


class RedirectState(StrEnum):
    REDIRECTED = "redirected"
    QUESTION = "question"
    """A person found that it was a question: it is at the desk, and counted no longer."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """`id` is drawn at random: once the text is gone, nothing leads from the count back to anybody."""

    id: UUID
    kind: RedirectKind
    category: Category
    rule: str
    """Which rule chose the category, for the colleague who corrects it."""
    day: date
    """By the municipality's clock."""
    citizen_id: UUID
    message_id: str
    at: datetime
    text: str
    """Once stored, empty where it stands in a conversation."""
    conversation_id: UUID | None = None
    """Where the person who answers sees it as well: the conversation that was open."""
    received: str | None = None


@dataclass(frozen=True, slots=True)
class KeptRedirect:
    """As stored, while its text is kept."""

    redirect: Redirect
    state: RedirectState
    hidden: bool
    """The citizen took it back: its text is gone."""
    version: int


TEXT_OF: Mapping[RedirectKind, TextKey] = {
    RedirectKind.REPORT: TextKey.REPORT_REDIRECT,
    RedirectKind.COMPLAINT: TextKey.COMPLAINT_REDIRECT,
    RedirectKind.SUGGESTION: TextKey.SUGGESTION_REDIRECT,
}
