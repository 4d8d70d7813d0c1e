"""Rules for requests about one's own data: numbered, dated, left to staff. A request to erase ends the
subscription first. Blocked citizens may use them too: a right is not moderated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from urp.citizens.consent import Outcome
from urp.desk.loop_guard import Occasion
from urp.desk.model import MessageKind, OpenRequest, RightsKind
from urp.desk.outbox import ReplyKind
from urp.inbound.consent_rules import ask_for_phone, leave_all
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.meaning.model import Kind
from urp.privacy.rights.kinds import find_rights_kind
from urp.privacy.rights.model import NEED_THE_DATA, RightsRequest, find_due_day, format_number
from urp.privacy.rights.typed import make_code
from urp.town.opening_hours import WORDING
from urp.town.texts import TextKey

CODE_COUNTS_FOR = timedelta(minutes=30)
RIGHTS = frozenset({Kind.ERASE_DATA, Kind.DATA_RIGHTS})


def asks_about_own_data(reading: Reading) -> bool:
    """True if the register must be read before the message is decided."""
    return reading.kind in RIGHTS


def use_rights(draft: Draft, reading: Reading) -> bool:
    """Open a request; asked again while it is open, it keeps its number and date."""
    if reading.kind not in RIGHTS:
        return False
    ending = reading.kind is Kind.ERASE_DATA
    kind = find_rights_kind(reading.text, ending=ending)
    known = next((right for right in draft.state.rights if right.kind is kind), None)
    number = known.number if known else _next_number(draft)
    # Words found in another language open a request; they do not end a subscription, the citizen is asked.
    asked_whether = ending and bool(draft.written_in)
    left = ending and not asked_whether and leave_for_a_request(draft, reading, number, kind)
    conversation = draft.keep(MessageKind.RIGHTS, reading.text)
    draft.notes.append(reading.kind)
    if known is not None and draft.blocked and not left:
        return True
    asked = known or _open(draft, number, kind, conversation.id, left=left)
    say(
        draft,
        TextKey.RIGHTS_REQUEST_LEFT if left else TextKey.RIGHTS_REQUEST,
        kind=ReplyKind.GOODBYE if left else ReplyKind.AUTOMATIC,
        occasion=Occasion.COMMAND,
        even_if_blocked=True,
        number=asked.number,
        due=WORDING[draft.language].day(asked.due),
    )
    if asked_whether and draft.sender.subscribed:
        say(draft, TextKey.HOW_TO_UNSUBSCRIBE, occasion=Occasion.COMMAND, even_if_blocked=True)
    elif kind is RightsKind.ERASURE and not draft.written_in and (left or not ask_for_phone(draft)):
        _offer_code(draft, asked)
    return True


def _offer_code(draft: Draft, asked: OpenRequest) -> None:
    """Offer the erasure without the office, unless another request needs the data first: then a person
    looks."""
    if asked.confirmed_at is not None or any(right.kind in NEED_THE_DATA for right in draft.state.rights):
        return
    if draft.sender.restricted_at is not None:
        return
    code = make_code(draft.fresh.rights_request)
    if not say(
        draft,
        TextKey.ERASURE_OFFER,
        occasion=Occasion.COMMAND,
        even_if_blocked=True,
        number=asked.number,
        code=code,
    ):
        return
    offered = replace(asked, code=code, code_until=draft.desk.now + CODE_COUNTS_FOR)
    others = tuple(right for right in draft.state.rights if right.id != asked.id)
    draft.state = replace(draft.state, rights=(*others, offered))


def leave_for_a_request(draft: Draft, reading: Reading, number: str, kind: RightsKind) -> bool:
    """The consent ledger is kept after the erasure: it keeps which request it was, not the citizen's
    words."""
    return leave_all(draft, replace(reading, text=f"richiesta {number}: {kind}")) is Outcome.LEFT


def _next_number(draft: Draft) -> str:
    return format_number(_find_receipt_day(draft).year, draft.known.rights_requests + 1)


def _find_receipt_day(draft: Draft) -> date:
    return draft.at.astimezone(draft.desk.municipality.zone).date()


def _open(draft: Draft, number: str, kind: RightsKind, conversation_id: UUID, *, left: bool) -> OpenRequest:
    request = RightsRequest(
        id=draft.fresh.rights_request,
        number=number,
        kind=kind,
        citizen_id=draft.sender_id,
        conversation_id=conversation_id,
        received_at=draft.at,
        due=find_due_day(_find_receipt_day(draft), draft.desk.municipality.calendar.holidays.is_national),
        left=left,
        asked=kind,
    )
    draft.rights_request = request
    asked = OpenRequest(request.id, request.number, kind, request.due)
    draft.state = replace(draft.state, rights=(*draft.state.rights, asked))
    return asked
