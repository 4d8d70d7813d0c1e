"""Each night: proposals whose time is over are noted as lapsed. Nobody could confirm them any more anyway."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from urp.acts.second_person import lapse
from urp.errors import ConflictError
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from urp.acts.store.proposals import ProposalRegister


@dataclass(frozen=True, slots=True)
class LapseProposals:
    register: ProposalRegister

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """A source of the nightly run that deletes nothing: what has lapsed keeps its days."""
        for proposal in self.register.stored_open():
            if now >= proposal.lapses_at:
                with suppress(ConflictError):  # somebody proposed it again meanwhile, which noted it too
                    lapse(self.register, proposal, now)
        return PurgedPage({}, None)
