"""Message templates, approved by Meta, with which the town hall may write first."""

from urp.town.templates.loading import load_templates, load_templates_from
from urp.town.templates.model import (
    ButtonAction,
    MessageTemplate,
    TemplateButton,
    TemplateCategory,
    TemplateKind,
    TemplateParameter,
)
from urp.town.templates.rendering import check_parameters, render, render_body, to_creation_payload

__all__ = [
    "ButtonAction",
    "MessageTemplate",
    "TemplateButton",
    "TemplateCategory",
    "TemplateKind",
    "TemplateParameter",
    "check_parameters",
    "load_templates",
    "load_templates_from",
    "render",
    "render_body",
    "to_creation_payload",
]
