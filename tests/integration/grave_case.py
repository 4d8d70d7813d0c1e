"""A threat that reached the desk of the office's town, with the body it came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from tests.fakes.staff_calls import Caller
from tests.integration.evidence_posts import MINUTE, THREAT, post, written
from urp.acts.model import Role
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.inbound.model import Effect
from urp.inbound.store.received import S3ReceivedBodies
from urp.observability import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes.staff_calls import Answered
    from tests.integration.staff_town import StaffTown
    from urp.moderation.evidence.model import ReceivedBody

MODERATOR = "7d0a9c55-1f3e-4b60-9a3c-2e4f6a8b0c1d"
COLLEAGUE = "3e5f7a9b-0c1d-4e2f-8a4b-6c8d0e1f2a3b"
REASON = "Minaccia di incendio contro l'ufficio"
FACTS = {
    "essential": "Ha scritto che darà fuoco all'ufficio anagrafe.",
    "sources": ["il messaggio allegato"],
    "victims": ["il personale dell'ufficio"],
    "able_to_report": ["l'operatrice in turno"],
}


def threatens(town: StaffTown, text: str = THREAT) -> tuple[dict[str, object], ReceivedBody]:
    """What a moderator proposes, and what Meta had posted."""
    citizen = town.joins()
    message_id = f"wamid.{citizen.phone}.threat"
    body = post(written(message_id, text, phone=citizen.phone or "", at=town.now - MINUTE))
    s3 = boto3.client("s3")
    bodies = S3ReceivedBodies(lambda: s3, town.evidence_settings.received_bucket)
    bodies.keep(body.key, body.content, body.signature, (), town.now - MINUTE)
    talk = Conversation(
        citizen.id, citizen.id, ConversationStatus.OPEN, town.now, town.now, town.now + 60 * MINUTE
    )
    question = MessageKind.QUESTION
    message = DeskMessage(talk.id, message_id, question, town.now - MINUTE, text, received=body.key)
    state = DeskState(citizen.id)
    change, desk = ConversationChange(talk, talk), DeskStateChange(state, state)
    town.stores(Effect(message_id, conversation=change, desk=desk, messages=(message,)))
    proposal: dict[str, object] = {
        "conversation": str(talk.id),
        "messages": [digest(message_id)],
        "reason": REASON,
    }
    return proposal, body


def moderator(town: StaffTown) -> Caller:
    return Caller(town.api, (Role.MODERATOR,), MODERATOR)


def administrator(town: StaffTown) -> Caller:
    return town.staff(Role.ADMINISTRATOR)


def colleague(town: StaffTown) -> Caller:
    """Another administrator: what destroys a record takes two."""
    return Caller(town.api, (Role.ADMINISTRATOR,), COLLEAGUE)


def released(town: StaffTown, address: str, reason: Mapping[str, object]) -> Answered:
    """By two administrators, three days apart."""
    proposal = administrator(town).post(f"{address}/release", reason)
    town.later(hours=72)
    return colleague(town).post(f"{address}/release/confirm", {"seen": proposal.json["seen"]})


def opened(town: StaffTown) -> str:
    """An approved file; its address."""
    proposal, _ = threatens(town)
    key = f"file-{proposal['conversation']}"
    made = moderator(town).post("/staff/evidence", {**proposal, "facts": FACTS}, key=key)
    address = f"/staff/evidence/{made.json['id']}"
    administrator(town).post(f"{address}/approve")
    return address
