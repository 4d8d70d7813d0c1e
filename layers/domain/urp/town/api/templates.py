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
    return TemplateJson.from_view(
        template,
        is_notice=template.kind.is_notice,
        parameters=tuple(ParameterJson.from_view(each) for each in template.parameters),
        buttons=tuple(button.text for button in template.buttons),
    )


ROUTES = (
    Route(
        "GET", "/staff/templates", EVERYBODY, "List the message templates",
        Nothing, Nothing, TemplatesJson, listed,
    ),
)  # fmt: skip
