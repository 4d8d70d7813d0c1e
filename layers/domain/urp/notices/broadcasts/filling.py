"""What fills a template on its way to a phone: what the office wrote, and what Meta's fixed words have no
place for, the link and that it corrects. Both ride in a parameter that ends a line of its own."""

from __future__ import annotations

from collections.abc import Mapping

from urp.errors import InvalidError
from urp.notices.broadcasts.model import BroadcastDraft
from urp.town.templates.model import MessageTemplate
from urp.town.templates.rendering import (
    BODY_MAX_LENGTH,
    count_characters,
    find_own_lines,
    render,
    render_body,
)

CORRECTS = "Rettifica di un avviso già inviato"


def fill_gaps(template: MessageTemplate, draft: BroadcastDraft) -> Mapping[str, str]:
    """The parameters as Meta gets them; those of the draft were checked when it was made."""
    values, lines = dict(draft.parameters), find_own_lines(template)
    if not template.kind.is_notice or not lines:
        return values
    if draft.correction:
        values[lines[0]] = f"{CORRECTS} – {values[lines[0]]}"
    if draft.link:
        values[lines[-1]] = f"{values[lines[-1]]} – Dettagli: {draft.link}"
    return values


def render_notice(template: MessageTemplate, draft: BroadcastDraft) -> str:
    """As a citizen reads it."""
    return render(template, fill_gaps(template, draft))


def require_room(template: MessageTemplate, draft: BroadcastDraft) -> None:
    """Raises InvalidError where the link is too much for Meta's limit, the parameters alone being not."""
    excess = count_characters(render_body(template, fill_gaps(template, draft))) - BODY_MAX_LENGTH
    if excess > 0:
        raise InvalidError("link", f"con l'indirizzo l'avviso è troppo lungo di {excess} caratteri")
