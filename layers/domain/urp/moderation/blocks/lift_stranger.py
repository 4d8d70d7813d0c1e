"""Lifting Meta's block of somebody for whom nobody chose it here, once a person decided so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.moderation.blocks.carry_out import Carried
from urp.moderation.blocks.mirror_ports import StrangerRegister
from urp.whatsapp.blocking import BlockList, Done


@dataclass(frozen=True, slots=True)
class LiftStranger:
    strangers: StrangerRegister
    meta: BlockList
    clock: Callable[[], datetime]

    def __call__(self, stranger_id: UUID) -> Carried:
        stranger = self.strangers.stranger(stranger_id)
        if stranger is None or not stranger.lifting:
            return Carried.NOTHING_TO_DO
        answers = self.meta.remove(stranger.addresses)
        if all(isinstance(answer, Done) for answer in answers.values()):
            self.strangers.drop(stranger.id)
            return Carried.LIFTED
        self.strangers.keep(stranger, self.clock())  # the sweep orders it again
        return Carried.AGAIN
