"""A request about one's own data: numbered, dated, waiting for a person.

The subscription ends first where it asks for that. Also from whoever is blocked: a right is not moderated.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from urp.consent.decisions import Outcome
from urp.desk.loop_guard import Occasion
from urp.desk.model import MessageKind
from urp.desk.outbox import ReplyKind
from urp.inbound.consent_rules import leave_all
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.meaning.model import Kind
from urp.opening_hours import WORDING
from urp.rights.deadline import due_day
from urp.rights.kinds import rights_kind
from urp.rights.model import OpenRequest, RightsKind, RightsRequest, number_of
from urp.texts import TextKey

RIGHTS = frozenset({Kind.ERASE_DATA, Kind.DATA_RIGHTS})


def asks_about_own_data(reading: Reading) -> bool:
    """Then the register must say how many requests it has before the message is decided about."""
    return reading.kind in RIGHTS


def use_rights(draft: Draft, reading: Reading) -> bool:
    """Asked again while it is open, it keeps its number and its date."""
    if reading.kind not in RIGHTS:
        return False
    ending = reading.kind is Kind.ERASE_DATA
    left = ending and leave_all(draft, reading) is Outcome.LEFT
    conversation = draft.keep(MessageKind.RIGHTS, reading.text)
    draft.notes.append(reading.kind)
    kind = rights_kind(reading.text, ending=ending)
    known = next((each for each in draft.state.rights if each.kind is kind), None)
    if known is not None and draft.blocked and not left:
        return True
    asked = known or _open(draft, kind, conversation.id, left=left)
    say(
        draft,
        TextKey.RIGHTS_REQUEST_LEFT if left else TextKey.RIGHTS_REQUEST,
        kind=ReplyKind.GOODBYE if left else ReplyKind.AUTOMATIC,
        occasion=Occasion.COMMAND,
        even_if_blocked=True,
        number=asked.number,
        due=WORDING[draft.language].day(asked.due),
    )
    return True


def _open(draft: Draft, kind: RightsKind, conversation_id: UUID, *, left: bool) -> OpenRequest:
    municipality = draft.desk.municipality
    received = draft.at.astimezone(municipality.zone).date()
    request = RightsRequest(
        id=draft.fresh.rights_request,
        number=number_of(received.year, draft.snapshot.rights_requests + 1),
        kind=kind,
        citizen_id=draft.sender_id,
        conversation_id=conversation_id,
        received_at=draft.at,
        due=due_day(received, municipality.calendar.holidays.national),
        left=left,
    )
    draft.rights_request = request
    asked = OpenRequest(request.id, request.number, kind, request.due)
    draft.state = replace(draft.state, rights=(*draft.state.rights, asked))
    return asked
