"""One automatic reply: whether it may go out now, and the outbox row it becomes."""

from __future__ import annotations

from uuid import UUID

from urp.desk.loop_guard import Occasion, may_reply, replied, said_within
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.inbound.bursts import told_by_a_refusal
from urp.inbound.draft import Draft
from urp.inbound.flood_rules import held_back, not_before
from urp.inbound.foreign_buttons import IN_THEIR_LANGUAGE, buttons_under
from urp.observability import digest
from urp.town.texts import TextKey
from urp.whatsapp.outgoing import Button, Choice


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
    """None where nothing is said: to whoever is blocked, outside the 24 hours, while the loop guard is down,
    in a flood, and the same text a second time to messages of one turn, unless they are commands.

    It goes out in the citizen's language: so must be `values`. What `IN_THEIR_LANGUAGE` names goes out in the
    one they have just written in.

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
    if typed and told_by_a_refusal(key, draft.state, now):
        draft.notes.append("same_burst")
        return None
    why_not = held_back(draft, key, kind, occasion)
    if why_not is not None:
        draft.notes.append(why_not)
        return None
    proves_consent = kind is ReplyKind.WELCOME
    municipality = draft.desk.municipality
    texts = draft.desk.texts
    if draft.written_in and key in IN_THEIR_LANGUAGE:
        key = IN_THEIR_LANGUAGE[key]
        text = texts.in_their_language(key, draft.written_in)
        buttons = buttons_under(key, draft.written_in, texts)
    else:
        text = texts.render(key, language=draft.language, **values)
    if not may_reply(draft.state, occasion, now, text):
        draft.notes.append("silenced")
        return None
    gap = municipality.answering.turn_gap
    if occasion is Occasion.OTHER and said_within(draft.state, text, gap, now):
        draft.notes.append("said_just_now")
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
        not_before=not_before(draft, kind, occasion),
        warning_of=warning_of,
    )
    draft.reply(row, replied(draft.state, occasion, now, text))
    return row
