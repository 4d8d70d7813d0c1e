"""`make replay-exclusions`: after a restore, exclude again the citizens who left, were blocked or were erased
since.

It only removes, never adds a subscriber. Notices stay withheld until it has finished; if interrupted, the
same command starts again, and repeated steps change nothing. It prints counts, never a person.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.endpoints import REGION
from infra.local.stack import DeployedStack, StackError, open_stack
from infra.restore.audited import is_in_the_audit
from infra.restore.moment import MOMENT, read_moment
from urp.acts.acts import retry_if_moved
from urp.acts.model import BY_ITSELF, Act
from urp.acts.second_person import SecondPerson
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import ProposalRegister
from urp.aws.dynamodb import from_attributes, transact
from urp.aws.tables import Tables
from urp.citizens.consent import EntryKind, LedgerEntry, Source, cap_future_times
from urp.citizens.exclusions import (
    BY,
    ExclusionKind,
    RecordedExclusion,
    find_exclusions,
    find_last_erasure,
    hash_name,
    list_names,
    make_erasure,
    replay_block,
    replay_exclusions,
)
from urp.citizens.identity.model import CitizenChange
from urp.citizens.store.citizen_items import read_citizen, write_entry
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.citizens.store.dynamodb_restore import DynamoRestore, write_excluded, write_replayed
from urp.citizens.store.s3_exclusions import ExclusionKey, S3Exclusions
from urp.desk.model import RightsKind
from urp.desk.store.sns import NobodyOnDuty
from urp.errors import UrpError
from urp.moderation.blocks.model import BlockEvent, BlockStep
from urp.moderation.store.blocks import BlockRegister
from urp.notices.announcements.model import AnnouncementStatus
from urp.notices.broadcasts.lifecycle import put_off_by_restore
from urp.notices.store.announcements import Announcements
from urp.notices.store.broadcasts import Broadcasts
from urp.privacy.rights.erasing import EraseOnRequest
from urp.privacy.rights.erasure import list_ids
from urp.privacy.rights.model import Erasure, RightsRequest, RightsState, RightsStep, find_due_day
from urp.privacy.rights.refusals import StillSubscribedError
from urp.privacy.store.erasure import ErasureStore
from urp.privacy.store.rights import RightsRegister
from urp.town.municipality import load_municipality
from urp.town.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from urp.citizens.identity.model import Citizen
    from urp.town.municipality import Municipality
    from urp.town.texts import Texts

A_DAY = timedelta(days=1)
"""Read before the day restored: an act is recorded a moment before it is stored."""
CLOCKS_DIFFER = timedelta(minutes=5)
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
TOLD_BEFORE = "Risposto prima del ripristino delle tabelle"
TOGETHER = 25


class TooLateError(UrpError):
    """The record of the first day is gone: who left on it would get notices again."""


@dataclass(slots=True)
class Replayed:
    """Counts, and what a person must go on with: numbers of the register, blocks, objects of the record."""

    left: int = 0
    blocked: int = 0
    erased: int = 0
    not_here: int = 0
    """Phones that left and are unknown to the restored tables: a list taken over later leaves them out."""
    notices: int = 0
    announcements: int = 0
    by_hand: list[str] = field(default_factory=list)
    blocks_by_hand: list[str] = field(default_factory=list)
    """Without an act in the audit: their second, and our id of the person."""
    unread: list[str] = field(default_factory=list)
    """The object's name, once for each line that was not understood."""
    ahead_of_now: int = 0
    marked: bool = False
    """Notices may go out again."""

    @property
    def counts(self) -> dict[str, int]:
        return {
            "left": self.left,
            "blocked": self.blocked,
            "erased": self.erased,
            "not_here": self.not_here,
            "notices": self.notices,
            "announcements": self.announcements,
            "by_hand": len(self.by_hand),
            "blocks_by_hand": len(self.blocks_by_hand),
            "unread": len(self.unread),
            "ahead_of_now": self.ahead_of_now,
        }


