"""Requests to and answers of Meta's block list, person by person.

An answer may contain both people blocked and an error for others. The body counts, whatever the HTTP status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from urp.whatsapp.answers import parse_object
from urp.whatsapp.error_codes import ErrorClass, explain
from urp.whatsapp.json_shape import EMPTY, JsonObject, read_integer, read_object, read_objects, read_text
from urp.whatsapp.person import PersonIds, is_user_id, read_contact_ids

SOME_FAILED = 139100
LIST_FULL = 139101
MOST_BLOCKED = 64_000
"""People that Meta keeps in one number's list."""
_PASSES = frozenset({ErrorClass.THROTTLED, ErrorClass.PAIR, ErrorClass.NOT_SENT})


@dataclass(frozen=True, slots=True)
class Done:
    """On the list now, or off it."""

    code: None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A final refusal for this person."""

    code: int | None


@dataclass(frozen=True, slots=True)
class NotNow:
    """Certainly not done, and retryable: a limit, a maintenance, a connection never made."""

    code: int | None


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It may have been done. A retry is safe: a person is on the list once."""

    code: int | None = None


type Answer = Done | Refused | NotNow | NoAnswer


@dataclass(frozen=True, slots=True)
class ListPage:
    people: tuple[PersonIds, ...]
    after: str | None
    """The cursor of the next page; None on the last."""


class BlockList(Protocol):
    """Raises for nothing that Meta or the network does."""

    def add(self, address: str) -> Answer: ...

    def remove(self, addresses: Sequence[str]) -> Mapping[str, Answer]: ...

    def read_page(self, after: str | None) -> ListPage | None:
        """None: Meta did not answer."""
        ...


def to_request(addresses: Sequence[str]) -> dict[str, object]:
    people = [{"user_id" if is_user_id(address) else "user": address} for address in addresses]
    return {"messaging_product": "whatsapp", "block_users": people}


def read_answers(status: int, body: bytes, addresses: Sequence[str]) -> dict[str, Answer]:
    """The answer for every address; one not named gets that of the whole request."""
    told = parse_object(body)
    lists = read_object(told, "block_users")
    done = {**_find_named(lists, "added_users"), **_find_named(lists, "removed_users")}
    failed = _find_named(lists, "failed_users")
    rest = _judge_request(status, told)
    answers: dict[str, Answer] = {}
    for address in addresses:
        if address in failed:
            answers[address] = _read_failure(failed[address])
        else:
            answers[address] = Done() if address in done else rest
    return answers


def _find_named(lists: JsonObject, name: str) -> dict[str, JsonObject]:
    """People by all ids the answer names; `input` is what we sent."""
    return {key: each for each in read_objects(lists, name) for key in _list_ids(each)}


def _list_ids(person: JsonObject) -> Iterator[str]:
    for name in ("input", "user_id", "wa_id"):
        value = read_text(person, name)
        if value:
            yield value.removeprefix("+")


def _read_failure(person: JsonObject) -> Answer:
    error = next(iter(read_objects(person, "errors")), EMPTY)
    code = read_integer(error, "code")
    return Refused(None) if code is None else _judge_code(code)


def _judge_request(status: int, told: JsonObject) -> Answer:
    code = read_integer(read_object(told, "error"), "code")
    if code == SOME_FAILED:
        return NotNow(code)  # some failed, and it does not say which
    if code is not None:
        return _judge_code(code)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.MULTIPLE_CHOICES:
        return NoAnswer()  # also a success that does not name the person
    # Without a code only a bad request is about the person; the rest is about token, address, pace.
    return Refused(None) if status == HTTPStatus.BAD_REQUEST else NotNow(None)


def _judge_code(code: int) -> Answer:
    error_class = explain(code).error_class
    if error_class in _PASSES:
        return NotNow(code)
    if error_class is ErrorClass.AMBIGUOUS:
        return NoAnswer(code)
    if error_class is ErrorClass.ACCOUNT and code != LIST_FULL:
        return NotNow(code)  # a person replaces a revoked token: the decision is kept
    return Refused(code)


def read_page(status: int, body: bytes) -> ListPage | None:
    told = parse_object(body)
    if status != HTTPStatus.OK or not isinstance(told.get("data"), list):
        return None  # an empty list must never be read out of something else
    cursors = read_object(read_object(told, "paging"), "cursors")
    people = tuple(read_contact_ids(each) for each in read_objects(told, "data"))
    after = read_text(cursors, "after")
    return ListPage(people, after if people and after else None)
