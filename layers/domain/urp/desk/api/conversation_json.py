"""Conversations and answers, as public JSON: numbers masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from urp.desk.holding import find_writing
from urp.desk.model import OF_THE_OFFICE, ConversationStatus, HeldBy, MessageKind
from urp.desk.office_views import MOST_MESSAGES, TurnSide
from urp.desk.outbox import Delivery, ReplyProblem, ReplyState
from urp.language import HEARD, UNKNOWN, Language
from urp.meaning.breaches import Breach
from urp.observability import digest
from urp.staff_api.schemas import Count, Input, Listing, Moment, Output, ShortText
from urp.town.municipality.codes import Category

if TYPE_CHECKING:
    from datetime import datetime

    from urp.citizens.blocks import Block
    from urp.desk.model import Conversation, DeskMessage
    from urp.desk.office_views import ConversationSummary, ConversationView, MessageView, Turn
    from urp.desk.store.lookers import Looking


type WhatsAppUserId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$")]
type RevealReason = Literal["answer", "danger", "authority", "data_subject", "block"]
"""Words of a list, not free text: they travel in an address, which logs keep."""


class ConversationListing(Listing):
    status: ConversationStatus = Field(
        ConversationStatus.OPEN,
        description="Who may be in danger comes first, then the one whose 24-hour window ends first",
    )
    held: HeldBy = Field(HeldBy.ANYBODY, description="mine: taken by the caller; nobody: by no one")


class Reading(Listing):
    """`reveal`: the citizen's whole number, for moderators and administrators, or the texts as they were
    written, also for the operator who holds the conversation; the reading is recorded."""

    limit: int = Field(MOST_MESSAGES, ge=1, le=MOST_MESSAGES, description="How many messages at most")
    reveal: Literal["phone", "text"] | None = None
    reason: RevealReason | None = None

    @model_validator(mode="after")
    def _reason_given(self) -> Reading:
        if (self.reveal is None) != (self.reason is None):
            raise ValueError("reveal e reason vanno insieme")
        return self


class ConversationSummaryJson(Output):
    id: UUID
    citizen: UUID
    status: ConversationStatus
    danger: bool = Field(
        description="A message about a danger, certain or possible, waits for an answer: read it first"
    )
    possible_danger: bool = Field(
        description="Of `danger`: nothing certain; so is what is in a language that was not recognised"
    )
    written_in: str | None = Field(
        description="Italian name of the language the citizen last wrote in; null: Italian or English"
    )
    kind: MessageKind | None = Field(
        description="Of the last message that waits for an answer; this and the next three are null where "
        "nothing waits, and for what was kept before they were"
    )
    preview: str | None = Field(
        description="Its first words, at most 80 characters, masked; null also once it was taken back"
    )
    language: str | None = Field(description="Italian name of its language")
    category: Category | None = Field(description="Of what may be a report")
    opened_at: Moment
    last_message_at: Moment
    window_ends_at: Moment = Field(description="Until when WhatsApp lets the office answer freely")
    window_seconds_left: int = Field(ge=0)
    needs_resume: bool = Field(
        description="It waits and its 24 hours are over: only the resume template reaches the citizen"
    )
    not_delivered: bool = Field(
        description="It waits again: an answer did not arrive, or nobody knows whether it did (see `reply`)"
    )
    phone: str | None = Field(description="Masked; null when WhatsApp never showed it")
    blocked: bool
    restricted: bool = Field(
        description="limitato: at their own request their data are only kept (art. 18 GDPR)"
    )
    held_by: str | None = Field(description="Id of the member of staff who took it")
    held_since: Moment | None
    writing_by: str | None = Field(description="Who is writing an answer at this moment")
    looking: tuple[str, ...] = Field(description="Ids of colleagues who have it open at this moment")
    turns: int = Field(description="Short messages that follow one another count once")
    said: int = Field(description="Name it as `seen` when answering or closing")


class ConversationsJson(Output):
    items: tuple[ConversationSummaryJson, ...]
    next: str | None = Field(description="The cursor of the next page; null on the last")
    waiting: int = Field(description="All that wait for an answer, whoever holds them")
    overdue: int = Field(description="Of these: those that nobody wrote in for 24 hours")
    mine: int = Field(description="Of these: those that the caller took")
    version: str = Field(description="As `GET /staff/conversations/version` says it")


class QueueVersionJson(Output):
    version: str = Field(description="Opaque; the same as long as nothing of what waits has changed")


class Search(Input):
    """Words, or one person: each in the body, because addresses are logged."""

    words: str | None = Field(
        None, min_length=3, max_length=200, description="All of them in one message, in any order or part"
    )
    phone: str | None = Field(
        None, min_length=1, max_length=40, description="Whole, as people write it; foreign ones with +"
    )
    user_id: WhatsAppUserId | None = Field(None, description="WhatsApp's own, of who shows no number")
    reason: RevealReason | None = Field(None, description="With a person, not with words; recorded")
    cursor: str | None = Field(
        None, min_length=1, max_length=1500, description="The `next` of the call before"
    )

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if [self.words, self.phone, self.user_id].count(None) != 2:
            raise ValueError("servono le parole, il numero o l'identificativo di WhatsApp: uno solo dei tre")
        if (self.words is None) is (self.reason is None):
            raise ValueError("il motivo va con una persona, non con le parole")
        if self.words is None and self.cursor is not None:
            raise ValueError("cursor va con le parole")
        return self


class FoundJson(Output):
    items: tuple[ConversationSummaryJson, ...]
    next: str | None = Field(description="Older ones were not looked at yet: call again with it")
    looked_at: int = Field(description="Conversations of this call, at most 50 by words")


class BlockJson(Output):
    reason: str = Field(description="The office's own words, told to nobody")
    breach: Breach | None = Field(
        description="The citizen reads its fixed phrase; null: only that the rules were broken"
    )
    by: str = Field(description="Id of the member of staff")
    at: Moment
    until: Moment | None = Field(description="Null: until somebody lifts it")
    policy_version: str


class AnswerJson(Output):
    """An answer of the office on its way out."""

    id: str
    state: ReplyState = Field(
        description="unclear: WhatsApp gave no definite answer; a person decides whether to send it again"
    )
    created_at: Moment
    not_before: Moment | None = Field(description="Held back until then; may be taken back before it leaves")
    problem: ReplyProblem | None = Field(description="Why the service itself did not send it")
    error_code: int | None = Field(description="WhatsApp's own code, when it refused")
    delivery: Delivery | None
    delivery_code: int | None


class MessageJson(Output):
    id: str = Field(description="Of a citizen's message a digest: WhatsApp's own ids hold the number")
    kind: MessageKind = Field(description="note: of the office to itself, never sent")
    at: Moment
    text: str = Field(description="Personal data is masked unless it was asked for with a reason")
    hidden: bool = Field(description="Taken back by its author, or made a case: its text is gone")
    author: str | None = Field(description="Id of the member of staff; null for the citizen")
    amends: str | None = Field(description="Id of the message this one corrects")
    canned: str | None = Field(description="For an answer: the canned reply it came from")
    reply: AnswerJson | None = Field(description="For an answer: what became of it")


class TurnJson(Output):
    """What one side said in one go, corrections applied, what was taken back left out."""

    side: TurnSide
    first_at: Moment
    last_at: Moment
    text: str
    messages: tuple[str, ...] = Field(description="Their ids")


class ConversationJson(ConversationSummaryJson):
    subscribed: bool
    block: BlockJson | None
    messages: tuple[MessageJson, ...] = Field(description="The newest, or those before; oldest first")
    turns_said: tuple[TurnJson, ...] = Field(description="The same, joined; notes are in `messages` alone")
    next: str | None = Field(description="The cursor of the messages before these; null: there are none")
    also_open: tuple[UUID, ...] = Field(
        description="Other open conversations of the same person, who was known under another id before"
    )


class ResumedQuestion(Input):
    parameters: dict[str, ShortText] = Field(
        max_length=20,
        default_factory=dict,
        description="One value for each gap of the template of kind resume_question",
    )


class HeldJson(Output):
    id: UUID
    status: ConversationStatus
    held_by: str | None
    held_since: Moment | None
    writing_by: str | None
    writing_until: Moment | None
    said: int


SEEN = "The conversation's `said` up to which the caller has read; refused with `moved_on` when it went on"
TAKE_OVER = "Although a colleague holds it or is writing; recorded"


class TakeOver(Input):
    take_over: bool = Field(False, description=TAKE_OVER)


class NewAnswer(TakeOver):
    text: str | None = Field(
        None, min_length=1, max_length=4096, description="As the citizen will read it; null: the canned reply"
    )
    canned: str | None = Field(
        None, min_length=1, max_length=60, description="Id of the canned reply it comes from"
    )
    fields: dict[str, ShortText] = Field(
        default_factory=dict, max_length=20, description="One value for each gap of the canned reply"
    )
    seen: Count = Field(description=SEEN)
    hold_seconds: int = Field(
        0, ge=0, le=30, description="How long it waits before it leaves, to be taken back; 0: not at all"
    )

    @model_validator(mode="after")
    def _something_to_say(self) -> Self:
        if self.text is None and self.canned is None:
            raise ValueError("serve text o canned")
        if self.fields and (self.text is not None or self.canned is None):
            raise ValueError("fields riempie una risposta pronta mandata così com'è")
        return self


class LookingJson(Output):
    looking: tuple[str, ...] = Field(description="Ids of colleagues who have it open at this moment")
    held_by: str | None
    writing_by: str | None
    status: ConversationStatus
    said: int


class NewDraft(Input):
    text: str = Field(min_length=1, max_length=4096)


class DraftJson(Output):
    text: str | None = Field(description="Null: there is none")
    at: Moment | None


class TakenBackJson(Output):
    id: str = Field(description="Of the answer")
    text: str = Field(description="For who wants to put it right")
    status: ConversationStatus = Field(description="Of the conversation, with the next")
    said: int


class Closing(TakeOver):
    seen: Count = Field(description=SEEN)


class ClosedJson(Output):
    id: UUID
    status: ConversationStatus


class Giving(TakeOver):
    to: str = Field(
        pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        description="Id of the colleague, as `GET /staff/colleagues` shows it",
    )
    note: str | None = Field(
        None, min_length=1, max_length=2000, description="For the colleague; the citizen never reads it"
    )


class NewNote(Input):
    text: str = Field(min_length=1, max_length=2000, description="For the office; the citizen never reads it")


class NoteJson(Output):
    id: str


class ResumedAll(Input):
    parameters: dict[str, ShortText] = Field(
        max_length=20,
        default_factory=dict,
        description="One value for each gap of the template of kind resume_question, the same for all",
    )
    limit: int = Field(50, ge=1, le=100, description="How many conversations at most")
    cursor: str | None = Field(
        None, min_length=1, max_length=1500, description="The `next` of the call before"
    )


class ResumedJson(Output):
    conversation: UUID
    outcome: str = Field(description="asked, or the code of why not: asked_before, window_open, …")
    answer: AnswerJson | None


class ResumedAllJson(Output):
    items: tuple[ResumedJson, ...]
    asked: int
    next: str | None = Field(description="More conversations may have ended: call again with it")


LANGUAGE_NAMES = {**HEARD, UNKNOWN: "lingua non riconosciuta"}
_ALL_LANGUAGE_NAMES = {**LANGUAGE_NAMES, Language.ITALIAN: "italiano", Language.ENGLISH: "inglese"}


def block_json(block: Block | None) -> BlockJson | None:
    return None if block is None else BlockJson.from_view(block)


def summary_json(summary: ConversationSummary, looking: Looking, now: datetime) -> ConversationSummaryJson:
    return _to_summary(summary, summary.phone, summary.blocked, looking, now)


def conversation_json(
    view: ConversationView, phone: str | None, looking: Looking, now: datetime
) -> ConversationJson:
    return ConversationJson(
        **dict(_to_summary(view, phone, view.block is not None, looking, now)),
        subscribed=view.subscribed,
        block=block_json(view.block),
        messages=tuple(_message_json(message) for message in view.messages),
        turns_said=tuple(_turn_json(turn) for turn in view.turns),
        next=view.older,
        also_open=view.also_open,
    )


def held_json(conversation: Conversation, now: datetime) -> HeldJson:
    hold, writing = conversation.hold, find_writing(conversation, now)
    return HeldJson.from_view(
        conversation,
        held_by=hold.by if hold else None,
        held_since=hold.since if hold else None,
        writing_by=writing.by if writing else None,
        writing_until=writing.until if writing else None,
    )


def _to_summary(
    view: ConversationSummary | ConversationView,
    phone: str | None,
    blocked: bool,
    looking: Looking,
    now: datetime,
) -> ConversationSummaryJson:
    conversation, held = view.conversation, held_json(view.conversation, now)
    waits = conversation.status is ConversationStatus.OPEN
    last = conversation.preview if waits else None
    return ConversationSummaryJson.from_view(
        conversation,
        citizen=conversation.citizen_id,
        possible_danger=conversation.danger and conversation.possible_danger,
        written_in=LANGUAGE_NAMES.get(conversation.written_in),
        kind=last.kind if last else None,
        preview=(last.words or None) if last else None,
        language=_ALL_LANGUAGE_NAMES.get(last.language) if last else None,
        category=last.category if last else None,
        window_ends_at=_window_end(view, now),
        window_seconds_left=int(view.window_left.total_seconds()),
        needs_resume=waits and not view.window_left,
        not_delivered=waits and conversation.undelivered is not None,
        phone=phone,
        blocked=blocked,
        restricted=view.restricted,
        held_by=held.held_by,
        held_since=held.held_since,
        writing_by=held.writing_by,
        looking=looking.get(conversation.id, ()),
        turns=conversation.facts.turns,
    )


def _message_json(view: MessageView) -> MessageJson:
    message = view.message
    return MessageJson.from_view(
        message,
        id=_message_id(message),
        hidden=view.hidden,
        amends=digest(message.amends) if message.amends else None,
        reply=AnswerJson.from_view(view.reply) if view.reply else None,
    )


def _turn_json(turn: Turn) -> TurnJson:
    return TurnJson.from_view(turn, messages=tuple(_message_id(message.message) for message in turn.messages))


def _message_id(message: DeskMessage) -> str:
    return message.message_id if message.kind in OF_THE_OFFICE else digest(message.message_id)


def _window_end(view: ConversationSummary | ConversationView, now: datetime) -> datetime:
    """Any message of the citizen may have moved it beyond the conversation's own."""
    return now + view.window_left if view.window_left else view.conversation.window_ends_at
