"""Interactive messages: what Meta accepts, and what the citizen sees of them."""

from infra.local.meta.reading import Json, read_object, read_objects, read_text
from infra.local.meta.refusals import Refusal

MOST_ROWS = 10


def _read_text(holder: Json, key: str, most: int, *, needed: bool = True) -> str:
    words = read_text(holder, key)
    if needed and not words:
        raise Refusal(131008, f"interactive: {key} is required")
    if len(words) > most:
        raise Refusal(131009, f"interactive: {key} is longer than {most} characters")
    return words


def check_interactive(content: Json) -> tuple[str, list[Json]]:
    """The text a citizen reads, and the buttons to press; a Refusal for what Meta does not take."""
    kind = read_text(content, "type")
    action = read_object(content, "action")
    body = _read_text(read_object(content, "body"), "text", 4096 if kind == "list" else 1024)
    footer = _read_text(read_object(content, "footer"), "text", 60, needed=False)
    header = _read_text(read_object(content, "header"), "text", 60, needed=False)
    if kind == "button":
        buttons = _read_reply_buttons(read_objects(action, "buttons"))
    elif kind == "list":
        buttons = _read_rows(action)
    elif kind == "cta_url":
        parameters = read_object(action, "parameters")
        buttons = [
            {
                "type": "url",
                "text": _read_text(parameters, "display_text", 20),
                "payload": _read_text(parameters, "url", 2000),
            }
        ]
    elif kind == "contact_request" and action.get("name") == "request_contact_info":
        buttons = [{"type": "contact_request", "text": "Condividi il tuo numero", "payload": ""}]
    elif kind == "location_request_message" and action.get("name") == "send_location":
        buttons = [{"type": "location_request", "text": "Invia la posizione", "payload": ""}]
    else:
        raise Refusal(131009, "interactive: unknown type, or an action that does not belong to it")
    return "\n\n".join(part for part in (header, body, footer) if part), buttons


def _read_reply_buttons(items: list[Json]) -> list[Json]:
    replies = [read_object(item, "reply") for item in items]
    titles = [_read_text(reply, "title", 20) for reply in replies]
    if not 1 <= len(replies) <= 3 or len(set(titles)) != len(titles):
        raise Refusal(131009, "interactive: 1 to 3 buttons, each with a title of its own")
    return [
        {"type": "reply", "text": title, "payload": _read_text(reply, "id", 256)}
        for title, reply in zip(titles, replies, strict=True)
    ]


def _read_rows(action: Json) -> list[Json]:
    menu = _read_text(action, "button", 20)
    sections = read_objects(action, "sections")
    rows = [row for section in sections for row in read_objects(section, "rows")]
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Refusal(131009, f"interactive: 1 to {MOST_ROWS} rows in all sections together")
    if len({read_text(row, "id") for row in rows}) < len(rows):
        raise Refusal(131009, "interactive: each row needs an id of its own")
    if len(sections) > 1:
        for section in sections:
            _read_text(section, "title", 24)
    return [
        {
            "type": "row",
            "text": _read_text(row, "title", 24),
            "payload": _read_text(row, "id", 200),
            "description": _read_text(row, "description", 72, needed=False),
            "menu": menu,
        }
        for row in rows
    ]
