"""What the office sends when it answers, takes, hands over, closes: seen, said, and why."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from urp.desk.api.conversation_json import AnswerJson
from urp.desk.model import ConversationStatus
from urp.staff_api.schemas import Count, Input, Output, ShortText

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

    @model_validator(mode="after")
    def _something_to_say(self) -> Self:
        if self.text is None and self.canned is None:
            raise ValueError("serve text o canned")
        if self.fields and (self.text is not None or self.canned is None):
            raise ValueError("fields riempie una risposta pronta mandata così com'è")
        return self


class Closing(TakeOver):
    seen: Count = Field(description=SEEN)


class ClosedJson(Output):
    id: UUID
    status: ConversationStatus


class Giving(TakeOver):
    to: str = Field(
        pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        description="Id of the colleague, as `GET /staff/me` shows it",
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
