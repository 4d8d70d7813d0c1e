"""The virtual desk: conversations and their messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.desk.conversation import Conversation as Conversation
from urp.desk.conversation import ConversationStatus as ConversationStatus
from urp.desk.doubt import Doubt
from urp.desk.flood import Pace
from urp.desk.open_requests import OpenRequest
from urp.language import Language


class MessageKind(StrEnum):
    QUESTION = "question"
    REPORT = "report"
    """A segnalazione that was redirected: kept 30 days, nothing opened."""
    EMERGENCY = "emergency"
    DISTRESS = "distress"
    POSSIBLE_EMERGENCY = "possible_emergency"  # nobody was called out for it: the first to be read
    POSSIBLE_DISTRESS = "possible_distress"
    RIGHTS = "rights"
    """A request about one's own data (GDPR arts. 15-21): to be answered within a month."""
    ANSWER = "answer"
    """Written by a person of the office."""
    NOT_OPENED = "not_opened"
    """That something came which is not text; what it was is named, with the words beside it."""
    RESUME = "resume"
    """A template by which the office asked, after 24 hours, to be written to again."""
    NOTE = "note"
    """Of the office to itself: never sent to anybody."""


POSSIBLE = frozenset({MessageKind.POSSIBLE_EMERGENCY, MessageKind.POSSIBLE_DISTRESS})
OF_DANGER = POSSIBLE | {MessageKind.EMERGENCY, MessageKind.DISTRESS}
"""Of certain ones the person on duty was alerted, if anybody could be: none of them may come last."""
OF_THE_OFFICE = frozenset({MessageKind.ANSWER, MessageKind.RESUME, MessageKind.NOTE})


@dataclass(frozen=True, slots=True)
class DeskMessage:
    conversation_id: UUID
    message_id: str
    """Meta's id of a citizen's message; the outbox id of an answer."""
    kind: MessageKind
    at: datetime
    text: str
    author: str | None = None
    """The staff member who answered; None for the citizen."""
    received: str | None = None
    """Of a citizen's message: key of the stored body it came in, from which evidence is cut."""
    amends: str | None = None
    """Meta's id of the message that this one corrects."""
    canned: str | None = None
    """Of an answer: the canned reply it came from."""


@dataclass(frozen=True, slots=True)
class AutomaticReply:
    at: datetime
    counted: bool
    """True when it answered neither a command nor an emergency: three of these in ten minutes are a loop."""
    said: str = ""
    """Digest of its text: a burst of messages is not told the same twice."""


@dataclass(frozen=True, slots=True)
class GivenWarning:
    """That a citizen was warned, by the service or by a person, and of which case."""

    case_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskState:
    """What the desk remembers of a citizen between two messages; `version` 0 means not stored yet."""

    citizen_id: UUID
    version: int = 0
    conversation_id: UUID | None = None
    """The conversation that is not closed, if there is one."""
    receipt_sent_on: str | None = None
    """`<conversation id>/<yyyy-mm-dd>` of the last receipt: one a conversation and day."""
    social_services_on: str | None = None
    """As `receipt_sent_on`, of the last time that the social services were named."""
    reminded_on: str | None = None
    """As `receipt_sent_on`, of the last time that who asked for the answer was told that it comes."""
    courtesy_period: str | None = None
    """Identity of the closed period already answered: one courtesy reply per closed period."""
    refused_at: datetime | None = None
    """Last message that was not text: a burst is refused once."""
    automatic_replies: tuple[AutomaticReply, ...] = ()
    """Those of the last ten minutes, at most twenty."""
    silenced: bool = False
    """The loop guard fell: only commands and emergencies are answered, until a person answers or the citizen
    has been quiet for hours."""
    muted: bool = False
    """While `silenced`, after twenty replies of any kind: commands keep their effect but get no answer."""
    heard_at: datetime | None = None
    """While `silenced`: by our clock, when they last wrote or were answered."""
    told_in_their_language_on: str | None = None
    """As `receipt_sent_on`, of the last time that who writes in a language not read here was told so."""
    greeted_on: str | None = None
    """Local date of the last menu given to a greeting: one a day."""
    language: Language = Language.ITALIAN
    """What they last wrote in: a photo or a button says nothing of it."""
    child_at: datetime | None = None
    """When they last wrote in a talk in which they said that they are a child."""
    warnings: tuple[GivenWarning, ...] = ()
    """Those that still count, oldest first."""
    threatened_at: datetime | None = None
    """Of the last threat of which the person on duty was told: a burst is one alert."""
    told_not_taken_at: datetime | None = None
    """When they were last told that a message was not taken as a question: once in 24 hours."""
    asked_phone_at: datetime | None = None
    """When they were asked to share their phone, until they do: only then a contact card takes one off."""
    rights: tuple[OpenRequest, ...] = ()
    """Their requests about their own data that wait for an answer."""
    pace: Pace | None = None
    doubt: Doubt | None = None
    """Whether what they wrote is a report or a question: the last time they were asked."""
