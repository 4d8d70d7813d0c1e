"""Rules for photos, voice and other attachments, which are never opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from urp.desk.model import MessageKind
from urp.desk.outbox import OutboxRow
from urp.inbound.draft import Draft
from urp.inbound.moderation_rules import hide_chain_letter
from urp.inbound.reading import Reading
from urp.inbound.saying import BURST, ONE_BREATH, is_answered_within, is_in_refused_burst, say
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind as Sent

_CALLED: Mapping[Sent, str] = {
    Sent.IMAGE: "Una foto, non aperta",
    Sent.AUDIO: "Un audio, non aperto",
    Sent.VIDEO: "Un video, non aperto",
    Sent.DOCUMENT: "Un documento, non aperto",
    Sent.STICKER: "Uno sticker, non aperto",
    Sent.LOCATION: "Una posizione, non aperta",
    Sent.CONTACTS: "Un contatto, non aperto",
    Sent.ORDER: "Un ordine, non aperto",
    Sent.CALL: "Una chiamata, senza risposta",
}
_SOMETHING = "Un messaggio che non è testo, non aperto"


def refuse_what_is_not_text(draft: Draft, reading: Reading) -> bool:
    """Refuse an attachment, once a burst. In an open conversation staff see that something came, not its
    content. A sticker gets one line; in a conversation it needs no reading."""
    if reading.meaning is not None:
        return False
    kind = draft.message.kind
    draft.notes.append("not_text")
    talking = draft.conversation is not None
    named = f"[{_CALLED.get(kind, _SOMETHING)}]"
    draft.keep_if_open(MessageKind.NOT_OPENED, f"{named} {reading.text}".strip(), reopen=False)
    if kind is Sent.CALL:
        _say_once(draft, TextKey.CALL_NOT_ANSWERED)
    elif kind is not Sent.STICKER:
        _refuse_once(draft)
    elif not talking:
        _say_once(draft, TextKey.STICKER)
    return True


def set_aside_a_chain_letter(draft: Draft, reading: Reading) -> bool:
    """A message forwarded many times asks nothing of the office; staff look at it like at all that rules
    hide."""
    if not draft.message.often_forwarded:
        return False
    draft.notes.append("chain_letter")
    hide_chain_letter(draft, reading)
    _say_once(draft, TextKey.FORWARDED_OFTEN)
    return True


def _refuse_reading(draft: Draft) -> OutboxRow | None:
    """Give the office's phone and hours to a citizen who cannot write."""
    desk = draft.desk
    if desk.hours.is_open(desk.now, desk.exceptions):
        return say(draft, TextKey.NON_TEXT_REFUSED)
    opening = desk.hours.write_next_opening(desk.now, desk.exceptions, draft.language)
    return say(draft, TextKey.NON_TEXT_REFUSED_CLOSED, next_opening=opening)


def _refuse_once(draft: Draft) -> None:
    state, now = draft.state, draft.desk.now
    if is_in_refused_burst(state, now):
        draft.state = replace(draft.state, refused_at=now)
    elif not is_answered_within(ONE_BREATH, state, now) and _refuse_reading(draft):
        draft.state = replace(draft.state, refused_at=now, refusal_said_at=now)


def _say_once(draft: Draft, key: TextKey) -> None:
    """Say a short line once a burst; it does not silence later replies."""
    if not is_answered_within(BURST, draft.state, draft.desk.now):
        say(draft, key)
