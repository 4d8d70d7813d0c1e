"""Delete a citizen's items if unchanged since they were read, and the last step in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Write, from_iso, get_many, transact
from urp.aws.tables import Store, Tables
from urp.citizens.exclusions import to_phone_name
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizen_items import citizen_key, forgetting_key
from urp.citizens.store.citizens import write_change
from urp.citizens.store.dynamodb_restore import write_excluded
from urp.citizens.topics import forget_topics
from urp.desk.model import DeskState, DeskStateChange
from urp.desk.store.conversation_items import query_messages, state_key, state_write
from urp.desk.store.outbox_items import outbox_write
from urp.privacy.rights.erasure import ErasureStep, Trace
from urp.privacy.store.citizen_places import Key, list_case_keys, list_traces
from urp.privacy.store.rights_items import write_request
from urp.retention.classes import RetentionClass, find_class

_BY_THE_PROFILE = frozenset({RetentionClass.BLOCKS, RetentionClass.CONSENT})
_A_PART = 50
"""A transaction takes 100 writes, and 4 MB."""


class ErasureStore(Store):
    def __init__(self, tables: Tables, name_hash: Callable[[str], str] | None = None) -> None:
        """`name_hash`: as the record of exclusions hashes a name; None only where it marks nobody."""
        super().__init__(tables)
        self._name_hash = name_hash

    def find_traces(self, citizen: Citizen, ids: Sequence[UUID]) -> tuple[Trace, ...]:
        """All data of the citizen that is stored by person."""
        return tuple(list_traces(self._tables, citizen, ids))

    def erase(self, trace: Trace, until: datetime | None) -> Mapping[RetentionClass, int]:
        """Erase one trace, in parts if large; idempotent. ConflictError: it changed, and the changed items
        are still there. A conversation that went on after `until` keeps what was written since. Returns
        what is gone."""
        table = self._tables.citizens if trace.kind in _BY_THE_PROFILE else self._tables.desk
        if trace.conversation is not None:
            gone, goes_on = self._erase_messages(trace.conversation, until)
            if goes_on:
                return gone
        beside = [_delete_item(table, key) for key in list_case_keys(trace)]
        transact(self._client, [_delete_item(table, trace.place, trace.version), *beside])
        return trace.items

    def finish(self, step: ErasureStep, act: Act) -> None:
        """The last step in one transaction, refused as `RightsRegister.record` is. The nightly purge forgets
        a profile without a reason to keep it, with its aliases, once the window for an answer is over."""
        if step.forgets:
            self._drop_reminders(step, act.at)
        transact(self._client, list(self._write_end(step, act)))

    def _erase_messages(
        self, conversation_id: UUID, until: datetime | None
    ) -> tuple[Counter[RetentionClass], bool]:
        """Messages before the header through which they are found. A message that comes meanwhile changes the
        header. Also whether any is newer, and stays."""
        there = list(query_messages(self._tables, conversation_id))
        going = [each for each in there if until is None or from_iso(each["at"]) <= until]
        keys = [(each["pk"], each["sk"]) for each in going]
        for start in range(0, len(keys), _A_PART):
            part = keys[start : start + _A_PART]
            transact(self._client, [_delete_item(self._tables.desk, key) for key in part])
        gone = Counter(find_class(each["pk"], each["sk"], each["kind"]) for each in going)
        return gone, len(going) < len(there)

    def _write_end(self, step: ErasureStep, act: Act) -> Iterator[Write]:
        yield from act_writes(act, self._tables)
        yield write_request(step.request, self._tables)
        if step.reply:
            yield outbox_write(step.reply, self._tables)
        for change in step.states:
            yield self._write_state(change, act.at)
        if step.forgets:
            yield from self._write_reminders(step, act.at)
            yield from self._write_tombstones(step, act.at)
            return
        after = _reduce_profile(step)
        if after != step.citizen:
            yield from write_change(CitizenChange(step.citizen, after), self._tables, act.at)

    def _write_state(self, change: DeskStateChange, now: datetime) -> Write:
        before = change.before
        if change.after == DeskState(before.citizen_id, before.version):
            return _delete_item(self._tables.desk, state_key(before.citizen_id), before.version)
        return state_write(change, self._tables, now)

    def _write_reminders(self, step: ErasureStep, now: datetime) -> Iterator[Write]:
        """Reminders for the nightly purge, which deletes profile and aliases after WhatsApp's window: until
        then the answer needs the address."""
        due = int(max(now, step.citizen.window_ends_at or now).timestamp())
        for item in self._read_profiles(step):
            citizen_id = UUID(item["pk"].removeprefix("CITIZEN#"))
            version = step.citizen.version if citizen_id == step.citizen.id else item["version"]
            yield Write(
                "Update",
                self._tables.citizens,
                {"pk": item["pk"], "sk": item["sk"]},
                condition="version = :before",
                update="SET forget_at = :due, version = :after REMOVE topics, topics_since",
                values={":before": version, ":after": version + 1, ":due": due},
            )
            if _find_day(item) not in (None, _to_day(due)):
                yield _delete_item(
                    self._tables.citizens, forgetting_key(citizen_id, _to_day(item["forget_at"]))
                )
            pk, sk = forgetting_key(citizen_id, _to_day(due))
            yield Write("Put", self._tables.citizens, {"pk": pk, "sk": sk})

    def _write_tombstones(self, step: ErasureStep, now: datetime) -> Iterator[Write]:
        """Keyed hashes of their numbers, so that no list on its way takes in again who is not known any more.
        Whoever once joined has a profile that says so."""
        if self._name_hash is not None:
            for phone in step.citizen.phones:
                hashed, days = self._name_hash(to_phone_name(phone)), self._tables.retention.exclusions
                yield write_excluded(hashed, now, self._tables, days)

    def _drop_reminders(self, step: ErasureStep, now: datetime) -> None:
        """Delete reminders; one is left by every day on which they wrote. The profiles' current ones are
        deleted with the last step."""
        waited_for = {_find_day(item) for item in self._read_profiles(step)}
        days = (
            _to_day(int(now.timestamp())) + timedelta(days=each)
            for each in range(self._tables.retention.desk_text + 2)
        )
        unused = [day for day in days if day not in waited_for]
        keys = [forgetting_key(citizen_id, each) for citizen_id in step.ids for each in unused]
        for key in get_many(self._client, self._tables.citizens, keys):
            transact(self._client, [_delete_item(self._tables.citizens, key)])

    def _read_profiles(self, step: ErasureStep) -> list[Item]:
        keys = [citizen_key(one_id) for one_id in step.ids]
        return list(get_many(self._client, self._tables.citizens, keys).values())


def _to_day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _find_day(profile: Item) -> date | None:
    return _to_day(profile["forget_at"]) if "forget_at" in profile else None


def _reduce_profile(step: ErasureStep) -> Citizen:
    """The profile reduced to what is kept; ids stay, since a proof of consent must name a person."""
    if step.keeps_block:
        return forget_topics(step.citizen)
    return replace(forget_topics(step.citizen), block=None, at_whatsapp=None)


def _delete_item(table: str, key: Key, version: int | None = None) -> Write:
    """Delete an item; fine if it is gone, a conflict if it changed since it was read."""
    pk, sk = key
    condition = None if version is None else "attribute_not_exists(pk) OR #version = :version"
    return Write(
        "Delete",
        table,
        {"pk": pk, "sk": sk},
        condition=condition,
        names={} if version is None else {"#version": "version"},
        values={} if version is None else {":version": version},
    )
