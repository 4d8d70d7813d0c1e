"""Cases as the inbound rules open them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.moderation.casebook.model import CaseOpening
from urp.moderation.casebook.opening import open_by_rule, warn_by_rule
from urp.whatsapp.content import MessageKind, WrittenText
from urp.whatsapp.message import InboundMessage, Sender
from urp.whatsapp.person import PersonIds

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = UUID(int=1)
FILE = UUID(int=500)
"""Of evidence, which holds a case."""
INSULT = "Siete dei cretini, chiamatemi al 333 0000001"


def proposed(
    number: int = 1,
    *,
    citizen: UUID = ANNA,
    breach: Breach = Breach.OFFENSIVE_LANGUAGE,
    text: str = INSULT,
    at: datetime = NOON,
    hidden: bool = True,
    warned: bool = False,
) -> CaseOpening:
    message = InboundMessage(
        message_id=f"wamid.case.{number}",
        kind=MessageKind.TEXT,
        at=at,
        sender=Sender(PersonIds("393330000001", "IT.10000000000000000001")),
        content=WrittenText(text),
    )
    meaning = Meaning(Kind.OFFENCE, "offences.addressed", ("siete", "cretini"), breach=breach)
    opening = open_by_rule(
        replace(message, received="messages/2026/11/25/a.json"),
        citizen,
        meaning,
        breach,
        text,
        conversation_id=None,
        hidden=hidden,
        policy_version="2026-01-01",
        now=at,
    )
    return warn_by_rule(opening, f"warning-{number}") if warned else opening
