"""Conversations and answers as the office's programs see them: numbers masked."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.office_ports import MOST_MESSAGES, HeldBy
from urp.desk.outbox import Delivery, ReplyProblem, ReplyState
from urp.desk.turns import TurnSide
from urp.meaning.breaches import Breach
from urp.staff_api.schemas import Input, Listing, Moment, Output, ShortText

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
    held_by: str | None = Field(description="Id of the member of staff who took it")
    held_since: Moment | None
    writing_by: str | None = Field(description="Who is writing an answer at this moment")
    turns: int = Field(description="Short messages that follow one another count once")
    said: int = Field(description="Name it as `seen` when answering or closing")


class ConversationsJson(Output):
    items: tuple[ConversationSummaryJson, ...]
    next: str | None = Field(description="The cursor of the next page; null on the last")
    waiting: int = Field(description="All that wait for an answer, whoever holds them")
    overdue: int = Field(description="Of these: those that nobody wrote in for 24 hours")


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
    problem: ReplyProblem | None = Field(description="Why the service itself did not send it")
    error_code: int | None = Field(description="WhatsApp's own code, when it refused")
    delivery: Delivery | None
    delivery_code: int | None


class MessageJson(Output):
    id: str = Field(description="Of a citizen's message a digest: WhatsApp's own ids hold the number")
    kind: MessageKind = Field(description="note: of the office to itself, never sent")
    at: Moment
    text: str = Field(description="Personal data is masked unless it was asked for with a reason")
    hidden: bool = Field(description="Taken back by the citizen, or made a case: its text is gone")
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
