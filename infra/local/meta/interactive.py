"""Interactive messages: what Meta accepts, and what the citizen sees of them."""

from infra.local.meta.reading import Json, object_of, objects_of, text_of
from infra.local.meta.refusals import Refusal

MOST_ROWS = 10


def _text(holder: Json, key: str, most: int, *, needed: bool = True) -> str:
    words = text_of(holder, key)
    if needed and not words:
        raise Refusal(131008, f"interactive: {key} is required")
    if len(words) > most:
        raise Refusal(131009, f"interactive: {key} is longer than {most} characters")
    return words


def checked_interactive(content: Json) -> tuple[str, list[Json]]:
    """The text a citizen reads, and the buttons to press; a Refusal for what Meta does not take."""
    kind = text_of(content, "type")
    action = object_of(content, "action")
    body = _text(object_of(content, "body"), "text", 4096 if kind == "list" else 1024)
    footer = _text(object_of(content, "footer"), "text", 60, needed=False)
    header = _text(object_of(content, "header"), "text", 60, needed=False)
    if kind == "button":
        buttons = _reply_buttons(objects_of(action, "buttons"))
    elif kind == "list":
        buttons = _rows(action)
    elif kind == "cta_url":
        parameters = object_of(action, "parameters")
        buttons = [
            {
                "type": "url",
                "text": _text(parameters, "display_text", 20),
                "payload": _text(parameters, "url", 2000),
            }
        ]
    elif kind == "contact_request" and action.get("name") == "request_contact_info":
        buttons = [{"type": "contact_request", "text": "Condividi il tuo numero", "payload": ""}]
    elif kind == "location_request_message" and action.get("name") == "send_location":
        buttons = [{"type": "location_request", "text": "Invia la posizione", "payload": ""}]
    else:
        raise Refusal(131009, "interactive: unknown type, or an action that does not belong to it")
    return "\n\n".join(part for part in (header, body, footer) if part), buttons


def _reply_buttons(items: list[Json]) -> list[Json]:
    replies = [object_of(item, "reply") for item in items]
    titles = [_text(reply, "title", 20) for reply in replies]
    if not 1 <= len(replies) <= 3 or len(set(titles)) != len(titles):
        raise Refusal(131009, "interactive: 1 to 3 buttons, each with a title of its own")
    return [
        {"type": "reply", "text": title, "payload": _text(reply, "id", 256)}
        for title, reply in zip(titles, replies, strict=True)
    ]


def _rows(action: Json) -> list[Json]:
    menu = _text(action, "button", 20)
    sections = objects_of(action, "sections")
    rows = [row for section in sections for row in objects_of(section, "rows")]
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Refusal(131009, f"interactive: 1 to {MOST_ROWS} rows in all sections together")
    if len({text_of(row, "id") for row in rows}) < len(rows):
        raise Refusal(131009, "interactive: each row needs an id of its own")
    if len(sections) > 1:
        for section in sections:
            _text(section, "title", 24)
    return [
        {
            "type": "row",
            "text": _text(row, "title", 24),
            "payload": _text(row, "id", 200),
            "description": _text(row, "description", 72, needed=False),
            "menu": menu,
        }
        for row in rows
    ]
