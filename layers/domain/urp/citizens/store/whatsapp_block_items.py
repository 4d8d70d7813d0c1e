"""Blocks at WhatsApp as they are stored: on the citizen, and one line each in the list of what is due."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value
from urp.citizens.identity.model import Citizen
from urp.citizens.whatsapp_blocks import MirrorProblem, MirrorState, WhatsAppBlock, due_at

MIRRORED = "WABLOCKS"
"""Partition of all blocks at WhatsApp, and of what comparing with Meta's list found."""
CITIZEN = "CITIZEN#"


def mirror_line_key(citizen_id: UUID) -> tuple[str, str]:
    return MIRRORED, f"{CITIZEN}{citizen_id}"


def mirror_line(citizen: Citizen) -> dict[str, Value] | None:
    if citizen.at_whatsapp is None:
        return None
    pk, sk = mirror_line_key(citizen.id)
    return {"pk": pk, "sk": sk, "due_at": _seconds(due_at(citizen.at_whatsapp, citizen.block))}


def mirror_item(mirror: WhatsAppBlock | None) -> dict[str, Value] | None:
    if mirror is None:
        return None
    return {
        "state": mirror.state.value,
        "by": mirror.by,
        "at": _seconds(mirror.at),
        "changed_at": _seconds(mirror.changed_at),
        "ids": list(mirror.ids),
        "attempts": mirror.attempts,
        "next_at": _seconds(mirror.next_at),
        "called_at": _seconds(mirror.called_at),
        "code": mirror.code,
        "problem": mirror.problem.value if mirror.problem else None,
        "notice": mirror.notice,
    }


def mirror_from(item: Item) -> WhatsAppBlock:
    return WhatsAppBlock(
        state=MirrorState(item["state"]),
        by=item["by"],
        at=datetime.fromtimestamp(item["at"], UTC),
        changed_at=datetime.fromtimestamp(item["changed_at"], UTC),
        ids=tuple(item["ids"]),
        attempts=item["attempts"],
        next_at=_moment(item.get("next_at")),
        called_at=_moment(item.get("called_at")),
        code=item.get("code"),
        problem=MirrorProblem(item["problem"]) if item.get("problem") else None,
        notice=item.get("notice"),
    )


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
