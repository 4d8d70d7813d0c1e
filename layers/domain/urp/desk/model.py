"""The virtual desk: conversations, their messages, what is remembered of a citizen, and changes of these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.desk.doubt import Doubt
from urp.desk.floods import Pace
from urp.desk.outbox import OutboxRow
from urp.language import Language
from urp.town.municipality.codes import Category


@dataclass(frozen=True, slots=True)
class Facts:
    """A conversation's course, so that figures never read what people wrote."""

    turns: int = 0
    """Of the citizen: messages that follow one another within a short time, without an answer between."""
    turn_at: datetime | None = None
    """The last message of the turn that may still go on; None once somebody answered."""
    asked_at: datetime | None = None
    """The first question; None where there was none (an emergency, a report)."""
    first_answered_at: datetime | None = None
    """By a person of the office, after the question."""
    closed_at: datetime | None = None
    reopened: int = 0
    """How often the office opened it again."""

    def record_message(self, at: datetime, gap: timedelta, *, asks: bool) -> Facts:
        """The citizen wrote. WhatsApp's times may come out of order: a turn is never taken back."""
        goes_on = self.turn_at is not None and at - self.turn_at <= gap
        return replace(
            self,
            turns=self.turns if goes_on else self.turns + 1,
            turn_at=max(at, self.turn_at) if self.turn_at else at,
            asked_at=self.asked_at or (at if asks else None),
        )

    def record_answer(self, at: datetime) -> Facts:
        first = at if self.asked_at and self.first_answered_at is None else self.first_answered_at
        return replace(self, turn_at=None, first_answered_at=first)

    def retract_answer(self, at: datetime) -> Facts:
        """The answer given then did not arrive."""
        first = None if self.first_answered_at == at else self.first_answered_at
        return replace(self, first_answered_at=first)

    def close(self, at: datetime) -> Facts:
        return replace(self, closed_at=at, turn_at=None)

    def reopen(self) -> Facts:
        return replace(self, closed_at=None, reopened=self.reopened + 1)


NO_FACTS = Facts()


class ConversationStatus(StrEnum):
    OPEN = "open"
    """Waits for an answer; sorted by the end of its 24-hour window, after who may be in danger."""
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Hold:
    by: str
    """The member of staff who took it, or was given it."""
    since: datetime


@dataclass(frozen=True, slots=True)
class Writing:
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """Of a conversation in which nobody has seen yet that somebody certainly is in danger."""

    rung_at: datetime | None
    """When the person on duty was last told; None: nobody could be."""
    further: int = 0
    """Messages of certain danger of which nobody was told by an alert of their own."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Of the last message that made a conversation wait, so that a list reads no messages."""

    kind: MessageKind
    words: str = ""
    """The first ones, masked; none once it was taken back, and none of a report, which is kept shorter."""
    language: str = ""
    """As `Meaning.written_in`, or the one of ours that it was answered in."""
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """Notes one after another by one person: what they have read is as it was before them."""

    by: str
    since: int
    """The conversation's `said` before the first."""
    until: int
    """And after the last: anything said since makes it higher."""


@dataclass(frozen=True, slots=True)
class PendingAnswer:
    """The last answer, if it was held back for some seconds: what taking it back brings back."""

    id: str
    by: str
    danger: bool = False
    possible_danger: bool = False
    undelivered: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One question and what followed; `version` 0 means not stored yet."""

    id: UUID
    citizen_id: UUID
    status: ConversationStatus
    opened_at: datetime
    last_message_at: datetime
    """Notes included: what is kept is kept from here."""
    window_ends_at: datetime
    version: int = 0
    danger: bool = False
    """Who wrote here may be in danger, and waits for an answer: the first to be read."""
    possible_danger: bool = False
    """While `danger`: nothing of it was certain."""
    written_in: str = ""
    """What its citizen last wrote in, as `Meaning.written_in` has it."""
    hold: Hold | None = None
    writing: Writing | None = None
    said: int = 0
    """Counts what anybody wrote or took back: who answers names the number they have read up to."""
    said_by: str | None = None
    """The member of staff who wrote last; None: the citizen did."""
    facts: Facts = NO_FACTS
    danger_at: datetime | None = None
    """Of the last message in it that was, or may have been, a cry for help."""
    alarm: Alarm | None = None
    undelivered: str | None = None
    """The answer for whose sake it stands open again: it did not arrive, or nobody knows whether it did."""
    preview: Preview | None = None
    """None before it was kept, and once it is closed."""
    own_notes: OwnNotes | None = None
    pending: PendingAnswer | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What one person of the office began to write."""

    text: str
    at: datetime


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


class RightsKind(StrEnum):
    """Articles 15-18, 20-22 and 7(3) of the GDPR, in the words of the office."""

    ACCESS = "accesso"
    RECTIFICATION = "rettifica"
    ERASURE = "cancellazione"
    RESTRICTION = "limitazione"
    PORTABILITY = "portabilita"
    OBJECTION = "opposizione"
    NO_AUTOMATED_DECISION = "decisione_automatizzata"
    WITHDRAWAL = "revoca"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What the desk remembers of it while it is open: who asks again is told the same number."""

    id: UUID
    number: str
    kind: RightsKind
    due: date
    code: str | None = None
    """Of an erasure: typed with the command until `code_until`, it erases without the office."""
    code_until: datetime | None = None
    confirmed_at: datetime | None = None
    """When it was."""


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
    refusal_said_at: datetime | None = None
    """When they were last told so, and of the channels for reports."""
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
    told_how_to_leave_at: datetime | None = None
    """When the last thing said to them was how to leave: only then a "sì" leaves."""
    rights: tuple[OpenRequest, ...] = ()
    """Their requests about their own data that wait for an answer."""
    pace: Pace | None = None
    doubt: Doubt | None = None
    """Whether what they wrote is a report or a question: the last time they were asked."""


@dataclass(frozen=True, slots=True)
class DeskStateChange:
    before: DeskState
    after: DeskState


@dataclass(frozen=True, slots=True)
class ConversationChange:
    before: Conversation
    after: Conversation


@dataclass(frozen=True, slots=True)
class DeskStep:
    """What one act of the office changes, stored together with the act or not at all."""

    conversation: ConversationChange
    state: DeskStateChange | None = None
    message: DeskMessage | None = None
    reply: OutboxRow | None = None


class HeldBy(StrEnum):
    """Which conversations of a list."""

    ANYBODY = "anybody"
    MINE = "mine"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many conversations wait for an answer."""

    all: int
    overdue: int
    """Nobody wrote in them for 24 hours: WhatsApp takes no free answer any more."""
    version: str
    """Another whenever a conversation begins or stops waiting, or something of its row changes."""
    mine: int = 0
    """Of all: taken by who asks."""


@dataclass(frozen=True, slots=True)
class StoredMessage:
    message: DeskMessage
    hidden: bool
    """The citizen took it back, or it was made a case: its text is gone."""
