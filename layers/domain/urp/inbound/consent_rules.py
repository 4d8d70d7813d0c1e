"""Rules of joining and leaving; a citizen may also leave while blocked, or under new ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from urp.citizens.consent import Command, Outcome, Source, decide_consent
from urp.citizens.identity.model import Citizen
from urp.desk.loop_guard import Occasion
from urp.desk.outbox import ReplyKind
from urp.inbound.draft import Draft
from urp.inbound.model import TooOldToJoinError
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.meaning.joining import confirms
from urp.meaning.leaving import agrees_to_leave
from urp.meaning.model import Kind
from urp.town.opening_hours import WORDING
from urp.town.texts import TextKey
from urp.whatsapp.content import WrittenText

JOINS_WITHIN = timedelta(days=8)
"""Meta delivers for seven days, and the mark of a message is kept for eight. A leave has no such limit: it
counts unless a newer command does."""


_ANSWERED_WITHIN = timedelta(hours=1)
"""Later a "sì" may answer a notice that came meanwhile."""


def leave(draft: Draft, reading: Reading) -> bool:
    if reading.source is Source.CONTACT_SHARED:
        _leave_shared_phone(draft, reading)
        return True
    if reading.kind is not Kind.LEAVE:
        return False
    obey_leave(draft, reading)
    return True


def leave_as_told(draft: Draft, reading: Reading) -> bool:
    """Take "sì" for the word that the citizen was told a moment ago. After anything else it is no leave."""
    told_at = draft.known.state.told_how_to_leave_at
    if (
        told_at is None
        or reading.source is not Source.TEXT
        or not isinstance(draft.message.content, WrittenText)
    ):
        return False
    answers = timedelta(0) <= draft.at - told_at <= _ANSWERED_WITHIN
    if not answers or not agrees_to_leave(reading.text):
        return False
    obey_leave(draft, replace(reading, source=Source.TOLD_HOW))
    return True


def obey_leave(draft: Draft, reading: Reading) -> None:
    outcome = leave_all(draft, reading)
    if outcome is Outcome.LEFT:
        _say_goodbye(draft)
    elif outcome is Outcome.OLDER:
        _tell_subscription(draft)
    elif not ask_for_phone(draft):
        say(draft, TextKey.NOT_SUBSCRIBED, occasion=Occasion.COMMAND)


def ask_for_phone(draft: Draft) -> bool:
    """Ask whoever may be known by their phone alone, which WhatsApp hides, to share it."""
    if not _may_be_known_by_phone(draft):
        return False
    draft.notes.append("asked_for_phone")
    if say(draft, TextKey.ASK_FOR_PHONE, occasion=Occasion.COMMAND, asks_for_phone=True):
        draft.state = replace(draft.state, asked_phone_at=draft.desk.now)
    return True


def join(draft: Draft, reading: Reading) -> bool:
    if reading.kind is not Kind.JOIN and not _confirms(draft, reading):
        return False
    if draft.desk.now - draft.at > JOINS_WITHIN:
        raise TooOldToJoinError("a person decides: it may have had its effect before")
    outcome = _record(draft, draft.sender, Command.JOIN, reading)
    match outcome:
        case Outcome.JOINED | Outcome.CONFIRMED:
            say(draft, TextKey.WELCOME, kind=ReplyKind.WELCOME, occasion=Occasion.COMMAND)
        case Outcome.REJOINED:
            say(draft, TextKey.WELCOME_BACK, kind=ReplyKind.WELCOME, occasion=Occasion.COMMAND)
        case _:
            _tell_subscription(draft)
    return True


def _confirms(draft: Draft, reading: Reading) -> bool:
    """True if an imported person types the button's word instead of pressing it."""
    return draft.sender.unconfirmed is not None and reading.source is Source.TEXT and confirms(reading.text)


def say_already_subscribed(draft: Draft, occasion: Occasion) -> None:
    sender = draft.sender
    since = sender.subscribed_at or sender.consent_at or draft.at
    in_words = WORDING[draft.language].since(since, draft.desk.municipality.zone)
    say(draft, TextKey.ALREADY_SUBSCRIBED, occasion=occasion, since=in_words)


def leave_all(draft: Draft, reading: Reading) -> Outcome:
    """The sender leaves, and so does the citizen whose notice the button was on."""
    outcomes = [_record(draft, draft.sender, Command.LEAVE, reading)]
    for named in draft.known.named:
        other = draft.find_citizen(named)
        if other is not None and other.id != draft.sender_id:
            outcomes.append(_record(draft, other, Command.LEAVE, reading))
    if Outcome.LEFT in outcomes or draft.known.resolution.dropped_subscription:
        return Outcome.LEFT
    return outcomes[0]


def _record(draft: Draft, citizen: Citizen, command: Command, reading: Reading) -> Outcome:
    decision = decide_consent(citizen, command, draft.at, dated_ahead=draft.message.dated_ahead)
    draft.change(citizen, decision.citizen)
    draft.enter(citizen.id, decision.entry_kind, reading.source, reading.text)
    draft.notes.append(decision.outcome)
    return decision.outcome


def _leave_shared_phone(draft: Draft, reading: Reading) -> None:
    """WhatsApp guarantees that the phone is the sender's own; the citizen who holds it here is the sender by
    now."""
    draft.state = replace(draft.state, asked_phone_at=None)
    left = leave_all(draft, reading) is Outcome.LEFT
    say(
        draft,
        TextKey.PHONE_LEFT if left else TextKey.PHONE_NOT_FOUND,
        kind=ReplyKind.GOODBYE if left else ReplyKind.AUTOMATIC,
        occasion=Occasion.COMMAND,
        even_if_blocked=left,
    )


def _say_goodbye(draft: Draft) -> None:
    say(
        draft,
        TextKey.GOODBYE_BLOCKED if draft.blocked else TextKey.GOODBYE,
        kind=ReplyKind.GOODBYE,
        occasion=Occasion.COMMAND,
        even_if_blocked=True,
    )


def _tell_subscription(draft: Draft) -> None:
    """Answer a late command, which changes nothing, with the current subscription."""
    if draft.sender.subscribed:
        say_already_subscribed(draft, Occasion.COMMAND)
    else:
        say(draft, TextKey.NOT_SUBSCRIBED, occasion=Occasion.COMMAND)


def _may_be_known_by_phone(draft: Draft) -> bool:
    """True if the sender's phone is hidden and there are subscribers known by phone alone."""
    hidden = not draft.sender.phones and not draft.sender.former_phones
    return hidden and draft.known.phone_only_subscribers
