"""Split one POST of Meta's without judging it: nothing is lost, and unknown parts do not stop the rest.

Only the standard library: the function that receives webhooks must start fast.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from urp.errors import RejectedError
from urp.whatsapp.json_shape import (
    JsonObject,
    as_object,
    read_id,
    read_integer,
    read_list,
    read_object,
    read_objects,
    read_text,
    to_compact_json,
)
from urp.whatsapp.person import ContactBook, find_ids, read_sender_ids
from urp.whatsapp.probe import is_probe


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the body: `entry[entry].changes[change].value.messages[message]`."""

    entry: int
    change: int
    message: int


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """`sender_id` is the user id or the phone; `contact` what Meta says of the sender beside the message."""

    message: JsonObject
    contact: JsonObject | None
    phone_number_id: str | None
    message_id: str
    sender_id: str
    position: Position


@dataclass(frozen=True, slots=True)
class StatusChunk:
    """Statuses of one number, small enough for one queue message, with the ids of the people they concern."""

    phone_number_id: str | None
    statuses: tuple[JsonObject, ...]
    contacts: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class RawAccountChange:
    field: str
    value: JsonObject
    entry_id: str | None
    entry_time: int | None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Kept only for inspection. `reason` is one of our own words, never Meta's."""

    reason: str
    messages: int = 0
    statuses: int = 0


