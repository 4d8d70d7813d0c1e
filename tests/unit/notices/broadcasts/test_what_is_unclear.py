"""Which answers of Meta's leave a person unclear, and which leave them for another try: word by word."""

from __future__ import annotations

from datetime import timedelta

from tests.cases import every
from urp.notices.broadcasts.hold import PROBE_EVERY, silent
from urp.whatsapp.answers import read_outcome
from urp.whatsapp.ports import Accepted, NotSent, Refused, SendOutcome, Unclear


def answer(status: int, code: int | None = None) -> SendOutcome:
    body = "{}" if code is None else f'{{"error": {{"code": {code}}}}}'
    return read_outcome(status, body.encode())


@every("status", [400, 500])
@every("code", [1, 2, 131000, 131016])
def test_four_codes_leave_a_person_unclear(status: int, code: int) -> None:
    assert isinstance(answer(status, code), Unclear)


@every("status", [500, 502, 503, 504, 599])
def test_a_server_error_without_a_code_leaves_a_person_unclear(status: int) -> None:
    assert isinstance(answer(status), Unclear)


@every("status", [400, 429, 500, 503])
@every("code", [131057, 133004, 4, 80007, 130429, 131056])
def test_six_codes_say_that_nothing_was_sent(status: int, code: int) -> None:
    assert isinstance(answer(status, code), NotSent)


@every("code", [131026, 131049, 131050, 132015, 190, 131048, 987654])
def test_any_other_code_is_a_definite_no(code: int) -> None:
    assert isinstance(answer(400, code), Refused)


def test_an_answer_with_a_message_id_is_a_definite_yes() -> None:
    assert isinstance(read_outcome(200, b'{"messages": [{"id": "wamid.1"}]}'), Accepted)


@every(
    ("unclear", "latest", "held"),
    [
        (range(1, 5), 4, False),
        (range(1, 6), 5, True),
        ((1, 20, 40, 60, 80), 80, True),
        ((1, 20, 40, 60, 100), 100, True),
        ((1, 20, 40, 60, 101), 101, False),
        ((1, 2, 3, 4, 500), 500, False),
    ],
)
def test_five_in_a_row_or_five_of_the_last_hundred_hold(
    unclear: tuple[int, ...], latest: int, held: bool
) -> None:
    assert silent(unclear, latest) is held


def test_a_probe_asks_every_ten_seconds() -> None:
    assert timedelta(seconds=10) == PROBE_EVERY
