"""Rules of two exact messages about one's own data: the code that erases without the office, "I miei dati".

The command that asks for the erasure is a request as any other (`rights_rules`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from urp.desk.loop_guard import Occasion
from urp.desk.model import MessageKind, OpenRequest, RightsKind
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.rights_rules import leave_for_a_request
from urp.inbound.saying import say
from urp.inbound.topic_rules import describe_choice
from urp.privacy.rights.model import ARTICLES
from urp.privacy.rights.typed import Typed, TypedConfirmation, read_typed
from urp.town.opening_hours import WORDING
from urp.town.texts import TextKey
from urp.whatsapp.content import WrittenText
from urp.whatsapp.message import InboundMessage

_AHEAD = timedelta(minutes=1)
"""Clocks differ."""


def asks_what_is_held(message: InboundMessage, reading: Reading) -> bool:
    """True if what is held must be counted before the message is decided."""
    return _find_typed(message, reading) is Typed.SHOW


def _find_typed(message: InboundMessage, reading: Reading) -> Typed | TypedConfirmation | None:
    """Typed by this person now: no correction, no caption, nothing passed on."""
    if not isinstance(message.content, WrittenText) or message.forwarded or reading.meaning is None:
        return None
    return read_typed(reading.text)


def confirm_erasure(draft: Draft, reading: Reading) -> bool:
    """Mark the open request as confirmed; the erasure itself follows within minutes (`EraseConfirmed`)."""
    typed = _find_typed(draft.message, reading)
    if not isinstance(typed, TypedConfirmation):
        return False
    asked = next((right for right in draft.state.rights if right.kind is RightsKind.ERASURE), None)
    if asked is None or not _is_right(draft, asked, typed.code):
        draft.notes.append("erasure_code_wrong")
        draft.keep_if_open(MessageKind.RIGHTS, reading.text)
        say(draft, TextKey.ERASURE_CODE_WRONG, occasion=Occasion.COMMAND, even_if_blocked=True)
        return True
    draft.notes.append("erasure_confirmed")
    if draft.sender.subscribed:  # joined again since
        leave_for_a_request(draft, reading, asked.number, asked.kind)
    if asked.confirmed_at is None:
        draft.confirmed_erasure = asked.id
        asked = replace(asked, confirmed_at=draft.desk.now)
        _remember(draft, asked)
    say_confirmed(draft, asked)
    return True


def _is_right(draft: Draft, asked: OpenRequest, code: str) -> bool:
    until = asked.code_until
    return asked.code == code and until is not None and draft.at <= until + _AHEAD


def _remember(draft: Draft, asked: OpenRequest) -> None:
    others = tuple(right for right in draft.state.rights if right.id != asked.id)
    draft.state = replace(draft.state, rights=(*others, asked))


def say_confirmed(draft: Draft, asked: OpenRequest) -> None:
    say(
        draft,
        TextKey.ERASURE_CONFIRMED,
        occasion=Occasion.COMMAND,
        even_if_blocked=True,
        number=asked.number,
        due=WORDING[draft.language].day(asked.due),
    )


def show_own_data(draft: Draft, reading: Reading) -> bool:
    """Tell what is held, in words. A copy of it is a request, which other words make."""
    if _find_typed(draft.message, reading) is not Typed.SHOW:
        return False
    draft.notes.append("own_data_shown")
    draft.keep_if_open(MessageKind.RIGHTS, reading.text, reopen=False)
    sender, wording, zone = draft.sender, WORDING[draft.language], draft.desk.municipality.zone
    none = _word(draft, TextKey.OWN_DATA_NONE)
    since = sender.subscribed_at or sender.consent_at or draft.at
    block = sender.block if draft.blocked else None
    say(
        draft,
        TextKey.OWN_DATA,
        occasion=Occasion.COMMAND,
        even_if_blocked=True,
        subscription=_word(draft, TextKey.OWN_DATA_SUBSCRIBED, since=wording.since(since, zone))
        if sender.subscribed
        else _word(draft, TextKey.OWN_DATA_NOT_SUBSCRIBED),
        chosen=describe_choice(draft) if sender.subscribed else none,
        questions=str(draft.known.conversations),
        block=wording.until(block.until, zone) if block else none,
        requests=", ".join(_name_requests(draft)) or none,
    )
    return True


def _word(draft: Draft, key: TextKey, **values: str) -> str:
    return draft.desk.texts.render(key, language=draft.language, **values)


def _name_requests(draft: Draft) -> Iterator[str]:
    for right in draft.state.rights:
        yield f"{right.number} (art. {ARTICLES[right.kind]} GDPR)"
