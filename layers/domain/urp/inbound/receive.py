"""Apply a citizen's message exactly once, however often it is delivered, and enqueue its replies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.alerts import Alerts
from urp.citizens.consent import Outcome
from urp.desk.alarms import NewWait, find_new_wait
from urp.desk.floods import Crowd
from urp.desk.outbox import Replies
from urp.errors import ConflictError, UnavailableError
from urp.inbound.decide import decide
from urp.inbound.emergency_rules import DutyAlert, find_duty_alert
from urp.inbound.floods import FIRST_BEYOND_READING, count_crowd
from urp.inbound.model import AlreadySeenError, DeskContext, Effect, FreshIds
from urp.inbound.own_data_rules import asks_what_is_held
from urp.inbound.reading import read
from urp.inbound.rights_rules import asks_about_own_data
from urp.inbound.sender import check_card, find_names, identify
from urp.meaning.model import Kind
from urp.notices.broadcasts.trackers import RowReference, SignedButtons
from urp.notices.broadcasts.trouble import Trouble, TroubleReports
from urp.pauses import pause_if_touched
from urp.town.municipality import Municipality
from urp.town.opening_hours import OpeningHours
from urp.town.texts import Texts
from urp.whatsapp.content import Tap
from urp.whatsapp.message import InboundMessage

if TYPE_CHECKING:
    from urp.desk.store.crowds import Crowds
    from urp.desk.store.queue import WaitingQueue
    from urp.inbound.store.ledger import InboundLedger
    from urp.town.store.calendar_exceptions import CalendarExceptions

AT_ONCE_WITHIN = timedelta(minutes=1)
SETTLED_AFTER = timedelta(days=1)
MOST_ATTEMPTS = 5
"""Attempts when the same citizen changed meanwhile; then the queue delivers again."""


@dataclass(frozen=True, slots=True)
class ReceiveMessage:
    ledger: InboundLedger
    calendar: CalendarExceptions
    replies: Replies
    alerts: Alerts
    troubles: TroubleReports
    crowds: Crowds
    queue: WaitingQueue
    tell_office: Callable[[NewWait], None]
    """Never fails: the message is at the desk in any case."""
    buttons: SignedButtons
    municipality: Municipality
    texts: Texts
    new_id: Callable[[], UUID]

    def __call__(self, message: InboundMessage, now: datetime) -> Effect | None:
        """The effect, for the log; None when the message already had it.

        Replies of a message seen before are enqueued again: the process may have died before it did. The
        sender of replies skips what was already sent.
        """
        message = check_card(message, self.ledger.load, now)
        row = self._find_row(message)
        try:
            effect = self._take_effect(message, row, now)
        except AlreadySeenError as error:
            self._enqueue(error.reply_ids)
            return None
        self._enqueue([reply.id for reply in effect.replies if reply.not_before is None])
        self._enqueue_delayed(effect, now)
        if Outcome.LEFT in effect.notes and _has_settled(effect, now):
            self._report_leaving(row)
        return effect

    def _take_effect(self, message: InboundMessage, row: RowReference | None, now: datetime) -> Effect:
        """Decide and store; decide again from what is stored if the same citizen changed meanwhile."""
        desk, fresh = self._read_desk(now), self._make_ids()
        reading = read(message, self.municipality.words)
        ids, others = find_names(message, row)
        crowd: Crowd | None = None
        rung: dict[DutyAlert, bool] = {}
        attempt = 1
        while True:
            stored = self.ledger.load_unseen(message.message_id, ids, others, joins=reading.kind is Kind.JOIN)
            known = identify(message, reading, stored, fresh.citizen, now)
            if asks_about_own_data(reading):
                known = replace(known, rights_requests=self._count_rights_requests(message))
            if asks_what_is_held(message, reading):
                people = (known.citizen.id, *known.citizen.absorbed)
                known = replace(known, conversations=self.ledger.count_conversations(people))
            alerted = self._ring(find_duty_alert(message, reading, known, fresh, now), rung)
            crowd = crowd or count_crowd(self.crowds, message, reading, known, fresh)
            effect = decide(message, reading, known, replace(desk, crowd=crowd), fresh, alerted=alerted)
            try:
                self._commit(effect, now)
            except AlreadySeenError:
                raise
            except ConflictError as conflict:
                if attempt == MOST_ATTEMPTS:
                    raise
                attempt += 1
                pause_if_touched(conflict)
            else:
                return effect

    def _ring(self, alert: DutyAlert | None, rung: dict[DutyAlert, bool]) -> bool:
        """Send the duty alert, once however often the message is decided; True if it was sent."""
        if alert is not None and alert not in rung:
            rung[alert] = self.alerts.alert(alert.subject, alert.kind, alert.further)
        return alert is not None and rung[alert]

    def _commit(self, effect: Effect, now: datetime) -> None:
        """Commit the effect, then tell the office that a citizen waits; whether one waited already must be
        read before."""
        waits = find_new_wait(effect.conversation)
        told = waits is not None and (waits.danger or self.queue.is_empty())
        self.ledger.commit(effect, now)
        if waits is not None and told:
            self.tell_office(waits)

    def _enqueue_delayed(self, effect: Effect, now: datetime) -> None:
        """Enqueue delayed replies; the sweep enqueues those due in more than a minute."""
        for row in effect.replies:
            pause = row.not_before - now if row.not_before else None
            if pause is not None and pause <= AT_ONCE_WITHIN:
                self.replies.enqueue([row.id], delay_seconds=int(pause.total_seconds()) + 1)
        if FIRST_BEYOND_READING in effect.notes and effect.desk and effect.desk.after.conversation_id:
            with suppress(UnavailableError):
                self.crowds.beyond_reading(effect.desk.after.conversation_id, now)

    def _find_row(self, message: InboundMessage) -> RowReference | None:
        """The recipient row of the notice whose button was pressed, if one was."""
        return self.buttons.row_of(message.content.payload) if isinstance(message.content, Tap) else None

    def _report_leaving(self, row: RowReference | None) -> None:
        """Report a leave to the running notices, which count complaints."""
        with suppress(UnavailableError):
            self.troubles.report(row.broadcast_id if row else None, Trouble(complaints=1))

    def _count_rights_requests(self, message: InboundMessage) -> int:
        return self.ledger.count_rights_requests(message.at.astimezone(self.municipality.zone).year)

    def _make_ids(self) -> FreshIds:
        return FreshIds(self.new_id(), self.new_id(), self.new_id(), self.new_id())

    def _read_desk(self, now: datetime) -> DeskContext:
        hours = OpeningHours(self.municipality.calendar)
        exceptions = ReadOnce(lambda: self.calendar.read_between(*hours.find_dates_in_sight(now)))
        return DeskContext(self.municipality, self.texts, hours, exceptions, now)

    def _enqueue(self, reply_ids: Sequence[str]) -> None:
        if reply_ids:
            self.replies.enqueue(reply_ids)


class ReadOnce[K, V](Mapping[K, V]):
    """Read when first looked into: most who join are answered without the calendar."""

    def __init__(self, read: Callable[[], Mapping[K, V]]) -> None:
        self._read = cache(read)

    def __getitem__(self, key: K) -> V:
        return self._read()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def _has_settled(effect: Effect, now: datetime) -> bool:
    """True if a subscription ended that is a day old or came from a list. A citizen who joins and leaves
    repeatedly must not count each time: one person could pause every running notice."""
    ended = (citizen.before for citizen in effect.citizens if citizen.before.subscribed)
    return any(
        each.unconfirmed is not None
        or each.subscribed_at is None
        or now - each.subscribed_at >= SETTLED_AFTER
        for each in ended
    )
