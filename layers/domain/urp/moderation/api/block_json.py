"""Blocks, here and at WhatsApp, as public JSON: counts and uuids, numbers masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import Field

from urp.citizens.blocks import MirrorProblem, MirrorState
from urp.desk.api.conversation_json import AnswerJson, BlockJson, block_json
from urp.meaning.breaches import Breach
from urp.moderation.api.office_reason import WITHOUT, OfficeReason
from urp.moderation.blocks.model import BlockEventKind
from urp.staff_api.proposals import PROPOSED, ProposalJson, to_proposed_json
from urp.staff_api.schemas import Input, Moment, Output
from urp.whatsapp.blocking import MOST_BLOCKED
from urp.whatsapp.error_codes import explain

if TYPE_CHECKING:
    from datetime import datetime

    from urp.citizens.blocks import WhatsAppBlock
    from urp.moderation.blocks.office import BlockedCitizen
    from urp.moderation.blocks.strangers_office import ComparisonView


_CAN_WRITE = "Può scrivere; qui resta bloccato."
_STATES = {
    MirrorState.PENDING: "In attesa: prima parte l'avviso alla persona, poi si chiede a WhatsApp.",
    MirrorState.UNKNOWN: "WhatsApp non ha ancora dato una risposta certa: si chiede di nuovo, e al più tardi "
    "lo dice il confronto con l'elenco di Meta.",
    MirrorState.BLOCKED: "Bloccato anche su WhatsApp: non arriva più nulla, nemmeno un'emergenza.",
    MirrorState.REFUSED: f"Non bloccato su WhatsApp. {_CAN_WRITE}",
    MirrorState.NOT_CARRIED: "Ha cambiato numero, e WhatsApp non accetta ancora il blocco di quello nuovo: "
    f"si riprova quando scrive. {_CAN_WRITE}",
    MirrorState.MISSING: f"Non è più nell'elenco di Meta, e nessuno qui l'ha tolto. {_CAN_WRITE}",
    MirrorState.LIFTING: "Si sta togliendo il blocco su WhatsApp.",
    MirrorState.LIFTED: "Il blocco su WhatsApp è stato tolto.",
}
_AGAIN = "Meta non l'ha ancora fatto: si chiede di nuovo."
_PROBLEMS = {
    MirrorProblem.TOO_LATE: "WhatsApp consente il blocco solo entro 24 ore dall'ultimo messaggio.",
    MirrorProblem.GIVEN_UP: "Si è chiesto tante volte, senza riuscirci.",
}
_CODES = {
    131047: "la persona non ha scritto a questo numero nelle ultime 24 ore, o non è su WhatsApp",
    139101: f"l'elenco dei blocchi di Meta è pieno ({MOST_BLOCKED:,} persone)".replace(",", "."),
}
"""Where a code says something else about a block than about a message."""
_ACKNOWLEDGED = (
    "Must be true: whoever chooses this knows that not even an emergency of this person will reach the desk"
)
_TOLD = "The citizen reads its fixed phrase, in their language; null: only that the rules were broken"


class AtWhatsAppJson(Output):
    state: MirrorState = Field(
        description="pending, unknown: still being asked; blocked; refused, not_carried (their id changed), "
        "missing (Meta's list lost them): they can write; lifting; lifted"
    )
    explanation: str = Field(description="In Italian: how it stands, and Meta's reason where it gave one")
    code: int | None = Field(description="WhatsApp's own code of the last refusal")
    by: str = Field(description="Id of the member of staff who chose it")
    at: Moment
    changed_at: Moment
    attempts: int = Field(ge=0)
    next_attempt_at: Moment | None


class _Block(Input):
    breach: Breach | None = Field(None, description=_TOLD)
    reason: OfficeReason = Field(description=f"For the office; told to nobody. {WITHOUT}")
    until: str | None = Field(
        None, max_length=40, description="ISO 8601; without a zone the municipality's clock; null: no end"
    )


class NewBlock(_Block):
    notify: bool = Field(True, description="Tell the citizen, if WhatsApp still allows it")


class LiftedBlock(Input):
    reason: OfficeReason = Field(description=f"Why it is lifted; for the office. {WITHOUT}")


class NewWhatsAppBlock(Input):
    emergencies_will_not_reach_us: Literal[True] = Field(description=_ACKNOWLEDGED)


class StrangerJson(Output):
    """Somebody on Meta's list for whom nobody chose it here."""

    id: UUID
    citizen: UUID | None = Field(description="Null: nobody we know")
    phone: str | None = Field(description="Masked")
    found_at: Moment
    lifting: bool = Field(description="Somebody decided that Meta's block is lifted; it is being done")


