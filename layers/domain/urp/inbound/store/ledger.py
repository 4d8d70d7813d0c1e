"""Read and write citizens, consent, desk and dedup marks of one message together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, get, get_many, put_new, query, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables
from urp.citizens.exclusions import ExclusionRecord, find_exclusions
from urp.citizens.identity.model import SenderIds
from urp.citizens.store.citizen_items import write_entry
from urp.citizens.store.citizens import CitizenReader, FoundCitizens, write_change
from urp.desk.model import Conversation, ConversationChange, DeskMessage, DeskState
from urp.desk.store.conversation_items import (
    conversation_write,
    hiding_write,
    message_key,
    message_write,
    read_conversation,
    reread_write,
    state_from,
    state_key,
    state_write,
)
from urp.desk.store.outbox_items import outbox_write
from urp.desk.store.redirect_items import kept_key, redirect_writes
from urp.desk.transitions import forget_words
from urp.inbound.model import AlreadySeenError, Effect, Snapshot
from urp.moderation.casebook.model import Correction, make_case_id
from urp.moderation.store.case_items import case_key, read_case, text_key
from urp.moderation.store.case_writes import (
    write_opening,
    write_text_corrected,
    write_text_emptying,
    write_text_taken_back,
)
from urp.observability import digest
from urp.privacy.store.rights_items import numbers_key, write_confirmation, write_number, write_request

type Key = tuple[str, str]

_TEXT_OF_A_CASE = text_key(UUID(int=0))[1]


class InboundLedger(Store):
    """One consistent store of citizens, consent, desk and dedup marks."""

    def __init__(self, tables: Tables, exclusions: ExclusionRecord) -> None:
        super().__init__(tables)
        self._exclusions = exclusions
        self._citizens = CitizenReader(tables)
        self._places = MessageCopies(tables)

    def reply_ids_of(self, message_id: str) -> tuple[str, ...] | None:
        """The outbox rows a seen message wrote, possibly none; None if it was never seen."""
        mark = self._places.mark(message_id)
        return None if mark is None else tuple(mark["reply_ids"])

    def load_unseen(
        self, message_id: str, ids: SenderIds, others: Sequence[SenderIds | UUID], *, joins: bool
    ) -> Snapshot:
        """Raises AlreadySeenError: the mark is read in the same call. Whether some are known by phone alone
        is not read for a message that joins, which asks nobody for a phone."""
        found, mark = self._citizens.find_beside([ids, *others], self._tables.control, mark_key(message_id))
        if mark is not None:
            raise AlreadySeenError(tuple(mark["reply_ids"]))
        return self._complete(found, ids, others, asks_for_phones=not joins)

    def load(self, ids: SenderIds, others: Sequence[SenderIds | UUID] = ()) -> Snapshot:
        return self._complete(self._citizens.find([ids, *others]), ids, others, asks_for_phones=True)

    def _complete(
        self,
        found: FoundCitizens,
        ids: SenderIds,
        others: Sequence[SenderIds | UUID],
        *,
        asks_for_phones: bool,
    ) -> Snapshot:
        by_user_id, by_phone = found.find_by_user_id(ids), found.find_by_phone(ids)
        writer = by_user_id or by_phone
        state = self._read_state(writer.id) if writer else None
        return Snapshot(
            ids=ids,
            by_user_id=by_user_id,
            by_phone=by_phone,
            others=tuple(citizen for other in others for citizen in found.find_named(other)),
            desk=state,
            conversation=self._read_conversation(state) if state else None,
            phone_only_subscribers=asks_for_phones
            and not (writer and writer.subscribed)
            and self._has_phone_only_subscribers(),
        )

    def count_rights_requests(self, year: int) -> int:
        """How many were numbered."""
        item = get(self._client, self._tables.desk, *numbers_key(year))
        return item["requests"] if item else 0

    def count_conversations(self, ids: Iterable[UUID]) -> int:
        """Kept ones: each is one question and what followed."""
        return sum(
            1
            for citizen_id in ids
            for _ in query(
                self._client,
                self._tables.desk,
                IndexName="citizen",
                KeyConditionExpression="citizen = :citizen AND begins_with(pk, :talks)",
                ExpressionAttributeValues={":citizen": str(citizen_id), ":talks": "CONVERSATION#"},
            )
        )

    def commit(self, effect: Effect, now: datetime) -> None:
        """All or nothing. Raises AlreadySeenError, or ConflictError if a version changed: load again."""
        self._exclusions.record(find_exclusions(effect.citizens, now), now)
        try:
            transact(self._client, list(self._write_effect(effect, now)))
        except AlreadySeenError as seen:
            raise AlreadySeenError(self.reply_ids_of(effect.message_id) or ()) from seen

    def _write_effect(self, effect: Effect, now: datetime) -> Iterator[Write]:
        yield self._mark_write(effect, now)
        together = frozenset(change.after.id for change in effect.citizens)
        for change in effect.citizens:
            yield from write_change(change, self._tables, now, together)
        for entry in effect.ledger:
            yield write_entry(entry, self._tables.citizens)
        if effect.desk:
            yield state_write(effect.desk, self._tables, now)
        people = list_people(effect)
        gone = self.list_deleted_before(effect, now)
        arriving = [
            _take_back(write, gone)
            for message in effect.messages
            for write in self._places.write_arriving(message, people, now)
        ]
        if effect.conversation:
            talk = effect.conversation
            if any(write.item.get("hidden", False) for write in arriving):
                talk = replace(talk, after=forget_words(talk.after))
            yield conversation_write(talk, self._tables)
        yield from arriving
        yield from self._places.write_joining(effect, now)
        yield from (_take_back(write, gone) for write in self._write_redirect(effect, now))
        yield from self._write_rights(effect, now)
        hiding = [
            write
            for message_id in effect.hidden_messages
            for write in self._places.write_taking_back(message_id, people, now)
        ]
        yield from hiding
        for message_id in effect.hidden_messages:
            if effect.writer and self._places.mark(message_id) is None:
                yield self._write_early_deletion(message_id, effect.writer, now)
        yield from self._write_previews(hiding, effect.conversation)
        for row in effect.replies:
            yield outbox_write(row, self._tables)
        for opening in effect.cases:
            yield from (_take_back(write, gone) for write in write_opening(opening, self._tables))

    def _write_early_deletion(self, message_id: str, writer: UUID, now: datetime) -> Write:
        """Of a message that is still to come: Meta posts again, in any order, for seven days."""
        pk, sk = _deletion_key(message_id)
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            "writer": hash_writer(message_id, writer),
            "expires_at": to_expiry(now, self._tables.retention.deduplication),
        }
        return Write("Put", self._tables.control, item)

    def list_deleted_before(self, effect: Effect, now: datetime) -> frozenset[Key]:
        """Where the words of a message would be whose sender took it back before it came."""
        cases = (text_key(opening.case.id) for opening in effect.cases)
        places = frozenset([*list_first_places(effect, now), *cases])
        if not places:
            return places
        deletion = get(self._client, self._tables.control, *_deletion_key(effect.message_id)) or {}
        writers = {hash_writer(effect.message_id, person) for person in list_people(effect)}
        return places if deletion.get("writer") in writers else frozenset()

    def _write_previews(self, hiding: Iterable[Write], own: ConversationChange | None) -> Iterator[Write]:
        """Of the person's other conversations, from which a message is taken back."""
        talks = {str(write.item["pk"]) for write in hiding if write.item["sk"] != _TEXT_OF_A_CASE}
        for conversation_id in (UUID(pk.removeprefix("CONVERSATION#")) for pk in talks if _is_talk(pk)):
            if own is not None and conversation_id == own.after.id:
                continue
            before = read_conversation(self._tables, conversation_id)
            after = forget_words(before) if before else None
            if before and after and after != before:
                yield conversation_write(ConversationChange(before, after), self._tables)

    def _write_rights(self, effect: Effect, now: datetime) -> Iterator[Write]:
        if effect.rights_request:
            yield write_number(effect.rights_request, self._tables)
            yield write_request(effect.rights_request, self._tables)
        if effect.confirmed_erasure:
            yield write_confirmation(effect.confirmed_erasure, self._tables, now)

    def _mark_write(self, effect: Effect, now: datetime) -> Write:
        """First of the transaction, so that its condition is the one reported."""
        pk, sk = mark_key(effect.message_id)
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            "reply_ids": [row.id for row in effect.replies],
            "writer": hash_writer(effect.message_id, effect.writer) if effect.writer else None,
            "message_keys": [list(key) for key in list_first_places(effect, now)],
            "expires_at": to_expiry(now, self._tables.retention.deduplication),
        }
        return put_new(self._tables.control, item, AlreadySeenError(()))

    def _write_redirect(self, effect: Effect, now: datetime) -> Iterator[Write]:
        """Redirected earlier messages keep their words where they are."""
        copies = [message_key(message, now) for message in effect.messages]
        for message_id, kind in effect.reread:
            earlier = [key for key in self._places.find(message_id) if key[1].startswith("MESSAGE#")]
            for key in earlier:
                yield reread_write(key, kind, self._tables, now)
            copies += earlier
        if effect.redirect:
            yield from redirect_writes(effect.redirect, self._tables, copies)

    def _read_state(self, citizen_id: UUID) -> DeskState | None:
        item = get(self._client, self._tables.desk, *state_key(citizen_id))
        return state_from(item) if item else None

    def _read_conversation(self, state: DeskState) -> Conversation | None:
        if state.conversation_id is None:
            return None
        return read_conversation(self._tables, state.conversation_id)

    def _has_phone_only_subscribers(self) -> bool:
        found = query(
            self._client,
            self._tables.citizens,
            IndexName="phone-only",
            KeyConditionExpression="phone_only = :yes",
            ExpressionAttributeValues={":yes": "1"},
            Limit=1,
        )
        return next(found, None) is not None


