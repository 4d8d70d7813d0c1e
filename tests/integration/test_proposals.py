"""Proposals as they are stored: one outcome, whoever comes at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.days import RETENTION
from tests.fakes.dynamodb.meddled import meddled
from urp.acts.model import Act
from urp.acts.second_person import (
    AlreadyProposedError,
    LapseProposals,
    Proposal,
    ProposalCancelledError,
    ProposalState,
    SecondPerson,
    TwoPersonAct,
    confirm_proposal,
)
from urp.acts.store.audit import AuditTrail
from urp.acts.store.proposals import ProposalRegister
from urp.aws.dynamodb import get
from urp.aws.tables import Tables
from urp.desk.store.sns import NobodyOnDuty
from urp.errors import ConflictError
from urp.privacy.store.purge import ExpiredItems
from urp.retention.classes import RetentionClass

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, OTHER = UUID(int=1), UUID(int=2)
BURN = TwoPersonAct("archive.burn", "burning_proposed", 3 * DAY, 14 * DAY)


@pytest.fixture
def register(tables: Tables) -> ProposalRegister:
    return stored_in(tables)


def stored_in(tables: Tables) -> ProposalRegister:
    return ProposalRegister(tables)


def two(register: ProposalRegister) -> SecondPerson:
    return SecondPerson(register, NobodyOnDuty(), ZoneInfo("Europe/Rome"))


def act(number: int, by: str = "staff-1", at: datetime = NOON) -> Act:
    return Act(f"act{number}", by, BURN.name, f"archive/{FIRST}", at, standing=AS_OPERATOR)


def proposed(register: ProposalRegister, subject: UUID = FIRST, at: datetime = NOON) -> Proposal:
    two(register).propose(BURN, subject, "content", "Non serve più", act(subject.int, at=at))
    stored = register.find(BURN.name, subject)
    assert stored is not None
    return stored


def confirm(register: ProposalRegister, number: int = 10, by: str = "staff-2") -> None:
    deciding = act(number, by, NOON + 3 * DAY)
    seen = found(register).seen
    proposal = two(register).confirmable(BURN, FIRST, "content", seen, deciding)
    register.record(*confirm_proposal(proposal, deciding))


def found(register: ProposalRegister) -> Proposal:
    stored = register.find(BURN.name, FIRST)
    assert stored is not None
    return stored


def meanwhile(tables: Tables, happens: Callable[[], object]) -> ProposalRegister:
    """A register before whose first write something else happens."""
    return stored_in(meddled(tables, happens))


def test_a_proposal_is_read_as_it_was_written(register: ProposalRegister) -> None:
    stored = proposed(register)

    assert (stored.by, stored.reason, stored.content, stored.version) == (
        "staff-1", "Non serve più", "content", 1,
    )  # fmt: skip
    assert (stored.at, stored.earliest, stored.lapses_at) == (NOON, NOON + 3 * DAY, NOON + 14 * DAY)
    assert (stored.resource, stored.state, stored.decided_at) == (
        f"archive/{FIRST}", ProposalState.OPEN, None,
    )  # fmt: skip


def test_two_who_confirm_at_the_same_moment_do_it_once(register: ProposalRegister, tables: Tables) -> None:
    proposed(register)
    slow = meanwhile(tables, lambda: confirm(register, 11, "staff-3"))

    with pytest.raises(ConflictError):
        confirm(slow)

    assert (found(register).state, found(register).decided_by) == (ProposalState.CONFIRMED, "staff-3")


def test_one_who_confirms_while_another_cancels_does_nothing(
    register: ProposalRegister, tables: Tables
) -> None:
    proposed(register)
    slow = meanwhile(tables, lambda: two(register).cancel(BURN, FIRST, act(11, "staff-3")))

    with pytest.raises(ConflictError):
        confirm(slow)

    assert found(register).state is ProposalState.CANCELLED


def test_one_who_cancels_while_another_does_is_told_that_it_is_cancelled(
    register: ProposalRegister, tables: Tables
) -> None:
    proposed(register)
    slow = meanwhile(tables, lambda: two(register).cancel(BURN, FIRST, act(11, "staff-3")))

    with pytest.raises(ProposalCancelledError):
        two(slow).cancel(BURN, FIRST, act(12, "staff-4"))

    assert found(register).decided_by == "staff-3"


def test_of_two_who_propose_at_the_same_moment_one_has_proposed(
    register: ProposalRegister, tables: Tables
) -> None:
    slow = meanwhile(tables, lambda: proposed(register))

    with pytest.raises(AlreadyProposedError):
        two(slow).propose(BURN, FIRST, "content", "Un altro motivo", act(12, "staff-4"))

    assert found(register).by == "staff-1"


def test_the_list_holds_what_is_open_the_first_to_lapse_first(register: ProposalRegister) -> None:
    proposed(register, OTHER, NOON - DAY)
    proposed(register)
    third = UUID(int=3)
    proposed(register, third)
    two(register).cancel(BURN, third, act(20))

    assert [each.subject for each in two(register).open_at(NOON)] == [OTHER, FIRST]


def test_every_step_is_in_the_audit_and_no_word_of_it(tables: Tables) -> None:
    register = stored_in(tables)
    proposed(register)
    confirm(register)
    proposed(register, OTHER)
    LapseProposals(register).delete_page(None, NOON + 14 * DAY)

    trail = AuditTrail(tables)
    lines = [
        (entry.name, entry.by)
        for days in (0, 3, 14)
        for entry in trail.of_day((NOON + days * DAY).date(), None, 100).items
    ]

    assert sorted(lines) == [
        ("archive.burn.confirm", "staff-2"),
        ("archive.burn.lapse", "clock"),
        ("archive.burn.propose", "staff-1"),
        ("archive.burn.propose", "staff-1"),
    ]
    whole = str(tables.client.scan(TableName=tables.audit)["Items"])
    assert "Non serve" not in whole


def test_a_proposal_goes_by_its_class_from_its_decision_or_its_lapse(tables: Tables) -> None:
    client, table = tables.client, tables.control
    register = stored_in(tables)
    proposed(register)
    waiting = get(client, table, "PROPOSALS", f"{BURN.name}#{FIRST}")
    confirm(register)
    decided = get(client, table, "PROPOSALS", f"{BURN.name}#{FIRST}")

    assert waiting is not None
    assert decided is not None
    kept = RETENTION.proposals * DAY
    assert waiting["expires_at"] == (NOON + 14 * DAY + kept).timestamp()
    assert decided["expires_at"] == (NOON + 3 * DAY + kept).timestamp()
    assert decided["reason"] == ""
    purged = ExpiredItems(tables, table).delete_page(None, NOON + 3 * DAY + kept + DAY)
    assert purged.deleted == {RetentionClass.PROPOSALS: 1}
