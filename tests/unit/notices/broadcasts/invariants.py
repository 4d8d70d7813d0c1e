"""What must be true after every run, whatever was done to it; each returns what is not, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.engine import THREADS
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.meta import Sent
from tests.fakes.stored import items_of
from tests.unit.notices.broadcasts.attack import Attack
from tests.unit.notices.broadcasts.invariants_of_follow_ups import wrongly_addressed
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.figures import figures
from urp.notices.broadcasts.job_run import ANSWERS_ALONG
from urp.notices.broadcasts.model import BroadcastStatus
from urp.notices.broadcasts.recipients import AnswerKind, DeliveryStage, Outcome, stage
from urp.notices.broadcasts.recorded import show_state
from urp.notices.broadcasts.tally import tally
from urp.notices.broadcasts.trackers import RowReference, Tracker, parse_tracker

AT_MOST = timedelta(seconds=2)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
NEVER_BEGUN = {BroadcastStatus.DRAFT, BroadcastStatus.CANCELLED}
NOBODY_HANDED_OVER = {
    Outcome.OPTED_OUT,
    Outcome.BLOCKED,
    Outcome.EXPIRED,
    Outcome.STOPPED,
    Outcome.REFUSED,
}
TO_BE_WRITTEN = ANSWERS_ALONG + THREADS
"""What a worker may hold to write down: what rides with the next hand-over, and one more of each thread."""


def violations(attack: Attack) -> list[str]:
    headers = attack.town.stored.headers()
    frozen = [each.id for each in headers if each.status not in NEVER_BEGUN]
    found = [*_twice(attack), *_too_fast(attack), *_not_silent(attack), *_parked(attack), *_fell(attack)]
    for broadcast_id in frozen:
        found += [*_unbalanced(attack, broadcast_id)] or [*_left_out(attack, broadcast_id)]
        found += _written_to_after_leaving(attack, broadcast_id)
        found += _throttled_and_failed(attack, broadcast_id)
        found += _figures_differ(attack, broadcast_id)
        found += untold(attack.town.stored, broadcast_id)
    for broadcast_id in attack.follow_ups:
        found += wrongly_addressed(attack, broadcast_id)
    return found


def untold(stored: EngineStore, broadcast_id: UUID) -> Iterator[str]:
    """9: whatever state an act or the clock left, the next one found; what is left over is how it is now."""
    entries = [
        item
        for item in items_of(stored.tables, "Audit")
        if item.get("resource") == f"broadcast/{broadcast_id}"
    ]
    left = Counter(item["after"] for item in entries if "after" in item)
    left.subtract(Counter(item["before"] for item in entries if "before" in item))
    open_ends = {state: number for state, number in left.items() if number}
    if open_ends != {show_state(stored.header(broadcast_id)): 1}:
        yield f"the record ends in {open_ends}, the notice is {show_state(stored.header(broadcast_id))}"


def _figures_differ(attack: Attack, broadcast_id: UUID) -> Iterator[str]:
    """8: what jobs and receipts counted as they came is what reading every row finds."""
    stored = attack.town.stored
    rows = list(attack.rows(broadcast_id).values())
    counted, receipts = tally(rows), stored.receipts.counts(broadcast_id)
    live = figures(stored.header(broadcast_id), None, receipts, attack.town.now)
    if live.counts != counted.counts or live.refused_by_code != counted.refused_by_code:
        yield f"counted {live.counts}, stored {counted.counts}"
    furthest = Counter(stage(row.delivery).value for row in rows if row.outcome is Outcome.ACCEPTED)
    shown = {each.value: getattr(live.delivery, each.value) for each in DeliveryStage}
    if shown != {each.value: furthest[each.value] for each in DeliveryStage}:
        yield f"delivery shown as {shown}, stored as {furthest}"


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
    header = attack.town.stored.header(broadcast_id)
    if header.status is not BroadcastStatus.CLOSED:
        yield f"not closed but {header.status}"
        return
    statement = attack.town.stored.statement(broadcast_id)
    people = len(attack.rows(broadcast_id))
    if not statement.counts.total == statement.audience == header.audience == people:
        yield f"{statement.counts.total} counted, {header.audience} frozen, {people} rows"
    counted = Counter(row.outcome for row in attack.rows(broadcast_id).values())
    for outcome in NOBODY_HANDED_OVER:  # nothing settles these afterwards
        if getattr(statement.counts, outcome.value) != counted[outcome]:
            yield f"{counted[outcome]} {outcome}, and the statement says otherwise"
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
    began = attack.town.stored.header(broadcast_id).freezing_at or END_OF_TIME
    rows = attack.rows(broadcast_id)
    sent = reached(attack, broadcast_id)
    for citizen_id, joined_at in attack.joined.items():
        there = joined_at <= began and citizen_id not in attack.kept_out
        if there and citizen_id not in rows and broadcast_id not in attack.follow_ups:
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
    if attack.town.meta.over_the_rate:
        yield f"{attack.town.meta.over_the_rate} refused as too many in one second"
    if attack.town.meta.most_in_a_second() > attack.town.rate.rate:
        yield f"{attack.town.meta.most_in_a_second()} in one second"


def _throttled_and_failed(attack: Attack, broadcast_id: UUID) -> Iterator[str]:
    """6: refused is only whom Meta refused; a throttle costs nobody anything."""
    for citizen_id, row in attack.rows(broadcast_id).items():
        tracker = str(Tracker(RowReference(broadcast_id, citizen_id.int % AUDIENCE_SHARDS, citizen_id)))
        if row.outcome is Outcome.REFUSED and tracker not in attack.town.meta.refused:
            yield "recorded as refused, and Meta did not refuse"


def _not_silent(attack: Attack) -> Iterator[str]:
    """7: stop stops, pause pauses, what is no longer useful ends; an emergency silences the ordinary and lets
    go of them in the end."""
    moments = [sent.at for sent in reached(attack, attack.ordinary).values()]
    for since in filter(None, (attack.stopped_at, attack.expires_at)):
        if _within(moments, since + AT_MOST, END_OF_TIME):
            yield "sent after the stop or the expiry"
    if any(_within(moments, since + AT_MOST, until) for since, until in attack.pauses):
        yield "sent during a pause"
    if attack.emergency is not None and attack.emergency_at is not None and not attack.request_refused:
        urgent = [sent.at for sent in reached(attack, attack.emergency).values()]
        if _within(moments, attack.emergency_at + AT_MOST, max(urgent, default=attack.emergency_at)):
            yield "an ordinary message before the emergency's last"
    if attack.town.rate.reaching:
        yield "an emergency that is over still holds the others back"


def _parked(attack: Attack) -> Iterator[str]:
    """2: unclear is only what Meta made unclear, or whom a worker had in hand when it fell."""
    rows = [row for each in attack.town.stored.headers() for row in attack.rows(each.id).values()]
    unclear = sum(row.answer is not None and row.answer.kind is AnswerKind.UNCLEAR for row in rows)
    parked = sum(fall.marked for fall in attack.town.falls)
    if unclear > attack.town.meta.unclear + parked:
        yield f"{unclear} unclear, {attack.town.meta.unclear} by Meta, {parked} in hand of workers that fell"


def _fell(attack: Attack) -> Iterator[str]:
    """2: a killed worker leaves what was in flight, and whom it was about to write to."""
    for fall in attack.town.falls:
        if fall.killed and fall.unanswered > THREADS:
            yield f"{fall.unanswered} calls in flight of one worker"
        if fall.killed and fall.marked - fall.written > TO_BE_WRITTEN:  # some are about to be taken back
            yield f"{fall.marked - fall.written} marked and not written to by one worker"
        if fall.killed and fall.written - fall.unanswered > TO_BE_WRITTEN:
            yield f"{fall.written - fall.unanswered} answers of one worker not written down"


def _within(moments: list[datetime], since: datetime, until: datetime) -> bool:
    return any(since < moment < until for moment in moments)
