"""/staff/templates: what a notice can be written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing, Output
from urp.town.templates.model import TemplateCategory, TemplateKind

if TYPE_CHECKING:
    from urp.town.api.offices import TownOffices
    from urp.town.templates import MessageTemplate


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


def list_templates(offices: TownOffices, _: Request[Nothing, Nothing]) -> TemplatesJson:
    found = offices.templates
    return TemplatesJson(items=tuple(_to_template_json(found[name]) for name in sorted(found)))


def _to_template_json(template: MessageTemplate) -> TemplateJson:
    return TemplateJson.from_view(
        template,
        is_notice=template.kind.is_notice,
        parameters=tuple(ParameterJson.from_view(parameter) for parameter in template.parameters),
        buttons=tuple(button.text for button in template.buttons),
    )


ROUTES = (
    Route(
        "GET", "/staff/templates", Permission.READ, "List the message templates",
        Nothing, Nothing, TemplatesJson, list_templates,
    ),
)  # fmt: skip