class ComparisonJson(Output):
    at: Moment
    complete: bool = Field(
        description="False: Meta did not give the whole list; it is asked again after an hour"
    )
    at_meta: int = Field(ge=0, description="People on Meta's list")
    most_at_meta: int = Field(description="More than these Meta does not keep")
    chosen_here: int = Field(ge=0, description="Citizens for whom somebody chose a block at WhatsApp")
    strangers: int = Field(ge=0, description="On Meta's list, chosen by nobody here")
    missing: int = Field(ge=0, description="Chosen here, and no longer on Meta's list")


class BlocksAtWhatsAppJson(Output):
    last: ComparisonJson | None = Field(description="The last comparison; null before the first")
    strangers: tuple[StrangerJson, ...]


class LiftedStranger(LiftedBlock):
    pass


class AdoptedStranger(_Block):
    emergencies_will_not_reach_us: Literal[True] = Field(description=_ACKNOWLEDGED)


class BlockEventJson(Output):
    kind: BlockEventKind
    at: Moment
    by: str
    reason: str = Field(description="For the office")
    breach: Breach | None = Field(description="What the citizen was told of")
    until: Moment | None
    policy_version: str


class BlockedCitizenJson(Output):
    citizen: UUID
    phone: str | None = Field(description="Masked")
    block: BlockJson | None = Field(description="The one in force")
    notice: AnswerJson | None = Field(description="The notice this very call queued for the citizen")
    at_whatsapp: AtWhatsAppJson | None = Field(
        description="The second block, at WhatsApp itself; null: nobody chose it"
    )
    whatsapp_block_seconds_left: int = Field(
        ge=0, description="How long WhatsApp still takes a block: until 24 hours after their last message"
    )


class LiftedBlockJson(BlockedCitizenJson):
    proposed: ProposalJson | None = Field(description=PROPOSED)


class CitizenJson(BlockedCitizenJson):
    history: tuple[BlockEventJson, ...] = Field(description="Blocks and their end, newest first")


class BlocksJson(Output):
    items: tuple[BlockedCitizenJson, ...]
    next: str | None


def describe_mirror(mirror: WhatsAppBlock) -> str:
    """How a block at WhatsApp stands, for the office."""
    again = mirror.state is MirrorState.PENDING and mirror.attempts
    sentences = [_AGAIN if again else _STATES[mirror.state]]
    if mirror.problem is not None:
        sentences.append(_PROBLEMS[mirror.problem])
    if mirror.code is not None:
        said = _CODES.get(mirror.code, explain(mirror.code).explanation)
        sentences.append(f"Meta: {said} ({mirror.code}).")
    return " ".join(sentences)


def to_blocked_citizen_json(citizen: BlockedCitizen) -> BlockedCitizenJson:
    return BlockedCitizenJson(
        citizen=citizen.citizen_id,
        phone=citizen.phone,
        block=block_json(citizen.block),
        notice=AnswerJson.from_view(citizen.notice) if citizen.notice else None,
        at_whatsapp=_to_at_whatsapp_json(citizen.at_whatsapp) if citizen.at_whatsapp else None,
        whatsapp_block_seconds_left=int(citizen.possible_for.total_seconds()),
    )


def to_lifted_json(citizen: BlockedCitizen, now: datetime) -> LiftedBlockJson:
    same = to_blocked_citizen_json(citizen)
    return LiftedBlockJson.from_view(same, proposed=to_proposed_json(citizen.proposed, now))


def to_comparison_json(view: ComparisonView) -> BlocksAtWhatsAppJson:
    return BlocksAtWhatsAppJson(
        last=ComparisonJson.from_view(view.last, most_at_meta=MOST_BLOCKED) if view.last else None,
        strangers=tuple(
            StrangerJson.from_view(stranger, citizen=stranger.citizen_id) for stranger in view.strangers
        ),
    )


def _to_at_whatsapp_json(mirror: WhatsAppBlock) -> AtWhatsAppJson:
    return AtWhatsAppJson.from_view(
        mirror, explanation=describe_mirror(mirror), next_attempt_at=mirror.next_at
    )
