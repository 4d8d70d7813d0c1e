"""What Meta refuses in a template's parameters, refused before a single message goes out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from urp.errors import InvalidError
from urp.outgoing_text import check_words
from urp.town.templates.model import MessageTemplate, TemplateParameter
from urp.town.templates.rendering import length, rendered_body

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
    checked = {parameter.name: _checked(parameter, values) for parameter in template.parameters}
    excess = length(rendered_body(template, checked)) - BODY_MAX_LENGTH
    if excess > 0:
        raise InvalidError("parameters", f"l'avviso è troppo lungo di {excess} caratteri")
    return checked


def _checked(parameter: TemplateParameter, values: Mapping[str, str]) -> str:
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
    if length(value) > parameter.max_length:
        raise InvalidError(field, f"è più lungo di {parameter.max_length} caratteri")
    return value
