"""Rules for messages with a fixed answer: words of the menu, how to join and leave, greetings, thanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from urp.citizens.consent import Source
from urp.desk.loop_guard import Occasion
from urp.desk.model import ConversationStatus, MessageKind
from urp.inbound.consent_rules import say_already_subscribed
from urp.inbound.desk_rules import tell_that_it_is_closed
from urp.inbound.draft import Draft
from urp.inbound.reading import JOIN_PAYLOAD, Reading
from urp.inbound.redirect_rules import tell_where_to_report
from urp.inbound.saying import say
from urp.meaning.intents import says_goodbye
from urp.meaning.leaving import may_be_said_in_danger
from urp.meaning.model import Kind
from urp.town.texts import TextKey
from urp.whatsapp.outgoing import Button

_DANGER_LASTS = timedelta(days=1)
_READY = {
    Kind.HOW_TO_LEAVE: TextKey.HOW_TO_UNSUBSCRIBE,
    Kind.WANTS_TO_LEAVE: TextKey.HOW_TO_UNSUBSCRIBE,
    Kind.THIRD_PERSON: TextKey.THIRD_PARTY_SUBSCRIPTION,
    Kind.THIRD_PERSONS_NUMBER: TextKey.THIRD_PARTY_SUBSCRIPTION,
    Kind.PRIVACY: TextKey.PRIVACY_ANSWER,
    Kind.HELP: TextKey.HELP_MENU,
    Kind.PRAISE: TextKey.PRAISED,
}
_FOR_A_PERSON_TOO = {
    Kind.NO_HOME: TextKey.NO_HOME,
    Kind.WANTS_TO_CALL: TextKey.PHONE_ANSWER,
    Kind.WITHOUT_WHATSAPP: TextKey.WITHOUT_WHATSAPP,
}


def keep_beside_a_danger(draft: Draft, reading: Reading) -> bool:
    """Keep "Basta!" or "fermati" as a message within a day of a call for help, since it may be more of it.
    Staff read it, and the citizen is told the one word that ends the notices."""
    typed = reading.kind is Kind.LEAVE and reading.source is Source.TEXT
    if not typed or not _is_in_danger(draft) or not may_be_said_in_danger(reading.text):
        return False
    draft.keep(MessageKind.QUESTION, reading.text)
    draft.notes.append("kept_beside_a_danger")
    say(draft, TextKey.HOW_TO_UNSUBSCRIBE, occasion=Occasion.COMMAND, even_if_blocked=True)
    draft.state = replace(draft.state, told_how_to_leave_at=None)  # a "sì" may be more of the danger too
    return True


def _is_in_danger(draft: Draft) -> bool:
    heard = draft.conversation.danger_at if draft.conversation else None
    return heard is not None and timedelta(0) <= draft.at - heard <= _DANGER_LASTS


def tell_how_to_leave(draft: Draft, reading: Reading) -> bool:
    """Tell the word that leaves to a citizen who wants to leave but wrote more than the word; also if
    blocked, in a flood, beside a photo or in a correction."""
    meaning = reading.meaning
    if meaning is None or meaning.kind is not Kind.WANTS_TO_LEAVE or meaning.counted:
        return False
    say(draft, TextKey.HOW_TO_UNSUBSCRIBE, occasion=Occasion.COMMAND, even_if_blocked=True)
    draft.notes.append(meaning.kind)
    if not draft.blocked:
        _keep(draft, reading)
    return True


def send_to_who_can_help(draft: Draft, reading: Reading) -> bool:
    """Tell where to turn now, and keep the message at the desk, since it may ask more. Where to find a roof
    for the night is told to blocked citizens too."""
    kind = reading.kind
    if kind not in _FOR_A_PERSON_TOO or (draft.blocked and kind is not Kind.NO_HOME):
        return False
    draft.keep(MessageKind.QUESTION, reading.text)
    draft.notes.append(kind)
    occasion = Occasion.EMERGENCY if kind is Kind.NO_HOME else Occasion.OTHER
    say(draft, _FOR_A_PERSON_TOO[kind], occasion=occasion, even_if_blocked=True)
    tell_that_it_is_closed(draft)
    return True


def answer_from_the_menu(draft: Draft, reading: Reading) -> bool:
    """Answer a word of the menu, like a command: reading the whole menu is not a loop."""
    meaning = reading.meaning
    if meaning is None:
        return False
    occasion = Occasion.COMMAND if meaning.keyword else Occasion.OTHER
    if meaning.kind in _READY:
        say(draft, _READY[meaning.kind], occasion=occasion)
    elif meaning.kind is Kind.HOW_TO_REPORT:
        tell_where_to_report(draft, reading.text, occasion)
    elif meaning.kind is Kind.HOURS:
        _tell_the_hours(draft, occasion)
    elif meaning.kind is Kind.WANTS_TO_JOIN:
        _offer_to_join(draft)
    elif meaning.kind is Kind.CHANNEL:
        say(draft, TextKey.CHANNEL_ANSWER, buttons=_make_join_button(draft))
    else:
        return False
    draft.notes.append(meaning.kind)
    if meaning.counted:  # answered on a suspicion, so staff see the message
        draft.keep(MessageKind.QUESTION, reading.text)
    elif not meaning.keyword:
        _keep(draft, reading)
    return True


def _keep(draft: Draft, reading: Reading) -> None:
    """Keep the message; one in another language waits for staff, who check the answer."""
    if draft.written_in and reading.source is Source.TEXT:
        draft.keep(MessageKind.QUESTION, reading.text)
    else:
        draft.keep_if_open(MessageKind.QUESTION, reading.text, reopen=False)


def _tell_the_hours(draft: Draft, occasion: Occasion) -> None:
    desk = draft.desk
    say(
        draft,
        TextKey.HOURS_ANSWER,
        occasion=occasion,
        state_now=desk.hours.write_state(desk.now, desk.exceptions, draft.language),
        special_days=desk.hours.write_special_days(desk.now, desk.exceptions, draft.language),
    )


def make_conversation(draft: Draft, reading: Reading) -> bool:
    """Handle greetings, thanks and "ok": staff see them in an open conversation, alone they open none. A
    greeting outside one gets the menu; a goodbye does not.

    Thanks are not answered: since October 2026 Meta bills each reply, and two machines would never stop.
    """
    meaning = reading.meaning
    if meaning is None or meaning.kind not in (Kind.GREETING, Kind.THANKS, Kind.ACKNOWLEDGED):
        return False
    if meaning.counted:  # the office loses no question that only sounds like thanks
        return False
    draft.notes.append(meaning.kind)
    waits = draft.conversation is not None and draft.conversation.status is ConversationStatus.OPEN
    draft.keep_if_open(MessageKind.QUESTION, reading.text, reopen=meaning.kind is Kind.ACKNOWLEDGED)
    if meaning.kind is Kind.GREETING and not waits and not _says_goodbye(draft, reading.text):
        _greet(draft)
    return True


def _says_goodbye(draft: Draft, text: str) -> bool:
    """True if "Buona giornata" ends a talk of the last 24 hours; without one, it is a greeting."""
    talked_until = draft.known.citizen.window_ends_at
    return talked_until is not None and draft.at < talked_until and says_goodbye(text)


def ask_to_confirm_what_a_merge_dropped(draft: Draft) -> None:
    """Ask whether the citizen wants the notices if a merge dropped a subscription, unless they ever opted
    out."""
    sender = draft.sender
    if draft.known.resolution.dropped_subscription and not sender.subscribed and sender.left_at is None:
        say(draft, TextKey.CONFIRM_SUBSCRIBE, buttons=_make_join_button(draft))


def _offer_to_join(draft: Draft) -> None:
    if draft.sender.subscribed and draft.sender.unconfirmed is None:
        say_already_subscribed(draft, Occasion.OTHER)
    else:
        say(draft, TextKey.CONFIRM_SUBSCRIBE, buttons=_make_join_button(draft))


def _make_join_button(draft: Draft) -> tuple[Button, ...]:
    """The button that means "Iscrivimi"; none for a subscriber."""
    sender = draft.sender
    if sender.subscribed and sender.unconfirmed is None:
        return ()
    title = draft.desk.texts.render(TextKey.JOIN_BUTTON, language=draft.language)
    return (Button(JOIN_PAYLOAD, title),)


def _greet(draft: Draft) -> None:
    today = draft.desk.now.astimezone(draft.desk.municipality.zone).date().isoformat()
    if draft.state.greeted_on != today and say(draft, TextKey.HELP_MENU):
        draft.state = replace(draft.state, greeted_on=today)
