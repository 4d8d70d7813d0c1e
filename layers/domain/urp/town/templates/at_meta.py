"""A template of the profile beside the one that Meta lists under its name."""

from __future__ import annotations

from urp.town.templates.model import MessageTemplate
from urp.town.templates.rendering import to_components
from urp.whatsapp.template_list import digest_components


def has_words(template: MessageTemplate, digest: str) -> bool:
    """Whether what Meta lists under such a digest reads as the profile's file does."""
    return digest_components(to_components(template)) == digest
