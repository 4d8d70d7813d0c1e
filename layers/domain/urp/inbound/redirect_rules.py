"""Rules for reports, complaints and suggestions: sent on to the channels that take them, and counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.desk.loop_guard import Occasion
from urp.desk.model import MessageKind
from urp.desk.redirects.categories import CategoryFound, find_category
from urp.desk.redirects.model import TEXT_OF, Redirect
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.meaning.model import Kind
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import TextKey

REDIRECTED = {
    Kind.REPORT: RedirectKind.REPORT,
    Kind.COMPLAINT: RedirectKind.COMPLAINT,
    Kind.SUGGESTION: RedirectKind.SUGGESTION,
}


def redirect_report(draft: Draft, reading: Reading) -> bool:
    """Redirect a report without opening a conversation; in an open one staff see it. With a question beside
    it the message goes to the desk as well."""
    both = reading.meaning is not None and reading.meaning.both
    kind = RedirectKind.REPORT if both else REDIRECTED.get(reading.kind) if reading.kind else None
    if kind is None:
        return False
    if not both:
        draft.keep_if_open(MessageKind.REPORT, reading.text, reopen=False)
    draft.notes.append(kind)
    open_one = draft.conversation.id if draft.conversation else None
    message = draft.message
    sent = Sent(message.message_id, draft.at, reading.text, message.received, open_one)
    send_on(draft, kind, sent, find_category(sent.text, draft.desk.municipality.words))
    return not both


@dataclass(frozen=True, slots=True)
class Sent:
    """The message to send on, which may be an earlier one."""

    message_id: str
    at: datetime
    text: str
    """Empty if an earlier message is read again: its words are in the conversation."""
    received: str | None
    conversation_id: UUID | None


def send_on(draft: Draft, kind: RedirectKind, sent: Sent, found: CategoryFound) -> None:
    """Count the message, also if the answer cannot be sent."""
    draft.redirect = Redirect(
        id=draft.fresh.redirect,
        kind=kind,
        category=found.category,
        rule=found.rule,
        day=draft.desk.now.astimezone(draft.desk.municipality.zone).date(),
        citizen_id=draft.sender_id,
        message_id=sent.message_id,
        at=sent.at,
        text=sent.text,
        conversation_id=sent.conversation_id,
        received=sent.received,
    )
    say(draft, TEXT_OF[kind], own_channel=_find_own_channel(draft, found.category))


def tell_where_to_report(draft: Draft, text: str, occasion: Occasion) -> None:
    """Name the channels to a citizen who asks for them, without counting a report."""
    own_channel = _find_own_channel(draft, find_category(text, draft.desk.municipality.words).category)
    say(draft, TextKey.HOW_TO_REPORT, occasion=occasion, own_channel=own_channel)


def _find_own_channel(draft: Draft, category: Category) -> str:
    return draft.desk.municipality.reports.own_channels.get(category, "")
