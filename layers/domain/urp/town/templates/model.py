"""A message template as its file in the profile describes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TemplateCategory(StrEnum):
    """Meta's words: what it bills, and which limits it applies."""

    UTILITY = "UTILITY"
    MARKETING = "MARKETING"


class TemplateKind(StrEnum):
    TRAFFIC = "traffic"
    ALERT = "alert"
    DEADLINE = "deadline"
    SERVICE = "service"
    EVENT = "event"
    RECONFIRMATION = "reconfirmation"
    """Not a notice: it asks people taken over from a list whether they want the notices at all."""
    RESUME_QUESTION = "resume_question"
    """Not a notice: it asks one citizen to reopen the 24-hour window, so that we can answer."""

    @property
    def is_notice(self) -> bool:
        return self not in (TemplateKind.RESUME_QUESTION, TemplateKind.RECONFIRMATION)


DATE_PARAMETER = "data"
"""Of a request to confirm: the last day to answer, in words that the service writes itself."""


class ButtonAction(StrEnum):
    """What pressing the button means to us; the payload sent with it starts with this word."""

    LEAVE = "leave"
    CONFIRM = "confirm"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class TemplateParameter:
    name: str
    label: str
    """What staff read beside the field, in Italian."""
    example: str
    """Shown to staff, and to Meta's reviewers."""
    max_length: int


@dataclass(frozen=True, slots=True)
class TemplateButton:
    text: str
    action: ButtonAction


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """Fixed text with named gaps, written `{{luogo}}`, in the body alone."""

    name: str
    title: str
    """What staff call it, in Italian."""
    language: str
    category: TemplateCategory
    kind: TemplateKind
    header: str | None
    body: str
    footer: str | None
    parameters: tuple[TemplateParameter, ...]
    buttons: tuple[TemplateButton, ...]
    ttl_seconds: int | None
    """After so long WhatsApp gives up on a phone that is off; None is Meta's 30 days."""
    channel_text: str | None
    """The Channel edition's pattern, with `{{link}}`; None for what is not a notice."""
    version: int = 1
    """Raised by hand with every change of the words; a notice keeps the one that it went out with."""

    def find_button_index(self, action: ButtonAction) -> int | None:
        """Where the button is, counted from 0 as Meta counts; None when there is none."""
        return next((at for at, button in enumerate(self.buttons) if button.action is action), None)
