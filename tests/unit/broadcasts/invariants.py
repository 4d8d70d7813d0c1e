"""What must be true after every run, whatever was done to it; each returns what is not, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.meta import Sent
from tests.unit.broadcasts.attack import Attack
from urp.broadcasts.model import BroadcastStatus
from urp.broadcasts.recipients import AnswerKind, Outcome
from urp.broadcasts.trackers import parse_tracker

AT_MOST = timedelta(seconds=2)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
NOBODY_HANDED_OVER = {
    Outcome.OPTED_OUT,
    Outcome.BLOCKED,
    Outcome.EXPIRED,
    Outcome.STOPPED,
    Outcome.REFUSED,
}
IN_FLIGHT = 12 + 10
"""What a killed worker leaves at most: its threads, and the answers that ride with the next hand-overs."""


def violations(attack: Attack) -> list[str]:
    headers = attack.town.stored.headers.values()
    frozen = [each.id for each in headers if each.status is not BroadcastStatus.CANCELLED]
    found = [*_twice(attack), *_too_fast(attack), *_not_silent(attack), *_parked(attack)]
    for broadcast_id in frozen:
        found += [*_unbalanced(attack, broadcast_id)] or [*_left_out(attack, broadcast_id)]
        found += _written_to_after_leaving(attack, broadcast_id)
    return found


def reached(attack: Attack, broadcast_id: UUID) -> dict[UUID, Sent]:
    """Whom Meta took a message for, whatever we know of it."""
    trackers = ((parse_tracker(sent.tracker), sent) for sent in attack.town.meta.accepted)
    return {
        tracker.row.citizen_id: sent
        for tracker, sent in trackers
        if tracker is not None and tracker.row.broadcast_id == broadcast_id
    }


def _unbalanced(attack: Attack, broadcast_id: UUID) -> Iterator[str]:
    """1: everybody in exactly one state, and the statement adds up to the audience."""
    header = attack.town.stored.headers[broadcast_id]
    if header.status is not BroadcastStatus.CLOSED:
        yield f"not closed but {header.status}"
        return
    statement = attack.town.stored.statements[broadcast_id]
    people = len(attack.town.stored.all_rows(broadcast_id))
    if not statement.counts.total == statement.audience == header.audience == people:
        yield f"{statement.counts.total} counted, {header.audience} frozen, {people} rows"
    if sum(refused for _, refused in statement.refused_by_code) != statement.counts.refused:
        yield "refusals by code do not add up"
    if attack.town.failures:
        yield f"{attack.town.failures}"


def _twice(attack: Attack) -> Iterator[str]:
    """2: nobody gets the same broadcast twice because of us."""
    if max(attack.town.meta.copies().values(), default=1) != 1:
        yield "somebody was reached twice"


def _left_out(attack: Attack, broadcast_id: UUID) -> Iterator[str]:
    """3: whoever was there before the freeze is in the audience, and ends as what truly happened."""
    began = attack.town.stored.headers[broadcast_id].freezing_at or END_OF_TIME
    rows = attack.town.stored.all_rows(broadcast_id)
    sent = reached(attack, broadcast_id)
    for citizen_id, joined_at in attack.joined.items():
        if joined_at <= began and citizen_id not in attack.kept_out and citizen_id not in rows:
            yield "a subscriber is not in the audience"
    for citizen_id, row in rows.items():
        if row.outcome in NOBODY_HANDED_OVER and citizen_id in sent:
            yield f"reached, and recorded as {row.outcome}"
        if row.outcome is Outcome.ACCEPTED and citizen_id not in sent:
            yield "recorded as accepted, and never reached"
    if not sent.keys() <= rows.keys():
        yield "somebody outside of the audience was reached"


def _written_to_after_leaving(attack: Attack, broadcast_id: UUID) -> Iterator[str]:
    """4: but for what was in flight."""
    for citizen_id, sent in reached(attack, broadcast_id).items():
        if sent.at > attack.kept_out.get(citizen_id, END_OF_TIME - AT_MOST) + AT_MOST:
            yield "written to after leaving or being blocked"


def _too_fast(attack: Attack) -> Iterator[str]:
    """5: in any sliding second."""
    if attack.town.meta.most_in_a_second() > attack.town.rate.rate:
        yield f"{attack.town.meta.most_in_a_second()} in one second"


def _not_silent(attack: Attack) -> Iterator[str]:
    """7: stop stops, pause pauses, an emergency silences the ordinary and lets go of them in the end."""
    moments = [sent.at for sent in reached(attack, attack.ordinary).values()]
    if attack.stopped_at is not None and _within(moments, attack.stopped_at + AT_MOST, END_OF_TIME):
        yield "sent after the stop"
    if any(_within(moments, since + AT_MOST, until) for since, until in attack.pauses):
        yield "sent during a pause"
    if attack.emergency is not None and attack.emergency_at is not None and not attack.request_refused:
        urgent = [sent.at for sent in reached(attack, attack.emergency).values()]
        if _within(moments, attack.emergency_at + AT_MOST, max(urgent, default=attack.emergency_at)):
            yield "an ordinary message before the emergency's last"
    if attack.town.rate.reaching:
        yield "an emergency that is over still holds the others back"


def _parked(attack: Attack) -> Iterator[str]:
    """2: unclear is only what Meta made unclear, or what was in flight when a worker died."""
    rows = [row for each in attack.town.stored.headers for row in attack.town.stored.all_rows(each).values()]
    unclear = sum(row.answer is not None and row.answer.kind is AnswerKind.UNCLEAR for row in rows)
    if unclear > attack.town.meta.unclear + attack.kills * IN_FLIGHT:
        yield f"{unclear} unclear with {attack.kills} kills"


def _within(moments: list[datetime], since: datetime, until: datetime) -> bool:
    return any(since < moment < until for moment in moments)
