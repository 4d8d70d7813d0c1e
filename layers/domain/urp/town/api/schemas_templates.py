"""What the office writes with: message templates, topics, the account; and who is signed in."""

from __future__ import annotations

from pydantic import Field

from urp.acts.model import Role
from urp.notices.api.schemas_reach import MessagingLimitJson
from urp.settings.environment import HIGHEST_NUMBER_RATE
from urp.staff_api.schemas import Input, Moment, Output
from urp.town.templates.model import TemplateCategory, TemplateKind


class ParameterJson(Output):
    name: str
    label: str = Field(description="What staff read beside the field")
    example: str
    max_length: int


class TemplateJson(Output):
    name: str
    title: str
    kind: TemplateKind
    is_notice: bool = Field(
        description="False: it asks one citizen to write again, or an import's people to confirm"
    )
    category: TemplateCategory = Field(description="What WhatsApp bills")
    language: str
    header: str | None
    body: str = Field(description="With its gaps, written {{luogo}}")
    footer: str | None
    parameters: tuple[ParameterJson, ...]
    buttons: tuple[str, ...]
    channel_text: str | None = Field(description="The Channel edition's pattern")


class TemplatesJson(Output):
    items: tuple[TemplateJson, ...]


class TopicJson(Output):
    id: str = Field(description="What `topics` of a broadcast names")
    title: str
    description: str


class TopicsJson(Output):
    items: tuple[TopicJson, ...]


class AccountNoteJson(Output):
    subject: str
    at: Moment
    sentence: str = Field(description="Italian")
    serious: bool = Field(description="Somebody must look")
    forbids: bool = Field(description="What it concerns is not sent until it is lifted")
    until: Moment | None = Field(description="When that ends by itself")


class AccountJson(Output):
    number_rate: int = Field(description="Messages a second the number may send, as far as we know")
    number_pace: float = Field(description="Messages a second at the moment: fewer after throttles")
    messaging_limit: MessagingLimitJson
    notes: tuple[AccountNoteJson, ...] = Field(description="What WhatsApp last said")


class LiftedProhibition(Input):
    subject: str = Field(min_length=1, max_length=200, description="Of the note that forbids")
    reason: str = Field(min_length=3, max_length=120, description="What was seen at Meta; for the audit")


class NumberRate(Input):
    per_second: int = Field(
        ge=1, le=HIGHEST_NUMBER_RATE, description="As Meta's pages show it: 20, 80 or 1000"
    )
    reason: str = Field(min_length=3, max_length=120, description="What was seen at Meta; for the audit")


class MeJson(Output):
    id: str
    roles: tuple[Role, ...]
