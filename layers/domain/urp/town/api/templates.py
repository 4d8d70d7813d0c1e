"""/staff/templates: what a notice can be written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.staff_api.roles import EVERYBODY
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing
from urp.town.api.schemas_templates import ParameterJson, TemplateJson, TemplatesJson

if TYPE_CHECKING:
    from urp.town.api.offices import TownOffices
    from urp.town.templates import MessageTemplate


def listed(offices: TownOffices, _: Request[Nothing, Nothing]) -> TemplatesJson:
    found = offices.templates
    return TemplatesJson(items=tuple(_template_json(found[name]) for name in sorted(found)))


def _template_json(template: MessageTemplate) -> TemplateJson:
    return TemplateJson(
        name=template.name,
        title=template.title,
        kind=template.kind,
        is_notice=template.kind.is_notice,
        category=template.category,
        language=template.language,
        header=template.header,
        body=template.body,
        footer=template.footer,
        parameters=tuple(
            ParameterJson(name=each.name, label=each.label, example=each.example, max_length=each.max_length)
            for each in template.parameters
        ),
        buttons=tuple(button.text for button in template.buttons),
        channel_text=template.channel_text,
    )


ROUTES = (
    Route(
        "GET", "/staff/templates", EVERYBODY, "List the message templates",
        Nothing, Nothing, TemplatesJson, listed,
    ),
)  # fmt: skip
