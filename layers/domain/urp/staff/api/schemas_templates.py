"""Message templates as staff choose them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from urp.staff.api.schemas import Output


class ParameterJson(Output):
    name: str
    label: str = Field(description="What staff read beside the field")
    example: str
    max_length: int


class TemplateJson(Output):
    name: str
    title: str
    kind: Literal["traffic", "alert", "deadline", "service", "event", "resume_question"]
    is_notice: bool = Field(description="False: it asks one citizen to reopen the 24-hour window")
    category: Literal["UTILITY", "MARKETING"] = Field(description="What WhatsApp bills")
    language: str
    header: str | None
    body: str = Field(description="With its gaps, written {{luogo}}")
    footer: str | None
    parameters: tuple[ParameterJson, ...]
    buttons: tuple[str, ...]
    channel_text: str | None = Field(description="The Channel edition's pattern")


class TemplatesJson(Output):
    items: tuple[TemplateJson, ...]


class MeJson(Output):
    id: str
    roles: tuple[Literal["reader", "operator", "editor", "moderator", "administrator"], ...]