class ReplayExclusions:
    def __init__(
        self, tables: Tables, town: Municipality, texts: Texts, exclusions: S3Exclusions, key: ExclusionKey
    ) -> None:
        self._tables = tables
        self._town = town
        self._exclusions = exclusions
        self._key = key
        self._people = CitizenReader(tables)
        self._rights = RightsRegister(tables)
        self._erasures = ErasureStore(tables)
        self._blocks = BlockRegister(tables, exclusions)
        # No second person is asked: what was begun before the restore was agreed then.
        self._erase = EraseOnRequest(
            self._rights,
            self._people,
            self._erasures,
            _NobodyIsTold(),
            texts,
            exclusions,
            SecondPerson(ProposalRegister(tables), NobodyOnDuty(), town.zone),
        )
        self._done = Replayed()

    def __call__(self, restored_at: datetime, now: datetime, *, accept_unread: bool = False) -> Replayed:
        """Write the mark last: until then no notice is sent. A line that is not understood may be a citizen
        who left: the others are replayed, and the mark waits for a person's decision."""
        self._refuse_if_too_late(restored_at, now)
        self._done = Replayed()
        self._put_off_notices(now)
        self._pause_announcements(now)
        by_person = self._by_person(restored_at, now)
        known: set[str] = set()
        for citizen in self._everybody():
            people = {hash_name(self._key(), name) for name in list_names(citizen)}
            records = {record for person in people for record in by_person.get(person, ())}
            if records:
                known |= people
                self._again(citizen.id, records, restored_at, now)
        self._remember_unknown({each for some in by_person.values() for each in some}, known)
        if accept_unread or not self._done.unread:
            self._mark(restored_at, now)
        return self._done

    def _refuse_if_too_late(self, restored_at: datetime, now: datetime) -> None:
        days = self._town.retention.exclusions
        if now - (restored_at - A_DAY) > timedelta(days=days):
            raise TooLateError(
                f"è tardi: il registro delle esclusioni dura {days} giorni e non arriva più al giorno prima"
                " dell'istante ripristinato; chi uscì allora riceverebbe di nuovo gli avvisi. Ripristina un"
                f" istante più recente, dopo il {now - timedelta(days=days) + A_DAY:{MOMENT}}"
            )

    def _mark(self, restored_at: datetime, now: datetime) -> None:
        counts = self._done.counts
        details = " ".join(f"{name}={count}" for name, count in counts.items())
        act = self._act("restore.replay", f"restore/{restored_at:{MOMENT}}", now, details)
        mark = write_replayed(restored_at, counts, self._tables, now)
        transact(self._tables.client, [*act_writes(act, self._tables), mark])
        self._done.marked = True

    def _put_off_notices(self, now: datetime) -> None:
        store = Broadcasts(self._tables)
        for broadcast_id in [*store.active(END_OF_TIME), *store.submitted(END_OF_TIME)]:
            act = self._act("broadcast.put_off_by_restore", f"broadcast/{broadcast_id}", now)

            def attempt(broadcast_id: UUID = broadcast_id, act: Act = act) -> bool:
                before = store.load(broadcast_id)
                after = before and put_off_by_restore(before, now)
                if before is None or after is None or after == before:
                    return False
                store.store(before, after, act)
                return True

            self._done.notices += retry_if_moved(attempt)

    def _pause_announcements(self, now: datetime) -> None:
        store = Announcements(self._tables)
        for announcement_id in store.due(END_OF_TIME):
            act = self._act("announcement.pause", f"announcement/{announcement_id}", now)

            def attempt(announcement_id: UUID = announcement_id, act: Act = act) -> bool:
                before = store.load(announcement_id)
                if before is None or before.status is not AnnouncementStatus.ACTIVE:
                    return False
                paused = replace(
                    before,
                    status=AnnouncementStatus.PAUSED,
                    counts_from=now,
                    look_at=None,
                    edition=before.edition + 1,
                )
                store.store(before, paused, act)
                return True

            self._done.announcements += retry_if_moved(attempt)

    def _by_person(self, restored_at: datetime, now: datetime) -> Mapping[str, Sequence[RecordedExclusion]]:
        found: defaultdict[str, list[RecordedExclusion]] = defaultdict(list)
        first, unread = (restored_at - A_DAY).date(), self._done.unread.append
        for record in self._exclusions.read_since(first, now.date(), unread=unread):
            if record.at > now + CLOCKS_DIFFER:
                self._done.ahead_of_now += 1
                continue
            for person in record.people:
                found[person].append(record)
        return found

    def _everybody(self) -> Iterator[Citizen]:
        pages = self._tables.client.get_paginator("scan").paginate(
            TableName=self._tables.citizens,
            FilterExpression="sk = :profile AND attribute_not_exists(merged_into)",
            ExpressionAttributeValues={":profile": {"S": "PROFILE"}},
            ConsistentRead=True,
        )
        for page in pages:
            yield from (read_citizen(from_attributes(item)) for item in page["Items"])

    def _again(
        self, citizen_id: UUID, records: Collection[RecordedExclusion], restored_at: datetime, now: datetime
    ) -> None:
        self._done.left += retry_if_moved(lambda: self._leaves(citizen_id, records, restored_at, now))
        self._done.blocked += retry_if_moved(lambda: self._is_blocked(citizen_id, records, now))
        at = find_last_erasure(records)
        if at is not None:
            self._is_erased(citizen_id, at, now)

    def _leaves(
        self, citizen_id: UUID, records: Collection[RecordedExclusion], restored_at: datetime, now: datetime
    ) -> bool:
        before = self._people.find_one(citizen_id)
        if before is None:
            return False
        after, carried_out = replay_exclusions(cap_future_times(before, now), records)
        if not carried_out:
            return False
        change = CitizenChange(before, after)
        self._exclusions.record(find_exclusions([change], now), now)
        writes = list(write_change(change, self._tables, now))
        entries = [self._entry(before, each, restored_at, now) for each in carried_out]
        writes += [write_entry(entry, self._tables.citizens) for entry in entries]
        transact(self._tables.client, writes)
        return before.subscribed

    def _entry(
        self, before: Citizen, record: RecordedExclusion, restored_at: datetime, now: datetime
    ) -> LedgerEntry:
        kind = EntryKind.LEFT if before.subscribed else EntryKind.WITHOUT_EFFECT
        return LedgerEntry(
            citizen_id=before.id,
            kind=EntryKind.ENDED_AGAIN if record.kind is ExclusionKind.ENDED else kind,
            at=record.at,
            recorded_at=now,
            message_id=f"restore:{restored_at:{MOMENT}}",
            source=Source.RESTORE,
            text=BY,
            policy_version=self._town.policy.version,
            privacy_version=self._town.privacy.version,
        )

    def _is_blocked(self, citizen_id: UUID, records: Collection[RecordedExclusion], now: datetime) -> bool:
        """Nobody is told: they were when it was put. One that the restored history already has is left alone:
        it may have been lifted before the moment restored. One that the audit does not know may never have
        been: a person looks."""
        before = self._people.find_one(citizen_id)
        if before is None:
            return False
        known = {each.at for each in self._blocks.list_history(before.id) if each.kind == "blocked"}
        carried_out = [record for record in records if record.at in known or self._was_put(record)]
        block = replay_block(before, carried_out, now, self._town.policy.version)
        if len(carried_out) < len(records):
            self._by_hand(before, set(records) - set(carried_out), now)
        if block is None or block.at in known:
            return False
        event = BlockEvent("blocked", block.at, block.by, block.reason, block.until, block.policy_version)
        step = BlockStep(CitizenChange(before, replace(before, block=block)), event)
        self._blocks.record(step, self._act("citizen.block", f"citizen/{before.id}", now))
        return True

    def _was_put(self, record: RecordedExclusion) -> bool:
        return record.kind is not ExclusionKind.BLOCKED or is_in_the_audit(record, self._tables, self._key)

    def _by_hand(self, citizen: Citizen, never_put: Collection[RecordedExclusion], now: datetime) -> None:
        if (doubted := replay_block(citizen, never_put, now, self._town.policy.version)) is not None:
            named = f"{doubted.at:{MOMENT}} {citizen.id}"
            if named not in self._done.blocks_by_hand:  # tried again after a conflict
                self._done.blocks_by_hand.append(named)

    def _is_erased(self, citizen_id: UUID, at: datetime, now: datetime) -> None:
        """By the request that the restored register has, open again, or by one made for it. What was written
        after the erasure began stays, as it did then."""
        citizen = self._people.find_one(citizen_id)
        if citizen is None:
            return
        ids = tuple(dict.fromkeys((citizen.id, *citizen.absorbed)))
        traces = self._erasures.find_traces(citizen, ids)
        requests = [trace.request for trace in traces if trace.request]
        if any(
            each.state is RightsState.ANSWERED and each.erasure and each.erasure.at >= at for each in requests
        ):
            return
        request = next((each for each in requests if _is_open_erasure(each)), None)
        request = request or self._request(citizen, at)
        self._exclusions.record([make_erasure(citizen, list_ids(citizen, request), at)], now)
        try:
            if request.erasure is None or request.version == 0:
                begun = replace(request, erasure=request.erasure or Erasure(at, BY))
                self._rights.record(RightsStep(begun), self._erasing("rights.erase.begin", request, now))
            self._erase(request.id, TOLD_BEFORE, self._erasing("rights.erase", request, now))
        except StillSubscribedError:  # joined again, later than the erasure
            return
        except UrpError:
            self._done.by_hand.append(request.number)
            return
        self._done.erased += 1

    def _request(self, citizen: Citizen, at: datetime) -> RightsRequest:
        """Lost with the restore: outside the year's numbers, so that those stay whole. The same if this is
        done again."""
        request_id = uuid5(citizen.id, f"erased {at.isoformat()}")
        known = self._rights.find(request_id)
        if known is not None:
            return known
        return RightsRequest(
            id=request_id,
            number=f"{at.year}/R{request_id.hex[:6]}",
            kind=RightsKind.ERASURE,
            citizen_id=citizen.id,
            conversation_id=uuid5(request_id, "conversation"),
            received_at=at,
            due=find_due_day(at.astimezone(self._town.zone).date(), self._town.calendar.holidays.is_national),
            left=True,
        )

    def _remember_unknown(self, records: Collection[RecordedExclusion], known: set[str]) -> None:
        """Also of somebody known by another name: a list knows its people by phone alone. Not of a block,
        which ends sooner than a leave is remembered."""
        phones: dict[str, datetime] = {}
        for record in records:
            if record.kind is not ExclusionKind.BLOCKED:
                for phone in record.phones - known:
                    phones[phone] = max(record.at, phones.get(phone, record.at))
        writes = [write_excluded(phone, at, self._tables) for phone, at in phones.items()]
        for some in batched(writes, TOGETHER, strict=False):
            transact(self._tables.client, some)
        self._done.not_here = len(phones)

    def _erasing(self, name: str, request: RightsRequest, now: datetime) -> Act:
        return self._act(name, f"rights-request/{request.id}", now)

    def _act(self, name: str, resource: str, now: datetime, details: str = "") -> Act:
        return Act(
            uuid4().hex, BY, name, resource, now, reason="restore", details=details, standing=BY_ITSELF
        )