@dataclass(frozen=True, slots=True)
class Intake:
    messages: tuple[ReceivedMessage, ...] = ()
    status_chunks: tuple[StatusChunk, ...] = ()
    account_changes: tuple[RawAccountChange, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    numbers: frozenset[str | None] = frozenset()
    """The `phone_number_id`s of all changes; None among them: a change names no number."""

    @property
    def things(self) -> int:
        return len(self.messages) + self.statuses + len(self.account_changes) + len(self.not_understood)

    def is_for(self, phone_number_id: str) -> bool:
        """False if all of it names other numbers."""
        return not self.numbers or not self.numbers.isdisjoint({None, phone_number_id})

    @property
    def is_probe(self) -> bool:
        """One probe of our own, and nothing else."""
        return self.things == len(self.messages) == 1 and is_probe(self.messages[0].message)

    @property
    def statuses(self) -> int:
        return sum(len(chunk.statuses) for chunk in self.status_chunks)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(sorted({item.reason for item in self.not_understood}))


ACCOUNT_FIELDS = frozenset(
    {
        "account_alerts",
        "account_review_update",
        "account_settings_update",
        "account_update",
        "business_capability_update",
        "business_status_update",
        "business_username_update",
        "business_username_updates",  # the name changed in 2026: both are seen
        "message_template_components_update",
        "message_template_quality_update",
        "message_template_status_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
        "template_category_update",
        "template_correct_category_detection",
        "user_id_update",  # withdrawn by Meta in August 2026, still in many libraries
        "user_preferences",
    }
)
# Meta's own example of a quality update carries another field's name, so the shape counts too.
ACCOUNT_SHAPES = frozenset({"new_quality_score", "message_template_id", "user_preferences", "user_id_update"})
# Conversations of another app, the phone's own app or the past: never answered as new.
OTHERS_CONVERSATIONS = frozenset(
    {"history", "message_echoes", "messaging_handovers", "smb_message_echoes", "standby"}
)
CALLS = "calls"
# Only of numbers that the phone's own app uses as well (Meta: "coexistence").
SHARED_WITH_THE_APP = frozenset({"history", "smb_app_state_sync", "smb_message_echoes"})
# Another application, or Meta's Business Agent, answers in our place.
HELD_BY_ANOTHER = frozenset({"message_echoes", "messaging_handovers", "standby"})
_TOLD_OF_A_CALL = ("id", "timestamp", "from", "from_user_id")  # not the session, which holds addresses
_WISH = ("category", "value", "timestamp")
_CONVERSATION_ARRAYS = ("messages", "statuses", "errors")
_KNOWN_ARRAYS = ACCOUNT_SHAPES | {*_CONVERSATION_ARRAYS, "contacts"}


class UnreadableBodyError(RejectedError):
    """The body is not JSON, or not an object: nothing Meta would sign."""

    code = "unreadable_body"


def split(body: bytes) -> Intake:
    """Split a body. Raises UnreadableBodyError and nothing else."""
    try:
        root = json.loads(body)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UnreadableBodyError("the body is not JSON") from error
    except (RecursionError, ValueError):  # nested too deep, or a number of more than 4,300 digits
        return Intake(not_understood=(NotUnderstood("too_deep_or_too_long"),))
    if not isinstance(root, dict):
        raise UnreadableBodyError("the body is not a JSON object")
    sorting = _WebhookSorter()
    sorting.sort_body(root)
    return sorting.finish()


def find_pointed_message(body: bytes, position: Position) -> ReceivedMessage | None:
    """Find a message that was too long for the queue in the stored body."""
    return next((found for found in split(body).messages if found.position == position), None)


class _WebhookSorter:
    def __init__(self) -> None:
        self._messages: list[ReceivedMessage] = []
        self._statuses = StatusBatcher()
        self._account: list[RawAccountChange] = []
        self._unknown: list[NotUnderstood] = []
        self._numbers: set[str | None] = set()

    def finish(self) -> Intake:
        return Intake(
            tuple(self._messages),
            tuple(self._statuses.list_chunks()),
            tuple(self._account),
            tuple(self._unknown),
            frozenset(self._numbers),
        )

    def sort_body(self, root: JsonObject) -> None:
        if root.get("object") != "whatsapp_business_account":
            self._keep_unknown("foreign_object")
            return
        entries = read_list(root, "entry")
        if not entries:
            self._keep_unknown("no_entries")
        for index, item in enumerate(entries):
            entry = as_object(item)
            changes = read_list(entry, "changes") if entry is not None else []
            if entry is None or not changes:
                self._keep_unknown("entry_without_changes")
                continue
            for number, change in enumerate(changes):
                self._sort_change(entry, as_object(change), Position(index, number, 0))

    def _keep_unknown(self, reason: str) -> None:
        self._unknown.append(NotUnderstood(reason))
        self._numbers.add(None)

    def _sort_change(self, entry: JsonObject, change: JsonObject | None, at: Position) -> None:
        value = as_object(change.get("value")) if change is not None else None
        if change is None or value is None:
            self._keep_unknown("change_without_value")
            return
        self._numbers.add(read_id(read_object(value, "metadata"), "phone_number_id"))
        field = read_text(change, "field") or ""
        if (
            field in SHARED_WITH_THE_APP | HELD_BY_ANOTHER
        ):  # that it came, and for which number: nothing of what was written
            self._sort_account_change(field, {"metadata": read_object(value, "metadata")}, entry)
        if field in OTHERS_CONVERSATIONS:
            found = len(read_list(value, "messages")), len(read_list(value, "statuses"))
            self._unknown.append(NotUnderstood("not_our_conversation", *found))
            return
        if field == CALLS:
            self._sort_account_change(field, {"metadata": read_object(value, "metadata")}, entry)
            self._sort_calls(value, at)
            return
        is_account = field in ACCOUNT_FIELDS or not ACCOUNT_SHAPES.isdisjoint(value)
        if is_account:
            self._sort_account_change(field, value, entry)
            self._sort_wishes(value, at)
        if any(value.get(name) for name in _CONVERSATION_ARRAYS):
            self._sort_conversation(value, at)
            if not is_account and read_list(value, "errors"):
                kept = {name: value[name] for name in ("metadata", "errors") if name in value}
                self._sort_account_change(field, kept, entry)
        elif not is_account:
            self._unknown.append(NotUnderstood("nothing_known_inside"))

    def _sort_calls(self, value: JsonObject, at: Position) -> None:
        """Turn calls into messages, so that the caller can be asked to write instead."""
        number = read_id(read_object(value, "metadata"), "phone_number_id")
        contacts = ContactBook(read_objects(value, "contacts"))
        for index, call in enumerate(read_objects(value, CALLS)):
            if read_text(call, "event") == "connect" and read_text(call, "direction") != "BUSINESS_INITIATED":
                told = {name: call[name] for name in _TOLD_OF_A_CALL if name in call}
                place = Position(at.entry, at.change, index)
                self._sort_message({**told, "type": "call"}, contacts, number, place)

    def _sort_wishes(self, value: JsonObject, at: Position) -> None:
        """Turn what people told WhatsApp about promotions into messages: where these are handled, it is found
        out who somebody is, and in which order they spoke. Without an id nobody said it."""
        number = read_id(read_object(value, "metadata"), "phone_number_id")
        contacts = ContactBook(read_objects(value, "contacts"))
        for index, wish in enumerate(read_objects(value, "user_preferences")):
            ids = find_ids((read_text(wish, "wa_id"),), (read_text(wish, "user_id"),))
            if ids.any_id is None:
                continue
            said = {name: wish[name] for name in _WISH if name in wish}
            told: JsonObject = {
                "id": "preference."
                + hashlib.sha256(to_compact_json([ids.any_id, said]).encode()).hexdigest(),
                "from": ids.phone,
                "from_user_id": ids.user_id,
                "timestamp": wish.get("timestamp"),
                "type": "marketing_preference",
                "marketing_preference": said,
            }
            self._sort_message(told, contacts, number, Position(at.entry, at.change, index))

    def _sort_account_change(self, field: str, value: JsonObject, entry: JsonObject) -> None:
        self._account.append(
            RawAccountChange(field, value, read_text(entry, "id"), read_integer(entry, "time"))
        )

    def _sort_conversation(self, value: JsonObject, at: Position) -> None:
        odd = [name for name in _CONVERSATION_ARRAYS if value.get(name) and not isinstance(value[name], list)]
        new = [name for name, item in value.items() if isinstance(item, list) and name not in _KNOWN_ARRAYS]
        if odd:
            self._unknown.append(NotUnderstood("not_an_array"))
        if new:
            self._unknown.append(NotUnderstood("unknown_array"))
        number = read_id(read_object(value, "metadata"), "phone_number_id")
        contacts = ContactBook(read_objects(value, "contacts"))
        for index, item in enumerate(read_list(value, "messages")):
            self._sort_message(as_object(item), contacts, number, Position(at.entry, at.change, index))
        for item in read_list(value, "statuses"):
            self._sort_status(as_object(item), contacts, number)

    def _sort_message(
        self, raw: JsonObject | None, contacts: ContactBook, number: str | None, at: Position
    ) -> None:
        if raw is None:
            self._unknown.append(NotUnderstood("message_not_an_object", messages=1))
            return
        message_id = read_text(raw, "id")
        contact = contacts.find_sender(raw)
        sender_id = read_sender_ids(raw, contact).any_id
        if message_id is None or sender_id is None:
            reason = "message_without_id" if message_id is None else "message_without_sender"
            self._unknown.append(NotUnderstood(reason, messages=1))
            return
        self._messages.append(ReceivedMessage(raw, contact, number, message_id, sender_id, at))

    def _sort_status(self, raw: JsonObject | None, contacts: ContactBook, number: str | None) -> None:
        readable = (
            raw is not None and read_text(raw, "id") is not None and read_text(raw, "status") is not None
        )
        if raw is None or not readable or not self._statuses.add(number, raw, contacts):
            self._unknown.append(NotUnderstood("status_unreadable", statuses=1))


CHUNK_LIMIT = 190_000  # bytes of JSON; a queue message with its envelope stays under 200 KB


class StatusBatcher:
    """Gathers all statuses of one POST: Meta may send one per entry, the queue should not."""

    def __init__(self) -> None:
        self._by_number: dict[str | None, list[tuple[JsonObject, list[JsonObject], int]]] = {}

    def add(self, number: str | None, status: JsonObject, contacts: ContactBook) -> bool:
        """False for one that fits no queue message: too long, or nested too deep to be written."""
        person = _list_ids(status, contacts)
        try:
            size = len(to_compact_json(status)) + len(to_compact_json(person)) + 2  # two commas
        except RecursionError:
            return False
        if size > CHUNK_LIMIT:
            return False
        self._by_number.setdefault(number, []).append((status, person, size))
        return True

    def list_chunks(self) -> Iterator[StatusChunk]:
        for number, gathered in self._by_number.items():
            statuses: list[JsonObject] = []
            contacts: list[JsonObject] = []
            total = 0
            for status, person, size in gathered:
                if total + size > CHUNK_LIMIT:
                    yield StatusChunk(number, tuple(statuses), tuple(contacts))
                    statuses, contacts, total = [], [], 0
                statuses.append(status)
                contacts.extend(person)
                total += size
            yield StatusChunk(number, tuple(statuses), tuple(contacts))


def _list_ids(status: JsonObject, contacts: ContactBook) -> list[JsonObject]:
    """Both ids of the recipient, where the contact tells them; a receipt needs no name."""
    ids = contacts.find_ids(read_text(status, "recipient_user_id"), read_text(status, "recipient_id"))
    if ids is None or ids.phone is None or ids.user_id is None:
        return []
    return [{"wa_id": ids.phone, "user_id": ids.user_id}]
