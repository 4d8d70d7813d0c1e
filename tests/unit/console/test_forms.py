"""What a form of fields means as the body of a call."""

import json

from tests.cases import every
from urp.console.forms import read_span, to_content

SPAN = "slots[]:span"


@every(
    ("typed", "body"),
    [
        ([(SPAN, "09:00"), (SPAN, "13:00"), (SPAN, ""), (SPAN, "")], {"slots": ["09:00-13:00"]}),
        (
            [(SPAN, "20:00"), ("reason", "festa"), (SPAN, "00:00")],
            {"slots": ["20:00-24:00"], "reason": "festa"},
        ),
        ([(SPAN, "09:00"), (SPAN, ""), (SPAN, ""), (SPAN, "17:00")], {"slots": ["09:00-", "-17:00"]}),
        ([(SPAN, ""), (SPAN, "")], {}),
        ([(SPAN, "09:00")], {}),
        ([("slots[]:none", "x")], {"slots": []}),
        ([("people:int", "13.204"), ("euro_cents:null", "-")], {"people": 13204, "euro_cents": None}),
    ],
)
def test_fields_say_what_html_cannot(typed: list[tuple[str, str]], body: dict[str, object]) -> None:
    assert json.loads(to_content(typed)) == body


def test_a_slot_is_shown_as_its_two_fields() -> None:
    assert read_span("20:00-24:00") == ("20:00", "00:00")
