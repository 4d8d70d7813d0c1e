"""WhatsApp's list messages: rows that open under a button, and one of them comes back."""

from __future__ import annotations

from dataclasses import dataclass

from urp.errors import InvalidError
from urp.whatsapp.limits import within

MOST_ROWS = 10  # of a list, in all its sections together (Meta, "Interactive list messages")
LIST_BUTTON_LIMIT = 20
ROW_TITLE_LIMIT = 24
ROW_DESCRIPTION_LIMIT = 72
ROW_ID_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One choice of a list. `id` comes back when it is chosen."""

    id: str
    title: str
    description: str

    def __post_init__(self) -> None:
        within("rows.id", self.id, ROW_ID_LIMIT)
        within("rows.title", self.title, ROW_TITLE_LIMIT)
        within("rows.description", self.description, ROW_DESCRIPTION_LIMIT)


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows that open under a button; one of them is chosen."""

    button: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        within("button", self.button, LIST_BUTTON_LIMIT)
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise InvalidError("rows", f"1 to {MOST_ROWS}")
        if len({row.id for row in self.rows}) < len(self.rows):
            raise InvalidError("rows", "each needs an id of its own")


def list_of(body: str, choice: Choice) -> dict[str, object]:
    """The content of an interactive message."""
    rows = [{"id": row.id, "title": row.title, "description": row.description} for row in choice.rows]
    return {
        "type": "list",
        "body": {"text": body},
        "action": {"button": choice.button, "sections": [{"rows": rows}]},
    }
