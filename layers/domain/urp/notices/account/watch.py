"""A safe reaction to what Meta says: written down for the office, and what it forbids is held at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.errors import UnavailableError
from urp.notices.account.model import AccountNote
from urp.notices.account.rules import AccountRules, concerns, warns
from urp.notices.account.sentences import PriceOf, no_price, note_of_elsewhere, notes_of, with_price
from urp.notices.broadcasts.hold import Holds, probing, waits_for_tier
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.trouble import Trouble, TroubleReports
from urp.whatsapp.account import AccountChange, Choice, MarketingPreference, NumberQuality, SharedNumber
from urp.whatsapp.origin import Origin, OurNumber
from urp.whatsapp.rate_ports import NumberRate, ReachLedger
from urp.whatsapp.reach import LimitSource, MessagingLimit

if TYPE_CHECKING:
    from urp.notices.store.account_notes import AccountNotes
    from urp.notices.store.broadcasts import Broadcasts


UPGRADED_RATE = 1_000  # messages a second after THROUGHPUT_UPGRADE (Meta, "Throughput")
SHARED_RATE = 20  # of a number that the phone's own app uses as well (Meta, "Throughput")


@dataclass(frozen=True, slots=True)
class Watched:
    """For the log and the alarm."""

    notes: tuple[str, ...]
    serious: int
    held: int


@dataclass(frozen=True, slots=True)
class WatchAccount:
    notes: AccountNotes
    rules: AccountRules
    broadcasts: Broadcasts
    holds: Holds
    rate: NumberRate
    troubles: TroubleReports
    ours: OurNumber
    ledger: ReachLedger
    price: PriceOf = no_price

    def __call__(
        self, field: str, changes: Sequence[AccountChange], origin: Origin, at: datetime, now: datetime
    ) -> Watched:
        """`at`: when Meta said it. An event of another account or number is only written down."""
        elsewhere = self.ours.find_elsewhere(origin)
        if elsewhere is not None:
            note = note_of_elsewhere(elsewhere, field, at)
            self.notes.store(note)
            return Watched((note.subject,), serious=0, held=0)
        notes = [
            with_price(note, self.price, self.rules.templates, now)
            for each in changes
            for note in notes_of(each, at)
        ]
        for note in notes:
            self.notes.store(note)
        for change in changes:
            if isinstance(change, NumberQuality) and change.event == "THROUGHPUT_UPGRADE":
                self.rate.learn(UPGRADED_RATE)
            if isinstance(change, SharedNumber):
                self.rate.learn(SHARED_RATE)
            limit = limit_in(change)
            if limit is not None:  # what waits for the limit goes on at the next minute's look
                self.ledger.learn_limit(limit.people, at, LimitSource.META)
        self._report_wishes(changes)
        hold = HoldForbidden(self.rules, self.broadcasts, self.holds)
        held = hold(now, changes) if any(map(may_forbid, notes)) or any(map(warns, changes)) else 0
        return Watched(
            notes=tuple(note.subject for note in notes if not note.of_a_person),
            serious=sum(note.serious for note in notes),
            held=held,
        )

    def _report_wishes(self, changes: Sequence[AccountChange]) -> None:
        stops = sum(isinstance(each, MarketingPreference) and each.choice is Choice.STOP for each in changes)
        if stops:
            with suppress(UnavailableError):  # a sign of trouble less; the wishes are written down
                self.troubles.report(None, Trouble(complaints=stops))


@dataclass(frozen=True, slots=True)
class HoldForbidden:
    """What is running now; what is only scheduled is looked at again when it is due."""

    rules: AccountRules
    broadcasts: Broadcasts
    holds: Holds

    def __call__(self, now: datetime, changes: Sequence[AccountChange] = ()) -> int:
        return sum(self._hold_one(each, changes, now) for each in self.broadcasts.active(now))

    def _hold_one(self, broadcast_id: UUID, changes: Sequence[AccountChange], now: datetime) -> bool:
        broadcast = self.broadcasts.load(broadcast_id)
        if broadcast is None or not _may_send(broadcast):
            return False
        why = self.rules.forbids(broadcast.draft.template, now) or _warning(changes, broadcast)
        if why is None:
            return False
        self.holds.hold(broadcast_id, Hold(HoldReason.ACCOUNT, now, why))
        return True


def _may_send(broadcast: Broadcast) -> bool:
    """Now, or by itself when the messaging limit allows it, or Meta answers again."""
    running = broadcast.status in (BroadcastStatus.FREEZING, BroadcastStatus.SENDING)
    return running or waits_for_tier(broadcast) or probing(broadcast)


def may_forbid(note: AccountNote) -> bool:
    return note.forbids or note.category is not None


def limit_in(change: AccountChange) -> MessagingLimit | None:
    match change:
        case MessagingLimit():
            return change
        case NumberQuality(limit=limit):
            return limit
        case _:
            return None


def _warning(changes: Sequence[AccountChange], broadcast: Broadcast) -> str | None:
    """Whoever resumes has seen it: only another word of Meta's holds it again. An alert goes on."""
    if broadcast.emergency:
        return None
    heard = (each for each in changes if warns(each) and concerns(each, broadcast.draft.template))
    notes = (note for each in heard for note in notes_of(each, broadcast.created_at))
    return next((f"Sospeso per prudenza. {note.sentence}" for note in notes), None)