class MessageCopies(Store):
    """Finds all copies of a message's text, so that its sender can delete it."""

    def mark(self, message_id: str) -> Item | None:
        return get(self._client, self._tables.control, *mark_key(message_id))

    def is_written_by(self, message_id: str, people: Iterable[UUID]) -> bool:
        """True if one of these people wrote the message. Also true for a mark without a writer, stored before
        an update, and without a mark: then only the case is left, which names its citizen."""
        writer = (self.mark(message_id) or {}).get("writer")
        return writer is None or writer in {hash_writer(message_id, person) for person in people}

    def find(self, message_id: str) -> dict[Key, Item]:
        """Find the copies of a text: its mark names them and those of its corrections; the case id derives
        from the message."""
        mark = self.mark(message_id) or {}
        own_case = text_key(make_case_id(digest(message_id)))
        there = self._read_existing([*mark.get("message_keys", []), own_case])
        return there | self._read_existing([key for item in there.values() for key in item.get("copies", [])])

    def write_arriving(self, message: DeskMessage, by: Collection[UUID], now: datetime) -> Iterator[Write]:
        """Write a message that arrives. A correction of a message that was taken out is stored without its
        words: they go to the case, if there is one that may be given back."""
        write = message_write(message, self._tables, now)
        own = message.amends is not None and self.is_written_by(message.amends, by)
        places = self.find(message.amends) if message.amends is not None and own else {}
        if not any(place.get("hidden", False) for place in places.values() if _is(place, message.amends)):
            yield write
            return
        yield replace(write, item={**write.item, "text": None, "hidden": True})
        case_id = make_case_id(digest(message.amends or ""))
        lost = places.get(text_key(case_id), {"taken_back": True}).get("taken_back", False)
        if not lost and self._is_case_of(case_id, by):
            correction = Correction(message.message_id, message.at, message.text, message.received)
            yield write_text_corrected(case_id, [correction], self._tables.desk)

    def write_joining(self, effect: Effect, now: datetime) -> Iterator[Write]:
        """Taking back a message takes back its corrections: its mark names theirs too."""
        corrections = [(message.amends, message_key(message, now)) for message in effect.messages]
        corrections += [(case.text.amends, text_key(case.case.id)) for case in effect.cases]
        for first in dict.fromkeys(amends for amends, _ in corrections if amends is not None):
            if self.mark(first) is not None and self.is_written_by(first, list_people(effect)):
                keys = [list(key) for amends, key in corrections if amends == first]
                yield _write_joining(first, keys, self._tables.control)

    def write_taking_back(self, message_id: str, by: Collection[UUID], now: datetime) -> Iterator[Write]:
        """Delete only what these people wrote."""
        if not self.is_written_by(message_id, by):
            return
        for key, item in self.find(message_id).items():
            if key[1] == _TEXT_OF_A_CASE:
                yield from self._write_case_removal(item, by, now)
            elif not item.get("hidden", False):
                yield hiding_write(*key, self._tables.desk)

    def _is_case_of(self, case_id: UUID, people: Collection[UUID]) -> bool:
        found = get(self._client, self._tables.desk, *case_key(case_id))
        return found is None or read_case(found).citizen_id in people

    def _write_case_removal(self, text: Item, by: Collection[UUID], now: datetime) -> Iterator[Write]:
        case_id = UUID(text["pk"].removeprefix("CASE#"))
        found = get(self._client, self._tables.desk, *case_key(case_id))
        if found is not None and read_case(found).citizen_id not in by:
            return
        if found is None or not read_case(found).needs_what_was_taken_back:
            yield write_text_emptying(case_id, self._tables.desk, now)
        elif not text.get("taken_back", False):
            yield write_text_taken_back(case_id, self._tables.desk)

    def _read_existing(self, keys: Sequence[Sequence[str]]) -> dict[Key, Item]:
        return get_many(self._client, self._tables.desk, list(dict.fromkeys((pk, sk) for pk, sk in keys)))


