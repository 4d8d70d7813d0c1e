"""What the office writes with: message templates and topics."""

from __future__ import annotations

from pydantic import Field

from urp.staff_api.schemas import Output
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
