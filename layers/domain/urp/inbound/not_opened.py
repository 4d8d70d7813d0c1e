"""What is not text is never opened: what each of its kinds is answered, and what the office sees of it."""

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
    """Once a burst. In a conversation that is open the office sees that something came, not what was in it.

    A sticker gets one line; in a conversation it is a nod, not something to read.
    """
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
    """What has gone through many hands asks nothing of the office; a person looks at it like at all else that
    rules hide."""
    if not draft.message.often_forwarded:
        return False
    draft.notes.append("chain_letter")
    hide_chain_letter(draft, reading)
    _say_once(draft, TextKey.FORWARDED_OFTEN)
    return True


def _refuse_reading(draft: Draft) -> OutboxRow | None:
    """Who cannot write is given the office's phone, and when somebody is there to answer it."""
    desk = draft.desk
    if desk.hours.is_open(desk.now, desk.exceptions):
        return say(draft, TextKey.NON_TEXT_REFUSED)
    opening = desk.hours.next_opening_in_words(desk.now, desk.exceptions, draft.language)
    return say(draft, TextKey.NON_TEXT_REFUSED_CLOSED, next_opening=opening)


def _refuse_once(draft: Draft) -> None:
    state, now = draft.state, draft.desk.now
    answered = is_answered_within(ONE_BREATH, state, now)
    if is_in_refused_burst(state, now) or (not answered and _refuse_reading(draft)):
        draft.state = replace(draft.state, refused_at=now)


def _say_once(draft: Draft, key: TextKey) -> None:
    """What says less than a refusal silences nothing after it, and waits for a burst without any reply."""
    if not is_answered_within(BURST, draft.state, draft.desk.now):
        say(draft, key)