def _is(item: Item, message_id: str | None) -> bool:
    """The message itself, in its conversation."""
    return bool(item["sk"].startswith("MESSAGE#")) and item.get("message_id") == message_id


def _is_talk(pk: str) -> bool:
    return pk.startswith("CONVERSATION#")


def hash_writer(message_id: str, citizen_id: UUID) -> str:
    """A hash that confirms the writer of a message to a caller who knows both, and reveals neither."""
    return digest(f"{citizen_id} {message_id}")


def list_people(effect: Effect) -> frozenset[UUID]:
    """The writer's ids, earlier ones included."""
    return frozenset([*([effect.writer] if effect.writer else []), *effect.absorbed])


def mark_key(message_id: str) -> Key:
    return f"SEEN#{digest(message_id)}", "SEEN"


def _deletion_key(message_id: str) -> Key:
    return mark_key(message_id)[0], "DELETED"


def _take_back(write: Write, places: Collection[Key]) -> Write:
    """The words of a case are kept, as of any that was taken back."""
    key = (write.item["pk"], write.item["sk"])
    if key not in places:
        return write
    gone = {"taken_back": True} if key[1] == _TEXT_OF_A_CASE else {"text": None, "hidden": True}
    return replace(write, item={**write.item, **gone})


def list_first_places(effect: Effect, now: datetime) -> Iterator[Key]:
    """Keys of the stored message; its case id derives from the message."""
    for message in effect.messages:
        yield message_key(message, now)
    if effect.redirect:
        yield kept_key(effect.redirect.id)


def _write_joining(message_id: str, keys: list[list[str]], control_table: str) -> Write:
    pk, sk = mark_key(message_id)
    return Write(
        "Update",
        control_table,
        {"pk": pk, "sk": sk},
        update="SET message_keys = list_append(message_keys, :keys)",
        condition="attribute_exists(message_keys)",
        values={":keys": keys},
    )