class _NobodyIsTold:
    """They were, before the restore."""

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None:
        raise AssertionError("an erasure done again tells nobody")


def _is_open_erasure(request: RightsRequest) -> bool:
    return request.kind is RightsKind.ERASURE and request.state is RightsState.OPEN


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    try:
        stack = open_stack(asked.stack, asked.region)
        said = stack.parameters.get("RestoredAt", "")
        if not said:
            print(
                "Lo stack non dice a quale istante sono ripristinate le tabelle: installa prima con"
                " RestoredAt (docs/ripristino.md).",
                file=sys.stderr,
            )
            return 1
        restored_at, town = read_moment(said), _load_town(stack)
        tables = _open_tables(stack, town)
        if not DynamoRestore(tables, restored_at).withholds():
            print("Già fatto per questo istante: gli avvisi possono partire. Nulla è stato toccato.")
            return 0
        replay = _make_replay(tables, town, stack)
        print(f"Ripeto le esclusioni dal {restored_at:{MOMENT}} (tabelle ripristinate a quell'istante) …")
        done = replay(restored_at, datetime.now(UTC), accept_unread=asked.accept_unread == "yes")
    except TooLateError as error:
        print(f"Non fatto: {error}. Gli avvisi restano fermi; nulla è stato toccato.", file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError, StackError, UrpError) as error:
        print(f"Non riuscito: {error}. Gli avvisi restano fermi; ripeti lo stesso comando.", file=sys.stderr)
        return 1
    for line in describe(done):
        print(line)
    return 0 if done.marked else 1


