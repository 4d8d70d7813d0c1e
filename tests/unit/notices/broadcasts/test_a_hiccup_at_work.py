"""A store that fails for a moment while a part of a notice is worked on costs seconds, not a lease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.town_hall import START, TEMPLATE, TownHall
from urp.acts.model import Act
from urp.errors import UnavailableError
from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.model import BroadcastDraft, BroadcastStatus
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.broadcasts.sending import SendJob
from urp.notices.store.jobs import Jobs
from urp.notices.store.rows import Rows

if TYPE_CHECKING:
    from urp.aws.tables import Tables

NOTICE = UUID(int=7)
PEOPLE = 30
LEASE = timedelta(seconds=62)


class RowsThatFailOnce(Rows):
    def __init__(self, tables: Tables, failed: set[int]) -> None:
        super().__init__(tables)
        self.failed = failed

    def read(self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID]) -> Mapping[UUID, RecipientRow]:
        if shard not in self.failed:
            self.failed.add(shard)
            raise UnavailableError("the table does not answer")
        return super().read(broadcast_id, shard, citizens)


class JobsThatAreNotGivenBack(Jobs):
    def release(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        raise UnavailableError("the table does not answer")


class Hiccup(TownHall):
    jobs: type[Jobs] = Jobs

    def __init__(self) -> None:
        super().__init__()
        self._failed: set[int] = set()

    def send(self, group: Group) -> SendJob:
        whole = super().send(group)
        tables = self.stored.tables
        return replace(whole, rows=RowsThatFailOnce(tables, self._failed), jobs=self.jobs(tables))


class HiccupThatLasts(Hiccup):
    jobs = JobsThatAreNotGivenBack


def sent_through(town: Hiccup) -> timedelta:
    """How long the whole notice took."""
    for number in range(PEOPLE):
        town.stored.subscribe(Subscriber(UUID(int=1000 + number), phone=f"393330000{number:03d}"))
    draft = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")
    office = town.office()
    office.create(NOTICE, draft, act("broadcast.create"))
    office.approvals.submit(NOTICE, None, act("broadcast.submit"))
    town.run_until_over([NOTICE])
    took = town.now - START
    town.run(900)
    town.time.stop()
    return took


def act(name: str) -> Act:
    return Act(name, "staff-1", name, f"broadcast/{NOTICE}", START, standing=AS_OPERATOR)


def test_a_notice_whose_every_part_meets_a_hiccup_is_out_before_a_lease_would_end() -> None:
    town = Hiccup()

    took = sent_through(town)

    assert took < LEASE / 2
    assert town.queues.dead_letters == []


@pytest.mark.parametrize("kind", [Hiccup, HiccupThatLasts])
def test_after_a_hiccup_everybody_is_written_to_once(kind: type[Hiccup]) -> None:
    """Where the part cannot even be given back its order finds it in another's hands and is let go: the
    dispatcher puts it on the queue again when the lease has ended."""
    town = kind()

    sent_through(town)

    assert town.stored.header(NOTICE).status is BroadcastStatus.CLOSED
    assert town.stored.statement(NOTICE).counts.accepted == PEOPLE
    assert len(town.meta.calls) == PEOPLE
