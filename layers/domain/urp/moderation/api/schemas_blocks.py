"""Blocks, here and at WhatsApp, as the office's programs see them: counts and uuids, numbers masked."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field

from urp.citizens.whatsapp_blocks import MirrorState
from urp.desk.api.schemas_desk import AnswerJson, BlockJson
from urp.meaning.breaches import Breach
from urp.moderation.blocks.ports import BlockEventKind
from urp.staff_api.schemas import Input, Moment, Output

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


class NewBlock(Input):
    breach: Breach | None = Field(None, description=_TOLD)
    reason: str = Field(min_length=3, max_length=120, description="For the office; told to nobody")
    until: str | None = Field(
        None, max_length=40, description="ISO 8601; without a zone the municipality's clock; null: no end"
    )
    notify: bool = Field(True, description="Tell the citizen, if WhatsApp still allows it")


class LiftedBlock(Input):
    reason: str = Field(min_length=3, max_length=120, description="Why it is lifted; for the office")


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


class LiftedStranger(Input):
    reason: str = Field(min_length=3, max_length=120, description="Why it is lifted; for the office")


class AdoptedStranger(Input):
    breach: Breach | None = Field(None, description=_TOLD)
    reason: str = Field(min_length=3, max_length=120, description="For the office; told to nobody")
    until: str | None = Field(
        None, max_length=40, description="ISO 8601; without a zone the municipality's clock; null: no end"
    )
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


class CitizenJson(BlockedCitizenJson):
    history: tuple[BlockEventJson, ...] = Field(description="Blocks and their end, newest first")


class BlocksJson(Output):
    items: tuple[BlockedCitizenJson, ...]
    next: str | None