def describe(done: Replayed) -> Iterator[str]:
    yield f"Usciti di nuovo: {done.left}"
    yield f"Bloccati di nuovo: {done.blocked} (gli sblocchi fatti dopo quell'istante si rifanno a mano)"
    yield f"Cancellati di nuovo: {done.erased}"
    yield f"Numeri usciti che le tabelle ripristinate non conoscono, ricordati: {done.not_here}"
    yield f"Avvisi fermati: {done.notices}; annunci ricorrenti sospesi: {done.announcements}"
    if done.by_hand:
        yield f"Cancellazioni da completare a mano, numeri del registro: {', '.join(done.by_hand)}"
    if done.blocks_by_hand:
        yield "Blocchi senza il loro atto nel registro, non rimessi (ora, cittadino):"
        yield from (f"  {each}" for each in done.blocks_by_hand)
    if done.ahead_of_now:
        yield f"Righe con un'ora che deve ancora venire, lasciate da parte: {done.ahead_of_now}"
    if done.unread:
        yield f"Righe non capite: {len(done.unread)}, negli oggetti del registro:"
        yield from (f"  {each}" for each in sorted(set(done.unread)))
    if done.marked:
        yield "Fatto: gli avvisi possono partire di nuovo."
    else:
        yield (
            "Gli avvisi restano fermi: una riga non capita può essere qualcuno che è uscito. Guarda quegli"
            " oggetti; se si può farne a meno, lo stesso comando con ACCEPT_UNREAD=yes"
        )


