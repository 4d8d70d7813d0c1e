"""Who is told at once: the person on duty of a danger, the office that somebody waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.desk.model import Alarm, Conversation, ConversationChange, ConversationStatus

EVIDENCE_TO_APPROVE = "evidence_to_approve"
"""A file of evidence waits for the second person."""
RELEASE_PROPOSED = "evidence_release_proposed"
"""Somebody proposed to release a file: a colleague who disagrees has 72 hours to cancel that."""
ERASURE_PROPOSED = "erasure_proposed"
"""Staff, not the citizen, made an erasure of a request about one's own data: the same 72 hours."""
SILENCE_LIFT_PROPOSED = "silence_lift_proposed"
"""A period of electoral silence is to end early: another person confirms."""
UNBLOCK_PROPOSED = "unblock_proposed"
"""A grave block is to be lifted: another person confirms."""

NOTICE_TO_APPROVE = "notice_to_approve"
"""A notice waits for an approver."""
EMERGENCY_SENT_ALONE = "emergency_sent_alone"
"""One person sent an approved emergency text alone: another reviews it."""
EMERGENCY_NOT_REVIEWED = "emergency_not_reviewed"
"""The time for that is over."""
CHANNEL_POST_LATE = "channel_post_late"
"""A notice is out, and nobody has posted its edition to the Channel."""
TRAINING_TO_APPROVE = "training_notice_to_approve"
"""A training notice waits for an approver: nothing will leave."""
ANNOUNCEMENT_TO_APPROVE = "announcement_to_approve"
"""A recurring notice was written or changed. Nobody on duty is told: each occurrence waits again."""
EMERGENCY_TEXT_TO_APPROVE = "emergency_text_to_approve"
"""An emergency text was written or changed. Nobody on duty is told either."""
DRILL_DUE = "drill_due"
"""A member of staff has sent or approved nothing in training this month."""
DRILL_MISSED = "drill_missed"
"""The same for the third month in a row, or more."""

QUESTION_WAITS = "question_waits"
"""Somebody begins to wait at the desk: the office is told, nobody on duty."""
POSSIBLE_DANGER = "possible_danger"
"""The same, and the first words may mean danger."""

AGAIN_AFTER = timedelta(minutes=10)
AGAIN_AFTER_BLOCKED = timedelta(days=1)
"""Once for who is blocked; a day later nobody knows any more that it is the same call."""


def is_seen(conversation: Conversation) -> bool:
    """A person of the office answered, wrote a note, closed it, or took it after it rang."""
    alarm, hold = conversation.alarm, conversation.hold
    rung_at = alarm.rung_at if alarm else None
    taken = hold is not None and rung_at is not None and hold.since >= rung_at
    return not conversation.danger or conversation.said_by is not None or taken


def find_unseen_alarm(conversation: Conversation) -> Alarm | None:
    return None if is_seen(conversation) else conversation.alarm


def clear_seen_alarm(before: Conversation, after: Conversation) -> Conversation:
    """`after`, without the alarm that was seen before or is seen now: what shows it may go again."""
    return replace(after, alarm=None if is_seen(before) or is_seen(after) else after.alarm)


def must_ring(conversation: Conversation | None, now: datetime, *, blocked: bool) -> bool:
    """The first certain danger always does, whatever only possible one came before it, and the first after
    somebody has seen it. Until then one in ten minutes; of somebody blocked one a day."""
    alarm = find_unseen_alarm(conversation) if conversation else None
    if alarm is None or alarm.rung_at is None:
        return True
    return now - alarm.rung_at >= (AGAIN_AFTER_BLOCKED if blocked else AGAIN_AFTER)


def count_danger(alarm: Alarm | None, now: datetime, *, rang: bool) -> Alarm:
    if rang:
        return Alarm(now)
    return Alarm(alarm.rung_at, alarm.further + 1) if alarm else Alarm(None, 1)


@dataclass(frozen=True, slots=True)
class NewWait:
    conversation_id: UUID
    danger: bool
    """For a possible one nobody on duty is called, and for a certain one perhaps nobody could be."""


def find_new_wait(change: ConversationChange | None) -> NewWait | None:
    """The conversation that a message makes wait for an answer, or in which somebody may be, or certainly
    is, in danger from now on. Reports and greetings make none wait."""
    if change is None or change.after.status is not ConversationStatus.OPEN:
        return None
    waited = change.before.version > 0 and change.before.status is ConversationStatus.OPEN
    first_certain = change.after.alarm is not None and change.before.alarm is None
    danger = change.after.danger and not (waited and change.before.danger and not first_certain)
    return NewWait(change.after.id, danger) if danger or not waited else None
