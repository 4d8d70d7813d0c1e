"""What a form of fields means as the body of a call."""

import json

import pytest

from tests.cases import every
from urp.console.forms import read_fields, read_span, to_content
from urp.errors import InvalidError, RejectedError
from urp.staff_api.problems import MalformedError

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


def _posted(*parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end


def _named(name: str, content: bytes, more: str = "") -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content


OF_BROWSERS = "multipart/form-data; boundary=b"


def test_a_list_comes_as_a_file_in_the_letters_of_its_program() -> None:
    file = "; filename=\"l'elenco; name='x'.csv\"\r\nContent-Type: text/csv"
    body = _posted(
        _named("name", "Città".encode()),
        _named("csv", b"telefono\r\n--c7\r\n333\r\n", file),
        _named("old", "è".encode("cp1252")),
        _named("empty", b""),
    )

    assert read_fields(body, OF_BROWSERS).pairs == (
        ("name", "Città"),
        ("csv", "telefono\n--c7\n333\n"),
        ("old", "è"),
        ("empty", ""),
    )


@every(
    ("body", "content_type"),
    [
        (_posted(*[b"\r\n"] * 100_000), OF_BROWSERS),
        (_posted(*[_named("a", b"x")] * 301), OF_BROWSERS),
        (_posted(_named("a", b"x"), end=b""), OF_BROWSERS),
        (_posted(b"A: b\r\n" * 100_000 + b"\r\n"), OF_BROWSERS),
        (b"before" + _posted(_named("a", b"x")), OF_BROWSERS),
        (_posted(_named("a", b"x")), "multipart/form-data"),
        (_posted(_named("a", b"x")), "multipart/form-data; " + "a=b; " * 2_000 + "boundary=b"),
        (b"&".join([b"a=b"] * 301), "application/x-www-form-urlencoded"),
        (b"", OF_BROWSERS),
    ],
)
def test_a_body_that_no_browser_sends_is_refused_before_it_costs_anything(
    body: bytes, content_type: str
) -> None:
    with pytest.raises(MalformedError):
        read_fields(body, content_type)


@every(
    ("typed", "error"),
    [
        ([("a", "x"), ("a[]", "y")], MalformedError),
        ([("a[]", "x"), ("a.b", "y")], MalformedError),
        ([("people:int", "9" * 5_000)], InvalidError),
        ([("people:int", "1" + ".000" * 2_000)], InvalidError),
    ],
)
def test_fields_that_no_page_has_are_refused(
    typed: list[tuple[str, str]], error: type[RejectedError]
) -> None:
    with pytest.raises(error):
        to_content(typed)
