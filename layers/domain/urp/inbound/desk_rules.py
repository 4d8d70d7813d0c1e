"""What reaches the desk, and what the citizen hears at once: a receipt, the next opening, a kind refusal."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from urp.desk.doubt import without
from urp.desk.model import Conversation, MessageKind
from urp.inbound.draft import Draft
from urp.inbound.moderation_rules import is_hidden
from urp.inbound.reading import Reading
from urp.inbound.redirect_rules import REDIRECTED
from urp.inbound.saying import say
from urp.meaning.model import Kind
from urp.town.courtesy import courtesy
from urp.town.opening_hours import ClosedPeriod
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit, Revocation


def take_back(draft: Draft, reading: Reading) -> bool:
    """The citizen deleted a message: its text is hidden here too, whoever they are."""
    if not isinstance(draft.message.content, Revocation):
        return False
    original = draft.message.content.original_message_id
    draft.hide(original)
    draft.state = replace(draft.state, doubt=without(draft.state.doubt, original))
    draft.notes.append("taken_back")
    return True


def amend(draft: Draft, reading: Reading) -> bool:
    """A corrected message stands beside the first one; nothing is answered a second time. What only its
    correction made a question is taken as one."""
    if not isinstance(draft.message.content, Edit):
        return False
    if draft.conversation is None and reading.kind is Kind.QUESTION:  # of a greeting, say
        return False
    first = draft.message.content.original_message_id
    draft.keep_if_open(MessageKind.QUESTION, reading.text, amends=first)
    draft.notes.append("amended")
    return True


def show_what_the_guard_silenced(draft: Draft, reading: Reading) -> None:
    """Only a person's answer ends the silence at once, so a person must see that somebody waits for one."""
    if (
        "silenced" in draft.notes
        and not is_hidden(draft)
        and reading.meaning is not None
        and reading.kind is not Kind.JOIN
    ):
        report = reading.kind in REDIRECTED
        draft.show(MessageKind.REPORT if report else MessageKind.QUESTION, reading.text)


def may_ask(draft: Draft) -> bool:
    return draft.sender.subscribed or not draft.desk.municipality.switches.must_be_subscribed_to_ask


def take_question(draft: Draft, reading: Reading) -> bool:
    """Whoever is in need asks whether they have joined or not."""
    in_need = reading.meaning is not None and reading.meaning.in_need
    if not (in_need or may_ask(draft)):
        draft.notes.append("must_subscribe")
        say(draft, TextKey.MUST_SUBSCRIBE_TO_ASK)
        return True
    conversation = draft.keep(MessageKind.QUESTION, reading.text)
    draft.notes.append("question")
    if in_need:
        _name_social_services(draft, conversation)
    acknowledge(draft, conversation)
    return True


def _name_social_services(draft: Draft, conversation: Conversation) -> None:
    """A receipt of its own; while the desk is closed the courtesy reply follows, with the next opening."""
    mark = of_today(draft, conversation.id)
    if draft.state.social_services_on != mark and say(draft, TextKey.NEED_RECEIPT):
        draft.state = replace(draft.state, social_services_on=mark, receipt_sent_on=mark)


def acknowledge(draft: Draft, conversation: Conversation) -> None:
    """A receipt, or when the desk opens again."""
    if not tell_that_it_is_closed(draft):
        _give_receipt(draft, conversation)


def tell_that_it_is_closed(draft: Draft) -> bool:
    """When it opens again, why it is closed, and whether to write again; once a closed period."""
    closed = draft.desk.hours.closed_period(draft.desk.now, draft.desk.exceptions, draft.language)
    if closed is not None:
        _name_next_opening(draft, closed)
    return closed is not None


def _give_receipt(draft: Draft, conversation: Conversation) -> None:
    """Once a conversation and day, also to who was given the menu a moment ago: that confirms nothing."""
    mark = of_today(draft, conversation.id)
    if draft.state.receipt_sent_on == mark:
        return
    if say(draft, TextKey.INFO_RECEIPT):
        draft.state = replace(draft.state, receipt_sent_on=mark)


def of_today(draft: Draft, conversation_id: UUID) -> str:
    """What is said once a conversation and day is remembered under this mark."""
    today = draft.desk.now.astimezone(draft.desk.municipality.zone).date()
    return f"{conversation_id}/{today}"


def _name_next_opening(draft: Draft, closed: ClosedPeriod) -> None:
    if draft.state.courtesy_period == closed.identity:
        return
    desk, window_ends = draft.desk, draft.sender.window_ends_at
    told = courtesy(desk.hours, desk.exceptions, closed, desk.now, window_ends, draft.language)
    if told.reason is None:
        said = say(draft, told.key, next_opening=told.next_opening)
    else:
        said = say(draft, told.key, closure_reason=told.reason, next_opening=told.next_opening)
    if said:
        draft.state = replace(draft.state, courtesy_period=closed.identity)
