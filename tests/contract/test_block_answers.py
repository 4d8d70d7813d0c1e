"""What Meta answers to a block, person by person, in every shape it comes in."""

from __future__ import annotations

import json

import pytest

from tests.cases import every
from tests.contract.payload_files import body
from urp.whatsapp.blocking import (
    Answer,
    Done,
    NoAnswer,
    NotNow,
    Refused,
    read_answers,
    read_page,
    to_request,
)
from urp.whatsapp.person import PersonIds

GIULIA, BRUNO, PHONE = "IT.10000000000000000666", "IT.10000000000000000667", "393330000001"


def failed(*codes: int) -> bytes:
    people = [{"input": GIULIA, "errors": [{"message": "…", "code": code} for code in codes]}]
    lists = {"failed_users": people}
    return json.dumps({"block_users": lists, "error": {"code": 139100, "message": "…"}}).encode()


def error(code: int) -> bytes:
    return json.dumps({"error": {"code": code, "message": "…"}}).encode()


def test_of_a_mixed_answer_each_person_has_their_own_in_spite_of_the_status() -> None:
    told = read_answers(400, body("answer_block_mixed_result"), [GIULIA, BRUNO])

    assert told == {GIULIA: Done(), BRUNO: Refused(131047)}


@pytest.mark.parametrize("list_name", ["added_users", "removed_users"])
@pytest.mark.parametrize("person", [{"input": "+393330000001"}, {"input": "x", "wa_id": PHONE}])
def test_a_person_is_found_by_whatever_names_them(list_name: str, person: dict[str, str]) -> None:
    answer = json.dumps({"messaging_product": "whatsapp", "block_users": {list_name: [person]}}).encode()

    assert read_answers(200, answer, [PHONE]) == {PHONE: Done()}


@every(
    ("status", "answer", "meant"),
    [
        (400, failed(139101), Refused(139101)),
        (400, failed(139102), NotNow(139102)),
        (400, failed(139103), NotNow(139103)),
        (400, failed(130429), NotNow(130429)),
        (400, failed(131021), Refused(131021)),
        (400, failed(), Refused(None)),
        (200, failed(131047), Refused(131047)),
        (200, failed(139102), NotNow(139102)),
        (200, failed(), Refused(None)),
        (400, error(139100), NotNow(139100)),
        (400, error(130429), NotNow(130429)),
        (401, error(190), NotNow(190)),
        (400, error(100), Refused(100)),
        (500, error(131000), NoAnswer(131000)),
        (503, b"", NoAnswer()),
        (502, b"<html>", NoAnswer()),
        (200, b"{}", NoAnswer()),
        (200, b"[]", NoAnswer()),
        (404, b"", NotNow(None)),
        (429, b"", NotNow(None)),
        (400, b"", Refused(None)),
        (400, b'{"block_users": 3, "error": {"code": "139102"}}', NotNow(139102)),
    ],
)
def test_every_other_answer_means_something_definite_or_is_asked_again(
    status: int, answer: bytes, meant: Answer
) -> None:
    assert read_answers(status, answer, [GIULIA]) == {GIULIA: meant}


def test_a_user_id_never_goes_where_a_phone_belongs() -> None:
    assert to_request([GIULIA, PHONE]) == {
        "messaging_product": "whatsapp",
        "block_users": [{"user_id": GIULIA}, {"user": PHONE}],
    }


def test_a_page_of_the_list_has_people_and_the_way_on() -> None:
    people = [{"messaging_product": "whatsapp", "wa_id": PHONE, "user_id": GIULIA}, {"user_id": BRUNO}]
    page = read_page(200, json.dumps({"data": people, "paging": {"cursors": {"after": "x"}}}).encode())

    assert page is not None
    assert page.people == (PersonIds(PHONE, GIULIA), PersonIds(None, BRUNO))
    assert page.after == "x"


@pytest.mark.parametrize("answer", [b'{"data": []}', b'{"data": [], "paging": {"cursors": {"after": "x"}}}'])
def test_an_empty_page_is_the_last(answer: bytes) -> None:
    page = read_page(200, answer)

    assert page is not None
    assert (page.people, page.after) == ((), None)


@pytest.mark.parametrize(("status", "answer"), [(500, b'{"data": []}'), (200, b"{}"), (200, b"<html>")])
def test_a_list_that_was_not_given_is_no_empty_list(status: int, answer: bytes) -> None:
    assert read_page(status, answer) is None
