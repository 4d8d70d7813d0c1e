"""From the messages somebody chose to what the file keeps: whole bodies, and what those messages say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from urp.citizens.identity.model import Citizen
from urp.errors import InvalidError, RejectedError
from urp.moderation.evidence.model import Chosen, KeptBody, KeptMessage, Shown
from urp.moderation.evidence.ports import ReceivedBody
from urp.observability import digest
from urp.whatsapp.content import Attachment
from urp.whatsapp.message import InboundMessage, parse_message
from urp.whatsapp.webhook import split

MOST_BYTES = 3_200_000
"""Of all bodies: one of Meta's has at most 3 MB, and the export must fit into one answer of Lambda's."""
CUT_OFF = " […: il testo intero è nei dati grezzi]"
MOST_READABLE = 10_000
"""Characters of a text: WhatsApp's own limit is 4,096, but nothing keeps a body from holding more."""


@dataclass(frozen=True, slots=True)
class Cut:
    received: tuple[ReceivedBody, ...]
    bodies: tuple[KeptBody, ...]
    messages: tuple[KeptMessage, ...]


def cut(
    chosen: Sequence[Chosen], citizen: Citizen | None, received: Callable[[str], ReceivedBody | None]
) -> Cut:
    """InvalidError where nothing is left of a message, or the bodies are too large together."""
    keys = dict.fromkeys(each.received for each in chosen if each.received)
    found = sorted(filter(None, map(received, keys)), key=lambda body: (body.received_at, body.key))
    if sum(len(body.content) for body in found) > MOST_BYTES:
        raise InvalidError(
            "messages", "sono troppo grandi per un fascicolo: aprine due, con meno messaggi ciascuno"
        )
    bodies = tuple(_kept(body, number) for number, body in enumerate(found, start=1))
    numbers = {body.received_key: body.number for body in bodies}
    read = {body.key: _read(body) for body in found}
    messages = tuple(
        _message(each, number, numbers, read, citizen)
        for number, each in enumerate(sorted(chosen, key=lambda each: each.at), start=1)
    )
    return Cut(tuple(found), bodies, messages)


def _kept(body: ReceivedBody, number: int) -> KeptBody:
    return KeptBody(
        number=number,
        received_key=body.key,
        sha256=hashlib.sha256(body.content).hexdigest(),
        size=len(body.content),
        signature=body.signature,
        received_at=body.received_at,
    )


def _message(
    chosen: Chosen,
    number: int,
    numbers: Mapping[str, int],
    read: Mapping[str, Mapping[str, InboundMessage]],
    citizen: Citizen | None,
) -> KeptMessage:
    """Read from the bytes where they are, so that it is what was written; else the desk's own copy."""
    original = read.get(chosen.received or "", {}).get(chosen.ref)
    text = _words(original) if original else chosen.text
    if original is None and not text:
        raise InvalidError("messages", "di uno non resta niente: il testo e l'originale non ci sono più")
    if chosen.author:
        shown = Shown()
    elif original:
        sender = original.sender
        shown = Shown(sender.phone, sender.user_id, _storable(sender.name), sender.username)
    else:
        shown = Shown(citizen.phone, citizen.user_id) if citizen else Shown()
    return KeptMessage(
        number=number,
        ref=chosen.ref,
        kind=original.kind.value if original else chosen.kind,
        at=original.at if original else chosen.at,
        text=_storable(text),
        body=numbers.get(chosen.received or "") if original else None,
        author=chosen.author,
        shown=shown,
    )


def _words(message: InboundMessage) -> str:
    if isinstance(message.content, Attachment):
        return message.content.caption or ""
    return message.text or ""


def _storable(text: str) -> str:
    """JSON may hold halves of characters, which no store takes, and any length. The bytes keep it all."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole if len(whole) <= MOST_READABLE else whole[:MOST_READABLE] + CUT_OFF


def _read(body: ReceivedBody) -> dict[str, InboundMessage]:
    """Every message of the body that can be read, by the digest of its id."""
    return dict(_readable(body))


def _readable(body: ReceivedBody) -> Iterable[tuple[str, InboundMessage]]:
    try:
        found = split(body.content).messages
    except RejectedError:  # it was read once; whatever it is now, its bytes are kept
        return
    for each in found:
        try:
            message = parse_message(each.message, each.contact, received_at=body.received_at)
        except RejectedError:
            continue
        yield digest(message.message_id), message
