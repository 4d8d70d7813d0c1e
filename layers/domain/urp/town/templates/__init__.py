"""Message templates: the approved forms in which WhatsApp lets the town hall write first."""

from urp.town.templates.loading import load_templates, load_templates_from
from urp.town.templates.model import (
    ButtonAction,
    MessageTemplate,
    TemplateButton,
    TemplateCategory,
    TemplateKind,
    TemplateParameter,
)
from urp.town.templates.rendering import check_parameters, creation_payload, render, rendered_body

__all__ = [
    "ButtonAction",
    "MessageTemplate",
    "TemplateButton",
    "TemplateCategory",
    "TemplateKind",
    "TemplateParameter",
    "check_parameters",
    "creation_payload",
    "load_templates",
    "load_templates_from",
    "render",
    "rendered_body",
]
