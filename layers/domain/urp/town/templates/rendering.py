"""A template with its gaps filled, as a citizen reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from urp.town.templates.model import MessageTemplate

PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")


def placeholders_in(text: str) -> tuple[str, ...]:
    return tuple(PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """In one pass, so that a value that looks like a placeholder stays what it is."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def rendered_body(template: MessageTemplate, parameters: Mapping[str, str]) -> str:
    return fill(template.body, parameters)


def render(template: MessageTemplate, parameters: Mapping[str, str]) -> str:
    """Header, body and footer, a blank line between them; the parameters have been checked."""
    parts = (template.header, rendered_body(template, parameters), template.footer)
    return "\n\n".join(part for part in parts if part)


def length(text: str) -> int:
    """In UTF-16 units, where an emoji counts two: the longest of the ways Meta may count."""
    return len(text.encode("utf-16-le")) // 2
