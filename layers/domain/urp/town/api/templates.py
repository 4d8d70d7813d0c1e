"""/staff/templates: what a notice can be written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Moment, Nothing, Output
from urp.town.templates.at_meta import has_words
from urp.town.templates.model import TemplateCategory, TemplateKind

if TYPE_CHECKING:
    from urp.town.api.offices import TownOffices
    from urp.town.templates import MessageTemplate
    from urp.whatsapp.template_list import TemplatesRead


class ParameterJson(Output):
    name: str
    label: str = Field(description="What staff read beside the field")
    example: str
    max_length: int


class AtMetaJson(Output):
    """As Meta listed it at `read_at`; later events are in /staff/account."""

    status: str = Field(description="Meta's word, such as APPROVED, PAUSED, REJECTED")
    category: str
    quality: str | None = Field(description="GREEN, YELLOW, RED or UNKNOWN")
    rejection: str | None = Field(description="Meta's word for why it was rejected")
    same_words: bool = Field(description="False: not the words below, and nothing is sent with it")
    features: tuple[str, ...] = Field(description="What Meta may change in it by itself")


class TemplateJson(Output):
    name: str
    version: int = Field(description="Of the words in the profile's file")
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
    at_meta: AtMetaJson | None = Field(description="Null: Meta did not list it, or was never read")


class TemplatesJson(Output):
    items: tuple[TemplateJson, ...]
    read_at: Moment | None = Field(description="When Meta's list was last read, once a day")
    unknown: tuple[str, ...] = Field(description="Names of templates at Meta that the profile has not")


class TopicJson(Output):
    id: str = Field(description="What `topics` of a broadcast names")
    title: str
    description: str


class TopicsJson(Output):
    items: tuple[TopicJson, ...]


def list_templates(offices: TownOffices, _: Request[Nothing, Nothing]) -> TemplatesJson:
    found, read = offices.templates, offices.templates_at_meta.load()
    return TemplatesJson(
        items=tuple(_to_template_json(found[name], read) for name in sorted(found)),
        read_at=None if read is None else read.read_at,
        unknown=() if read is None else read.unknown,
    )


def _to_template_json(template: MessageTemplate, read: TemplatesRead | None) -> TemplateJson:
    at_meta = None if read is None else read.find(template.name, template.language)
    return TemplateJson.from_view(
        template,
        at_meta=None
        if at_meta is None
        else AtMetaJson.from_view(at_meta, same_words=has_words(template, at_meta.words)),
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
