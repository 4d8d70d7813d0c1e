"""Meta's rules for the text of a template, so that a file Meta would refuse never loads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from urp.town.templates.model import (
    DATE_PARAMETER,
    ButtonAction,
    MessageTemplate,
    TemplateCategory,
    TemplateKind,
)
from urp.town.templates.rendering import (
    BODY_MAX_LENGTH,
    PLACEHOLDER,
    count_characters,
    find_own_lines,
    find_placeholders,
)

HEADER_MAX_LENGTH = 60
FOOTER_MAX_LENGTH = 60
BUTTON_MAX_LENGTH = 25
MOST_BUTTONS = 3  # from the fourth on WhatsApp hides them behind "see all options"
MOST_EMOJI = 10
WORDS_FOR_A_VARIABLE = 3
"""Fixed words wanted for each gap: Meta refuses a text that is mostly gaps, or calls it marketing."""
TTL_SECONDS = range(30, 43_200 + 1)

_PROMOTIONAL = (
    "acquist", "affrett", "approfitt", "coupon", "gratuit", "imperdibil", "in regalo", "offert", "omaggio",
    "promozion", "scont", "vinci ",
)  # fmt: skip
"""Beginnings of words for which Meta takes a UTILITY template for marketing."""

type Fault = tuple[str, str]
"""The field of the file, and what is wrong with it."""

_ADJACENT = re.compile(r"\}\}\s*\{\{")
_LINK = "link"


def find_faults(template: MessageTemplate) -> Iterator[Fault]:
    yield from _find_body_faults(template)
    yield from _find_line_faults("header", template.header, HEADER_MAX_LENGTH)
    if template.header and any(map(_is_adorned, template.header)):
        yield "header", "must have neither emoji nor formatting"
    yield from _find_line_faults("footer", template.footer, FOOTER_MAX_LENGTH)
    yield from _find_button_faults(template)
    yield from _find_channel_text_faults(template)
    if template.category is TemplateCategory.MARKETING and template.ttl_seconds is not None:
        yield "message_send_ttl_seconds", "has no effect on a MARKETING template sent this way"
    if template.kind is TemplateKind.ALERT and template.ttl_seconds is None:
        yield "message_send_ttl_seconds", "an alert must not arrive when the danger is over: say how long"
    if template.category is TemplateCategory.UTILITY and (word := _find_promotion(template)):
        yield "category", f"Meta takes words such as «{word}» for MARKETING"


def _is_adorned(character: str) -> bool:
    return character in "*_~`" or unicodedata.category(character) in ("So", "Cs")


def _find_promotion(template: MessageTemplate) -> str | None:
    text = " ".join((template.header or "", template.body)).casefold()
    return next((word.strip() for word in _PROMOTIONAL if re.search(rf"\b{word}", text)), None)


def _find_body_faults(template: MessageTemplate) -> Iterator[Fault]:
    body, used = template.body, find_placeholders(template.body)
    fixed = PLACEHOLDER.sub(" ", body)
    if count_characters(body) > BODY_MAX_LENGTH:
        yield "body", f"is longer than {BODY_MAX_LENGTH} characters"
    if sorted(used) != sorted(parameter.name for parameter in template.parameters):
        yield "body", "must name each of the parameters once, and no other"
    if "{{" in fixed or "}}" in fixed:
        yield "body", "has braces that belong to no parameter"
    if PLACEHOLDER.match(body) or body.endswith("}}"):
        yield "body", "must neither start nor end with a parameter"
    if _ADJACENT.search(body):
        yield "body", "has two parameters with no words between them"
    if template.kind.is_notice and not find_own_lines(template):
        yield "body", "must have a line such as «Dove: {{luogo}}»: the link goes there"
    if len(fixed.split()) < WORDS_FOR_A_VARIABLE * len(used):
        yield "body", "has too few words of its own for its parameters"
    if "\n\n\n" in body:
        yield "body", "has more than two line breaks in a row"
    if sum(unicodedata.category(character) == "So" for character in body) > MOST_EMOJI:
        yield "body", f"has more than {MOST_EMOJI} emoji"


def _find_line_faults(field: str, text: str | None, most: int) -> Iterator[Fault]:
    if text is None:
        return
    if count_characters(text) > most:
        yield field, f"is longer than {most} characters"
    if "\n" in text or "{{" in text:
        yield field, "must be one line without parameters"


def _find_button_faults(template: MessageTemplate) -> Iterator[Fault]:
    if len(template.buttons) > MOST_BUTTONS:
        yield "buttons", f"has more than {MOST_BUTTONS} buttons"
    for button in template.buttons:
        yield from _find_line_faults("buttons", button.text, BUTTON_MAX_LENGTH)
    leaving = sum(button.action is ButtonAction.LEAVE for button in template.buttons)
    asks_to_confirm = template.kind is TemplateKind.RECONFIRMATION
    if (template.kind.is_notice or asks_to_confirm) and leaving != 1:
        yield "buttons", "a notice has exactly one button to leave"
    confirming = sum(button.action is ButtonAction.CONFIRM for button in template.buttons)
    if confirming != asks_to_confirm:
        yield "buttons", "exactly the request to confirm has one button to confirm"
    if asks_to_confirm and [parameter.name for parameter in template.parameters] != [DATE_PARAMETER]:
        yield "parameters", f"a request to confirm has one parameter, {DATE_PARAMETER}"


def _find_channel_text_faults(template: MessageTemplate) -> Iterator[Fault]:
    if not template.kind.is_notice:
        if template.channel_text is not None:
            yield "channel_text", "only a notice goes to the Channel"
        return
    used = set(find_placeholders(template.channel_text or ""))
    if _LINK not in used:
        yield "channel_text", "must hold {{link}}"
    if used - {_LINK} - {parameter.name for parameter in template.parameters}:
        yield "channel_text", "names a parameter that the template has not"
