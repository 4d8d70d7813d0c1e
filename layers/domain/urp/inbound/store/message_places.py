"""Where the words of a message are, so that its sender can take them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, Write, get, get_many
from urp.desk.model import DeskMessage
from urp.desk.store.desk_items import hiding_write, message_key, message_write
from urp.desk.store.redirect_items import kept_key
from urp.inbound.model import Effect
from urp.moderation.casebook.model import Correction, case_id_of
from urp.moderation.store.case_items import case_from, case_key, text_key
from urp.moderation.store.case_writes import text_corrected_write, text_emptying_write, text_taken_back_write
from urp.observability import digest
from urp.retention.days import RetentionDays

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MessagePlaces:
    client: DynamoDBClient
    desk_table: str
    control_table: str

    def mark(self, message_id: str) -> Item | None:
        return get(self.client, self.control_table, *mark_key(message_id))

    def written_by(self, message_id: str, people: Iterable[UUID]) -> bool:
        """A mark from before it named the writer, in the first days after an update, is believed. So is who
        asks about a message without a mark: of that only the case is left, which names its citizen."""
        writer = (self.mark(message_id) or {}).get("writer")
        return writer is None or writer in {writer_mark(message_id, each) for each in people}

    def of(self, message_id: str) -> dict[Key, Item]:
        """Its mark remembers where its text went, and that of its corrections. The case is known by the
        message itself, whoever opened it."""
        mark = self.mark(message_id) or {}
        own_case = text_key(case_id_of(digest(message_id)))
        there = self._there([*mark.get("message_keys", []), own_case])
        return there | self._there([key for item in there.values() for key in item.get("copies", [])])

    def arriving(
        self, message: DeskMessage, by: Collection[UUID], retention: RetentionDays, now: datetime
    ) -> Iterator[Write]:
        """What corrects a message that is out of its conversation comes in without its words: they are the
        case's, where there is one that may be given back."""
        write = message_write(message, self.desk_table, retention, now)
        own = message.amends is not None and self.written_by(message.amends, by)
        places = self.of(message.amends) if message.amends is not None and own else {}
        if not any(each.get("hidden", False) for each in places.values() if _is(each, message.amends)):
            yield write
            return
        yield replace(write, item={**write.item, "text": None, "hidden": True})
        case_id = case_id_of(digest(message.amends or ""))
        lost = places.get(text_key(case_id), {"taken_back": True}).get("taken_back", False)
        if not lost and self._is_case_of(case_id, by):
            correction = Correction(message.message_id, message.at, message.text, message.received)
            yield text_corrected_write(case_id, [correction], self.desk_table)

    def joining_writes(self, effect: Effect, now: datetime) -> Iterator[Write]:
        """Whoever takes back a message takes back its corrections: its mark remembers theirs, too."""
        corrections = [(each.amends, message_key(each, now)) for each in effect.messages]
        corrections += [(each.text.amends, text_key(each.case.id)) for each in effect.cases]
        for first in dict.fromkeys(amends for amends, _ in corrections if amends is not None):
            if self.mark(first) is not None and self.written_by(first, people_of(effect)):
                keys = [list(key) for amends, key in corrections if amends == first]
                yield _joining_write(first, keys, self.control_table)

    def taking_back(self, message_id: str, by: Collection[UUID], now: datetime) -> Iterator[Write]:
        """Nothing of what somebody else wrote."""
        if not self.written_by(message_id, by):
            return
        for key, item in self.of(message_id).items():
            if key[1] == _TEXT_OF_A_CASE:
                yield from self._out_of_the_case(item, by, now)
            elif not item.get("hidden", False):
                yield hiding_write(*key, self.desk_table)

    def _is_case_of(self, case_id: UUID, people: Collection[UUID]) -> bool:
        found = get(self.client, self.desk_table, *case_key(case_id))
        return found is None or case_from(found).citizen_id in people

    def _out_of_the_case(self, text: Item, by: Collection[UUID], now: datetime) -> Iterator[Write]:
        case_id = UUID(text["pk"].removeprefix("CASE#"))
        found = get(self.client, self.desk_table, *case_key(case_id))
        if found is not None and case_from(found).citizen_id not in by:
            return
        if found is None or not case_from(found).needs_what_was_taken_back:
            yield text_emptying_write(case_id, self.desk_table, now)
        elif not text.get("taken_back", False):
            yield text_taken_back_write(case_id, self.desk_table)

    def _there(self, keys: Sequence[Sequence[str]]) -> dict[Key, Item]:
        return get_many(self.client, self.desk_table, list(dict.fromkeys((pk, sk) for pk, sk in keys)))


def _is(item: Item, message_id: str | None) -> bool:
    """The message itself, in its conversation."""
    return bool(item["sk"].startswith("MESSAGE#")) and item.get("message_id") == message_id


_TEXT_OF_A_CASE = text_key(UUID(int=0))[1]


def writer_mark(message_id: str, citizen_id: UUID) -> str:
    """Tells whether a message was this citizen's to whoever asks about both, and leads from it to nobody."""
    return digest(f"{citizen_id} {message_id}")


def people_of(effect: Effect) -> frozenset[UUID]:
    """Who wrote, under every id they had."""
    return frozenset([*([effect.writer] if effect.writer else []), *effect.absorbed])


def mark_key(message_id: str) -> Key:
    return f"SEEN#{digest(message_id)}", "SEEN"


def first_places(effect: Effect, now: datetime) -> Iterator[Key]:
    """Of the message that is stored; its case needs no remembering."""
    for message in effect.messages:
        yield message_key(message, now)
    if effect.redirect:
        yield kept_key(effect.redirect.id)


def _joining_write(message_id: str, keys: list[list[str]], control_table: str) -> Write:
    pk, sk = mark_key(message_id)
    return Write(
        "Update",
        control_table,
        {"pk": pk, "sk": sk},
        update="SET message_keys = list_append(message_keys, :keys)",
        condition="attribute_exists(message_keys)",
        values={":keys": keys},
    )
