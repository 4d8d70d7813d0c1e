"""Fill a template: check parameters, render the text, and build the request for approval."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from urp.errors import InvalidError
from urp.outgoing_text import check_words
from urp.town.templates.model import MessageTemplate, TemplateParameter

BODY_MAX_LENGTH = 1024
"""Meta's limit for the body, parameters included (code 132005)."""
MOST_SPACES = 4
"""Meta refuses more in a row, and every line break and tab (codes 100, 132012, 132018)."""

_BREAKS = ("Cc", "Zl", "Zp")  # control characters, line and paragraph separators
_INVISIBLE = "Cf"  # zero-width and bidirectional marks


def check_parameters(template: MessageTemplate, values: Mapping[str, str]) -> dict[str, str]:
    """The values as they will be sent, in the template's order, without space at their ends."""
    known = {parameter.name for parameter in template.parameters}
    for name in values:
        if name not in known:
            raise InvalidError(f"parameters.{name}", "non è un campo di questo modello")
    checked = {parameter.name: check_value(parameter, values) for parameter in template.parameters}
    excess = count_characters(render_body(template, checked)) - BODY_MAX_LENGTH
    if excess > 0:
        raise InvalidError("parameters", f"l'avviso è troppo lungo di {excess} caratteri")
    return checked


def check_value(parameter: TemplateParameter, values: Mapping[str, str]) -> str:
    """One of them. Raises InvalidError."""
    field = f"parameters.{parameter.name}"
    if parameter.name not in values:
        raise InvalidError(field, "manca")
    value = values[parameter.name].strip()
    if all(unicodedata.category(character) == _INVISIBLE for character in value):
        raise InvalidError(field, "è vuoto")
    check_words(field, value)
    if any(unicodedata.category(character) in _BREAKS for character in value):
        raise InvalidError(field, "deve stare su una riga, senza tabulazioni")
    if " " * (MOST_SPACES + 1) in value:
        raise InvalidError(field, f"ha più di {MOST_SPACES} spazi di seguito")
    if "{{" in value or "}}" in value:
        raise InvalidError(field, "non deve contenere doppie graffe")
    if count_characters(value) > parameter.max_length:
        raise InvalidError(field, f"è più lungo di {parameter.max_length} caratteri")
    return value


PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
_OWN_LINE = re.compile(rf": {PLACEHOLDER.pattern}$", re.MULTILINE)


def find_placeholders(text: str) -> tuple[str, ...]:
    return tuple(PLACEHOLDER.findall(text))


def find_own_lines(template: MessageTemplate) -> tuple[str, ...]:
    """Parameters of the body that end a line after a label, as in `Dove: {{luogo}}`: more words fit there."""
    return tuple(_OWN_LINE.findall(template.body))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill placeholders in one pass, so that a value that looks like one is not replaced."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def render_body(template: MessageTemplate, parameters: Mapping[str, str]) -> str:
    return fill(template.body, parameters)


def render(template: MessageTemplate, parameters: Mapping[str, str]) -> str:
    """Header, body and footer, a blank line between them; the parameters have been checked."""
    parts = (template.header, render_body(template, parameters), template.footer)
    return "\n\n".join(part for part in parts if part)


def count_characters(text: str) -> int:
    """In UTF-16 units, where an emoji counts two: the longest of the ways Meta may count."""
    return len(text.encode("utf-16-le")) // 2


def to_creation_payload(template: MessageTemplate) -> dict[str, object]:
    """The body of `POST /{waba_id}/message_templates`."""
    payload: dict[str, object] = {
        "name": template.name,
        "language": template.language,
        "category": template.category.value,
        "components": to_components(template),
    }
    if template.parameters:
        payload["parameter_format"] = "named"
    if template.ttl_seconds is not None:
        payload["message_send_ttl_seconds"] = template.ttl_seconds
    return payload


def to_components(template: MessageTemplate) -> list[dict[str, object]]:
    components: list[dict[str, object]] = []
    if template.header:
        components.append({"type": "HEADER", "format": "TEXT", "text": template.header})
    components.append(_to_body(template))
    if template.footer:
        components.append({"type": "FOOTER", "text": template.footer})
    if template.buttons:
        buttons = [{"type": "QUICK_REPLY", "text": button.text} for button in template.buttons]
        components.append({"type": "BUTTONS", "buttons": buttons})
    return components


def _to_body(template: MessageTemplate) -> dict[str, object]:
    body: dict[str, object] = {"type": "BODY", "text": template.body}
    if template.parameters:
        body["example"] = {
            "body_text_named_params": [
                {"param_name": parameter.name, "example": parameter.example}
                for parameter in template.parameters
            ]
        }
    return body
