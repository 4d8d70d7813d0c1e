"""Every shape of Meta's webhooks that was ever seen is in the registry: understood, or kept on purpose."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping

from tests.cases import every
from tests.contract.payload_files import HASH_KEY, PAYLOADS, body
from urp.whatsapp.account import AccountChange, OtherChange, parse_account_change, remove_ids
from urp.whatsapp.content import MessageKind
from urp.whatsapp.json_shape import JsonObject, read_list, read_object, read_objects, read_text
from urp.whatsapp.message import parse_message
from urp.whatsapp.status import DeliveryState, parse_statuses
from urp.whatsapp.webhook import Intake, NotUnderstood, UnreadableBodyError, split

REGISTRY: Mapping[str, Mapping[str, str]] = tomllib.loads((PAYLOADS / "shapes.toml").read_text("utf-8"))
UNDERSTOOD = "understood"
_WITH_A_KIND_INSIDE = ("interactive", "system", "unsupported")
_KEPT_KINDS = (MessageKind.UNKNOWN,)


def changes() -> Iterator[tuple[str, str, JsonObject]]:
    """Of every payload that Meta would post: its file, the field and the value."""
    for path in sorted(PAYLOADS.glob("*.json")):
        root = json.loads(path.read_bytes())
        entries = read_list(root, "entry") if isinstance(root, dict) else []
        for entry in (each for each in entries if isinstance(each, dict)):
            for change in read_objects(entry, "changes"):
                yield path.stem, read_text(change, "field") or "", read_object(change, "value")


def kind_of(message: JsonObject) -> str:
    kind = read_text(message, "type") or "none"
    inside = read_text(read_object(message, kind), "type")
    return f"{kind}/{inside}" if kind in _WITH_A_KIND_INSIDE and inside else kind


def seen() -> Iterator[tuple[str, str, str]]:
    """Group of the registry, shape, and the file that shows it."""
    for name, field, value in changes():
        if field:
            yield "fields", field, name
        yield from (("messages", kind_of(each), name) for each in read_objects(value, "messages"))
        statuses = read_objects(value, "statuses")
        yield from (("statuses", read_text(status, "status") or "none", name) for status in statuses)


SHOWN = {(group, shape): name for group, shape, name in seen()}
MADE_UP = sorted({(group, shape) for group in REGISTRY for shape in REGISTRY[group]} - SHOWN.keys())


def test_what_was_seen_is_in_the_registry() -> None:
    assert [(shape, SHOWN[group, shape]) for group, shape in SHOWN if shape not in REGISTRY[group]] == []


def test_whoever_keeps_a_shape_says_why() -> None:
    reasons = [reason for shapes in REGISTRY.values() for reason in shapes.values() if reason != UNDERSTOOD]

    assert [reason for reason in reasons if len(reason.split()) < 3] == []


def test_only_fields_lack_an_example_of_their_own() -> None:
    assert {group for group, _ in MADE_UP} == {"fields"}


@every("field", [shape for _, shape in MADE_UP])
def test_a_field_without_an_example_loses_nothing(field: str) -> None:
    """The least that Meta could post under it."""
    value = {"metadata": {"phone_number_id": "900000000000001"}, "event": "MADE_UP"}
    entry = {"changes": [{"field": field, "value": value}]}

    found = split(json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode())

    assert found.not_understood or told(found, field)
    assert found.messages == ()


@every("field", sorted({field for _, field, _ in changes() if field}))
def test_a_field_is_understood_or_kept_as_the_registry_says(field: str) -> None:
    posts = [posted(name) for name in sorted({name for name, of, _ in changes() if of == field})]

    assert all(
        post.messages or post.status_chunks or post.not_understood or told(post, field) for post in posts
    )
    typed = [each for post in posts for each in told(post, field) if not isinstance(each, OtherChange)]
    if REGISTRY["fields"][field] == UNDERSTOOD:
        assert typed or any(post.messages or post.status_chunks for post in posts)
    else:
        assert typed == []


def posted(name: str) -> Intake:
    try:
        return split(body(name))
    except UnreadableBodyError:
        return Intake(not_understood=(NotUnderstood("unreadable"),))


def told(post: Intake, field: str) -> list[AccountChange]:
    """What it says about the account under that field."""
    return [
        parsed
        for change in post.account_changes
        if change.field == field
        for parsed in parse_account_change(change.field, remove_ids(change.value, HASH_KEY))
    ]


@every("shape", sorted(REGISTRY["messages"]))
def test_a_message_is_understood_or_kept_as_the_registry_says(shape: str) -> None:
    kinds = {
        parse_message(found.message, found.contact).kind
        for found in split(body(SHOWN["messages", shape])).messages
        if kind_of(found.message) == shape
    }

    assert all((kind in _KEPT_KINDS) == (REGISTRY["messages"][shape] != UNDERSTOOD) for kind in kinds)
    assert kinds


@every("shape", sorted(REGISTRY["statuses"]))
def test_a_status_is_understood_or_kept_as_the_registry_says(shape: str) -> None:
    found = split(body(SHOWN["statuses", shape]))
    states = {
        status.status
        for chunk in found.status_chunks
        for raw in chunk.statuses
        if isinstance(raw, dict) and read_text(raw, "status") == shape
        for status in parse_statuses([raw], chunk.contacts)
    }

    if shape == "none":
        assert any(each.reason == "status_unreadable" for each in found.not_understood)
        return
    assert states
    assert (DeliveryState.UNKNOWN in states) == (REGISTRY["statuses"][shape] != UNDERSTOOD)
