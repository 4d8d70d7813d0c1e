"""The Channel edition of a notice: its text, ready to copy."""

from __future__ import annotations

import re
from collections.abc import Mapping

from urp.errors import InvalidError
from urp.notices.broadcasts.filling import CORRECTS
from urp.town.templates import MessageTemplate, check_parameters
from urp.town.templates.rendering import count_characters, fill

CHANNEL_MAX_LENGTH = 1024
"""WhatsApp publishes no limit for a Channel's text. This is the limit of a picture's caption, so that the
same text still fits when posted with a photo; longer ones are folded behind "read more" anyway."""

_LINK = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s{}]*)?", re.IGNORECASE)


def channel_edition(
    template: MessageTemplate, parameters: Mapping[str, str], link: str, *, correction: bool = False
) -> str:
    """The text for the Channel. `link` is the official page on which the notice goes on."""
    if template.channel_text is None:
        raise InvalidError("template", "non è un avviso, quindi non ha un testo per il Canale")
    if _LINK.fullmatch(link) is None:
        raise InvalidError("link", "deve essere un indirizzo che comincia con https://")
    values = {**check_parameters(template, parameters), "link": link}
    text = fill(template.channel_text, values)
    if correction:
        text = f"{CORRECTS}.\n{text.lstrip()}"
    excess = count_characters(text) - CHANNEL_MAX_LENGTH
    if excess > 0:
        raise InvalidError("channel_text", f"il testo per il Canale è troppo lungo di {excess} caratteri")
    return text
