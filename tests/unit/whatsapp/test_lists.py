"""A list to choose from leaves as Meta takes it, or not at all."""

from __future__ import annotations

import pytest

from urp.errors import InvalidError
from urp.whatsapp.outgoing import Address, Choice, ListMessage, Row, to_payload

PHONE = Address("393330000001", None)
ROW = Row("topic:off:scuola", "Scuola", "Non ricevere più: mense")


def test_a_list_has_its_rows_under_a_button() -> None:
    sent = to_payload(ListMessage("Ora ricevi: Scuola.", Choice("Scegli", (ROW,))), PHONE, "r:1")

    assert sent["type"] == "interactive"
    assert sent["interactive"] == {
        "type": "list",
        "body": {"text": "Ora ricevi: Scuola."},
        "action": {
            "button": "Scegli",
            "sections": [
                {
                    "rows": [
                        {
                            "id": "topic:off:scuola",
                            "title": "Scuola",
                            "description": "Non ricevere più: mense",
                        }
                    ]
                }
            ],
        },
    }


@pytest.mark.parametrize(
    ("title", "description", "name"),
    [
        ("x" * 25, "mense", "id"),
        ("Scuola", "x" * 73, "id"),
        ("Scuola", "mense", "x" * 201),
        ("", "mense", "id"),
    ],
)
def test_a_row_too_long_for_whatsapp_is_not_made(title: str, description: str, name: str) -> None:
    with pytest.raises(InvalidError):
        Row(name, title, description)


def test_a_list_has_one_to_ten_rows_each_with_an_id_of_its_own() -> None:
    eleven = tuple(Row(f"topic:{number}", f"T{number}", "altro") for number in range(11))

    for rows in ((), eleven, (ROW, ROW)):
        with pytest.raises(InvalidError):
            Choice("Scegli", rows)
    with pytest.raises(InvalidError):
        Choice("x" * 21, (ROW,))
