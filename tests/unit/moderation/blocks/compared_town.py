"""A block carried out an hour ago, and Meta's list to compare with."""

from __future__ import annotations

from itertools import count
from uuid import UUID

from tests.fakes.memory_exclusions import MemoryExclusions
from tests.unit.moderation.blocks.mirror_town import HOUR, NOON, MirrorTown
from urp.moderation.blocks.compare import CompareLists
from urp.moderation.blocks.model import Comparison
from urp.moderation.blocks.strangers_office import StrangersOffice
from urp.moderation.store.cases import CaseRegister
from urp.moderation.store.mirror import StrangerDecisions
from urp.town.municipality import load_municipality

LATER = NOON + HOUR


class ComparedTown(MirrorTown):
    def compare(self, pages: int = 1000) -> Comparison:
        left = iter(range(pages))
        ids = (UUID(int=100 + number) for number in count())
        compare = CompareLists(
            self.mirror, self.people, self.meta, self.orders, lambda: next(ids), self.clock
        )
        return compare(lambda: next(left, None) is not None)

    @property
    def office(self) -> StrangersOffice:
        town = load_municipality("tests.profiles.roccaserena", placeholders_allowed=True)
        cases = CaseRegister(self.tables)
        decisions = StrangerDecisions(self.tables, exclusions=MemoryExclusions())
        return StrangersOffice(self.mirror, decisions, self.people, self.orders, town, cases)


def compared_town() -> ComparedTown:
    town = ComparedTown()
    town.look()
    town.at(LATER)
    return town