def _load_town(stack: DeployedStack) -> Municipality:
    profile, allowed = _find_profile(stack)
    return load_municipality(profile, placeholders_allowed=allowed)


def _find_profile(stack: DeployedStack) -> tuple[str, bool]:
    """Its package, and whether it may have placeholders."""
    production = stack.parameters.get("Stage") == "production"
    return stack.parameters.get("ProfilePackage", "urp_profile"), not production


def _open_tables(stack: DeployedStack, town: Municipality) -> Tables:
    return Tables(
        stack.session.client("dynamodb"),
        lambda: town.retention,
        citizens=stack.output("CitizensTableName"),
        desk=stack.output("DeskTableName"),
        broadcasts=stack.output("BroadcastsTableName"),
        audit=stack.output("AuditTableName"),
        control=stack.output("ControlTableName"),
    )


def _make_replay(tables: Tables, town: Municipality, stack: DeployedStack) -> ReplayExclusions:
    profile, allowed = _find_profile(stack)
    texts = load_texts(profile, town, placeholders_allowed=allowed)
    secrets = stack.session.client("secretsmanager")
    s3 = stack.session.client("s3", config=Config(max_pool_connections=16))
    key = ExclusionKey(lambda: secrets, stack.output("ExclusionKeyArn"))
    exclusions = S3Exclusions(lambda: s3, stack.output("ExclusionsBucketName"), key)
    return ReplayExclusions(tables, town, texts, exclusions, key)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make replay-exclusions")
    parser.add_argument("--stack", required=True)
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--accept-unread", choices=("yes", "no"), default="no")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
