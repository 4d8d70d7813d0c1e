"""Decide the effect of one message. Pure: the same arguments give the same effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from urp.citizens.blocks import MirrorState, move_to_id
from urp.citizens.consent import hear_wish
from urp.citizens.identity.resolution import merge_entries
from urp.desk.loop_guard import record_incoming
from urp.inbound.consent_rules import join, leave, leave_as_told
from urp.inbound.desk_rules import (
    amend,
    show_what_the_guard_silenced,
    take_back,
    take_in_their_language,
    take_question,
    take_reminder,
    tell_in_their_language,
)
from urp.inbound.doubt_rules import ask_in_doubt, settle_doubt
from urp.inbound.draft import Draft
from urp.inbound.emergency_rules import answer_emergency, mark_child
from urp.inbound.floods import keep_pace, remember_crowd, set_aside_a_flood
from urp.inbound.model import DeskContext, Effect, FreshIds
from urp.inbound.moderation_rules import moderate, propose_beside, remember_alert
from urp.inbound.not_opened import refuse_what_is_not_text, set_aside_a_chain_letter
from urp.inbound.own_data_rules import confirm_erasure, show_own_data
from urp.inbound.reading import Reading, is_silent, opens_the_window
from urp.inbound.redirect_rules import redirect_report
from urp.inbound.rights_rules import use_rights
from urp.inbound.sender import KnownSender
from urp.inbound.small_talk import (
    answer_from_the_menu,
    ask_to_confirm_what_a_merge_dropped,
    keep_beside_a_danger,
    make_conversation,
    send_to_who_can_help,
    tell_how_to_leave,
)
from urp.inbound.topic_rules import choose_topics
from urp.meaning.model import Kind
from urp.whatsapp.content import IdentityChange, MarketingWish
from urp.whatsapp.message import InboundMessage

type Rule = Callable[[Draft, Reading], bool]

_ALSO_WHEN_BLOCKED: tuple[Rule, ...] = (
    take_back,
    confirm_erasure,
    show_own_data,
    use_rights,
    keep_beside_a_danger,
    leave,
    leave_as_told,
    tell_how_to_leave,
    send_to_who_can_help,
)
_IN_ORDER: tuple[Rule, ...] = (
    join,
    set_aside_a_flood,
    moderate,  # before a correction, which may say worse
    amend,
    refuse_what_is_not_text,
    set_aside_a_chain_letter,
    take_in_their_language,
    choose_topics,
    settle_doubt,
    take_reminder,  # before the rules that would take it for a complaint; leaves a doubt as it is
    ask_in_doubt,
    answer_from_the_menu,
    redirect_report,
    make_conversation,
    take_question,
)
"""The first rule that takes the message is the last. Joining comes first of what staff could also answer."""
_WANTS_OUT = frozenset({Kind.WANTS_TO_LEAVE, Kind.ERASE_DATA})
"""Not asked whether they want the notices; nor is who has left."""


def decide(
    message: InboundMessage,
    reading: Reading,
    known: KnownSender,
    desk: DeskContext,
    fresh: FreshIds,
    *,
    alerted: bool,
) -> Effect:
    """`alerted`: the person on duty was alerted of this message."""
    if isinstance(message.content, IdentityChange | MarketingWish):
        return _hear_whatsapp(message, known, desk, fresh)
    if is_silent(message):
        return Effect(message.message_id, notes=("nothing_to_answer",))
    draft = _open_draft(message, known, desk, fresh)
    if opens_the_window(message):
        draft.open_window()
    keep_pace(draft)
    draft.state = replace(record_incoming(draft.state, draft.desk.now), told_how_to_leave_at=None)
    remember_crowd(draft)
    draft.note_language(reading.language)
    draft.written_in = reading.written_in
    if alerted:
        remember_alert(draft, reading)
    reading = mark_child(draft, reading)
    if answer_emergency(draft, reading, alerted=alerted):
        return draft.to_effect()
    tell_in_their_language(draft, reading)
    if _apply_also_when_blocked(draft, reading):
        return draft.to_effect()
    if draft.blocked:
        draft.notes.append("blocked")
        _move_block_that_waited(draft)
        return draft.to_effect()
    for rule in _IN_ORDER:
        if rule(draft, reading):
            break
    show_what_the_guard_silenced(draft, reading)
    ask_to_confirm_what_a_merge_dropped(draft)
    return draft.to_effect()


def _apply_also_when_blocked(draft: Draft, reading: Reading) -> bool:
    if not any(rule(draft, reading) for rule in _ALSO_WHEN_BLOCKED):
        return False
    propose_beside(draft, reading)
    if reading.kind not in _WANTS_OUT and draft.confirmed_erasure is None:
        ask_to_confirm_what_a_merge_dropped(draft)
    return True


def _open_draft(message: InboundMessage, known: KnownSender, desk: DeskContext, fresh: FreshIds) -> Draft:
    """Open a draft with what the sender's identity alone changes: aliases, merges, consent entries of a
    merge."""
    draft = Draft(message, known, desk, fresh)
    resolution, municipality = known.resolution, desk.municipality
    draft.enter_all(
        merge_entries(
            resolution,
            at=message.at,
            recorded_at=desk.now,
            message_id=message.message_id,
            policy_version=municipality.policy.version,
            privacy_version=municipality.privacy.version,
        )
    )
    if resolution.merged:
        draft.notes.append("merged")
    if resolution.opted_out:
        draft.notes.append("merged_opt_out")
    return draft


def _hear_whatsapp(message: InboundMessage, known: KnownSender, desk: DeskContext, fresh: FreshIds) -> Effect:
    """What WhatsApp tells of a person, who did not write: nobody answers. Nothing is kept of a wish of
    whom we do not know."""
    wish = message.content
    if isinstance(wish, MarketingWish) and known.citizen.version == 0:
        return Effect(message.message_id, notes=("wish_of_nobody",))
    draft = _open_draft(message, known, desk, fresh)
    if isinstance(wish, MarketingWish):
        draft.change(draft.sender, hear_wish(draft.sender, draft.at, stop=wish.stop))
        draft.notes.append("marketing_stop" if wish.stop else "marketing_resume")
    else:
        draft.notes.append("identity_changed")
        _move_block(draft)
    return draft.to_effect()


def _move_block_that_waited(draft: Draft) -> None:
    """Move a block at WhatsApp to an id that Meta did not take before and takes now. Not after a call for
    help: that message and the next must come through."""
    mirror = draft.sender.at_whatsapp
    if mirror is not None and mirror.state is MirrorState.NOT_CARRIED:
        _move_block(draft)


def _move_block(draft: Draft) -> None:
    """Move a block at WhatsApp to the person's new id. Meta takes the new id only after it has written; until
    then they can write."""
    sender, now = draft.sender, draft.desk.now
    if not sender.is_blocked(now):
        return
    after = move_to_id(sender.at_whatsapp, sender.user_id or sender.phone, now)
    if after != sender.at_whatsapp:
        draft.change(sender, replace(sender, at_whatsapp=after))
        draft.notes.append("whatsapp_block_carried")
