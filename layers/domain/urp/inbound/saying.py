"""One automatic reply: whether it may be sent now, in which language, and its outbox row.

Messages of one burst get one reply, whatever their kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.desk.loop_guard import Occasion, may_reply, record_reply, was_said_within
from urp.desk.model import ConversationStatus, DeskState
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.inbound.draft import Draft
from urp.inbound.floods import find_earliest_time, find_hold_reason
from urp.inbound.reading import Act, PressedAct
from urp.observability import digest
from urp.town.texts import TextKey, Texts
from urp.whatsapp.outgoing import Button, Choice

BURST = timedelta(minutes=10)
"""Photos and voice notes come in groups: one within this time after another gets no new refusal."""
ONE_BREATH = timedelta(seconds=60)
"""A text that comes with a photo, before or after it."""
_TALKING = timedelta(minutes=30)
AFTER_THE_FIRST = timedelta(seconds=1)
"""Between two replies to one message: sent at once, either could arrive first."""
_TOLD_BY_A_REFUSAL = frozenset(
    {
        TextKey.HELP_MENU,
        TextKey.REPORT_REDIRECT,
        TextKey.COMPLAINT_REDIRECT,
        TextKey.SUGGESTION_REDIRECT,
        TextKey.DOUBT,
    }
)
"""A refusal has just asked to write, and named the channels for reports. It confirms nothing: what is written
then is still told that it arrived."""
IN_THEIR_LANGUAGE: Mapping[TextKey, TextKey] = {
    **dict.fromkeys(
        (
            TextKey.EMERGENCY,
            TextKey.EMERGENCY_ALERTED,
            TextKey.EMERGENCY_POSSIBLE,
            TextKey.DISTRESS,
            TextKey.DISTRESS_ALERTED,
            TextKey.DISTRESS_POSSIBLE,
            TextKey.FOREIGN_ANSWER,
        ),
        TextKey.FOREIGN_ANSWER,
    ),
    **dict.fromkeys((TextKey.GOODBYE, TextKey.NOT_SUBSCRIBED), TextKey.FOREIGN_LEFT),
    TextKey.HOW_TO_UNSUBSCRIBE: TextKey.FOREIGN_LEAVE_QUESTION,
    TextKey.CONFIRM_SUBSCRIBE: TextKey.FOREIGN_JOIN_QUESTION,
}
"""All other texts are sent in English."""
_TELL_HOW_TO_LEAVE = frozenset({TextKey.HOW_TO_UNSUBSCRIBE, TextKey.FOREIGN_LEAVE_QUESTION})
_LABELS = {
    Act.JOIN: TextKey.FOREIGN_JOIN_BUTTON,
    Act.LEAVE: TextKey.FOREIGN_LEAVE_BUTTON,
    Act.NOTHING: TextKey.FOREIGN_NO_BUTTON,
}
_ASKED_WITH = {
    TextKey.FOREIGN_JOIN_QUESTION: (Act.JOIN, Act.NOTHING),
    TextKey.FOREIGN_LEAVE_QUESTION: (Act.LEAVE, Act.NOTHING),
}


def say(
    draft: Draft,
    key: TextKey,
    *,
    kind: ReplyKind = ReplyKind.AUTOMATIC,
    occasion: Occasion = Occasion.OTHER,
    even_if_blocked: bool = False,
    asks_for_phone: bool = False,
    choice: Choice | None = None,
    buttons: tuple[Button, ...] = (),
    warning_of: UUID | None = None,
    **values: str,
) -> OutboxRow | None:
    """Return None if nothing is said: to a blocked citizen, outside the 24 hours, while the loop guard is
    active, in a flood, and the same text a second time in one turn, except for commands.

    It is sent in the citizen's language, and so must be `values`. Texts in `IN_THEIR_LANGUAGE` are sent in
    the language they have just written in.

    A welcome is kept even outside the 24 hours: that it was refused belongs in the consent ledger.
    """
    now = draft.desk.now
    if draft.blocked and not even_if_blocked:
        return None
    ends = draft.sender.window_ends_at
    if (ends is None or now >= ends) and kind is not ReplyKind.WELCOME:
        draft.notes.append("window_closed")
        return None
    typed = occasion is Occasion.OTHER and draft.message.payload is None
    if typed and _has_refusal_told(key, draft.state, now):
        draft.notes.append("same_burst")
        return None
    why_not = find_hold_reason(draft, key, kind, occasion)
    if why_not is not None:
        draft.notes.append(why_not)
        return None
    proves_consent = kind is ReplyKind.WELCOME
    municipality = draft.desk.municipality
    texts = draft.desk.texts
    if draft.written_in and key in IN_THEIR_LANGUAGE:
        key = IN_THEIR_LANGUAGE[key]
        text = texts.render_foreign(key, draft.written_in)
        buttons = _choose_buttons(key, draft.written_in, texts)
    else:
        text = texts.render(key, language=draft.language, **values)
    if not may_reply(draft.state, occasion, now, text):
        draft.notes.append("silenced")
        return None
    gap = municipality.answering.turn_gap
    if occasion is Occasion.OTHER and was_said_within(draft.state, text, gap, now):
        draft.notes.append("said_just_now")
        _remember_what_was_told(draft, key)
        return None
    row = OutboxRow(
        id=f"{digest(draft.message.message_id)}-{key}",
        citizen_id=draft.sender_id,
        kind=kind,
        text=text,
        created_at=now,
        user_id=draft.message.sender.user_id,
        phone=draft.message.sender.phone,
        conversation_id=draft.conversation.id if draft.conversation else None,
        asks_for_phone=asks_for_phone,
        choice=choice,
        buttons=buttons,
        even_if_blocked=even_if_blocked,
        policy_version=municipality.policy.version if proves_consent else "",
        privacy_version=municipality.privacy.version if proves_consent else "",
        language=draft.language,
        not_before=find_earliest_time(draft, kind, occasion)
        or (now + AFTER_THE_FIRST if draft.has_replied else None),
        warning_of=warning_of,
    )
    draft.reply(row, record_reply(draft.state, occasion, now, text))
    _remember_what_was_told(draft, key)
    return row


def _remember_what_was_told(draft: Draft, key: TextKey) -> None:
    told_at = draft.desk.now if key in _TELL_HOW_TO_LEAVE else None
    draft.state = replace(draft.state, told_how_to_leave_at=told_at)


def _choose_buttons(key: TextKey, language: str, texts: Texts) -> tuple[Button, ...]:
    return tuple(
        Button(str(PressedAct(act, language)), texts.render_foreign(_LABELS[act], language))
        for act in _ASKED_WITH.get(key, ())
    )


def is_answered_within(time: timedelta, state: DeskState, now: datetime) -> bool:
    """True if the service itself replied within `time`; it remembers ten minutes."""
    return any(now - reply.at < time for reply in state.automatic_replies)


def is_staff_talking(draft: Draft) -> bool:
    """True for the first message after staff's answer, soon after it and while the desk is open."""
    talk, desk = draft.conversation, draft.desk
    if talk is None or talk.status is not ConversationStatus.ANSWERED:
        return False
    if not desk.hours.is_open(desk.now, desk.exceptions):
        return False
    return draft.at >= talk.last_message_at and desk.now - talk.last_message_at <= _TALKING


def is_in_refused_burst(state: DeskState, now: datetime) -> bool:
    return state.refused_at is not None and now - state.refused_at < BURST


def _has_refusal_told(key: TextKey, state: DeskState, now: datetime) -> bool:
    said_at = state.refusal_said_at
    return said_at is not None and now - said_at < ONE_BREATH and key in _TOLD_BY_A_REFUSAL
