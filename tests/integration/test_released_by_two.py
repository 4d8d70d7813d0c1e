"""A file of evidence is let go by two people, never by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from tests.integration.evidence_posts import DAY, MINUTE, NOON
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    COLLEAGUE,
    FILE,
    EvidenceStores,
    act,
    open_stores,
    sealed,
)
from urp.acts.model import Act
from urp.acts.second_person import (
    AlreadyConfirmedError,
    ChangedSinceProposedError,
    NotProposedError,
    ProposalCancelledError,
    ProposalLapsedError,
    SamePersonError,
    TooEarlyError,
)
from urp.aws.tables import Tables
from urp.errors import RejectedError
from urp.moderation.evidence.custody import EvidenceStep
from urp.moderation.evidence.model import FileState
from urp.moderation.evidence.office import EvidenceOffice, WrongStateError
from urp.moderation.store.evidence import EvidenceRegister

WHY = "La Procura ha archiviato"
LATER = NOON + 3 * DAY


@pytest.fixture
def stores(tables: Tables) -> EvidenceStores:
    made = open_stores(tables)
    made.threatened()
    sealed(made)
    return made


@dataclass
class Meanwhile:
    """A register before whose first step something else happens."""

    register: EvidenceRegister
    happens: Callable[[], object] | None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the register answers
        return getattr(self.register, name)

    def record(self, step: EvidenceStep, act: Act) -> None:
        if self.happens is not None:
            happens, self.happens = self.happens, None
            happens()
        self.register.record(step, act)


def interrupted(stores: EvidenceStores, happens: Callable[[], object]) -> EvidenceOffice:
    register: Any = Meanwhile(stores.office.register, happens)
    return replace(stores.office, register=register)


def proposed(stores: EvidenceStores, at: datetime = NOON) -> str:
    stores.office.propose_release(FILE, WHY, act(ADMINISTRATOR, at))
    return stores.seen


def state(stores: EvidenceStores) -> FileState:
    return stores.office.view(FILE, act()).file.state


def test_a_proposed_release_lets_nothing_go(stores: EvidenceStores) -> None:
    proposed(stores)

    assert state(stores) is FileState.SEALED
    assert stores.ends() == {False}
    assert stores.office.export(FILE, act(ADMINISTRATOR)).content


def test_another_administrator_releases_it_and_the_file_says_who_both_were(stores: EvidenceStores) -> None:
    seen = proposed(stores)

    released = stores.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert (released.file.state, released.file.end_reason) == (FileState.RELEASED, WHY)
    last = stores.office.register.read_custody(FILE)[-1]
    assert (last.act, last.by) == ("released", COLLEAGUE)
    assert last.details == {
        "motivo": WHY, "proposto_da": ADMINISTRATOR, "proposto_il": "2026-11-25T12:00:00Z",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "at", "refusal"),
    [
        (ADMINISTRATOR, LATER, SamePersonError),
        (COLLEAGUE, LATER - MINUTE, TooEarlyError),
        (COLLEAGUE, NOON + 14 * DAY, ProposalLapsedError),
    ],
)
def test_who_may_not_confirm_or_not_now_lets_nothing_go(
    stores: EvidenceStores, by: str, at: datetime, refusal: type[RejectedError]
) -> None:
    seen = proposed(stores)

    with pytest.raises(refusal):
        stores.office.confirm_release(FILE, seen, act(by, at))

    assert state(stores) is FileState.SEALED
    assert stores.ends() == {False}


def test_a_file_that_nobody_proposed_to_release_is_not_released(stores: EvidenceStores) -> None:
    with pytest.raises(NotProposedError):
        stores.office.confirm_release(FILE, "anything", act(COLLEAGUE, LATER))


def test_reading_a_file_does_not_undo_a_proposal(stores: EvidenceStores) -> None:
    seen = proposed(stores)
    stores.office.view(FILE, act(COLLEAGUE, NOON + DAY))
    stores.office.export(FILE, act(COLLEAGUE, NOON + DAY))

    assert stores.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER)).file.state is FileState.RELEASED


def changes(stores: EvidenceStores) -> dict[str, Callable[[], object]]:
    later = act(COLLEAGUE, NOON + DAY)
    return {
        "corrected": lambda: stores.office.correct(FILE, "C'era un testimone", later),
        "sent": lambda: stores.office.note_sent(FILE, NOON + DAY, "Procura", "prot. 1", later),
    }


@pytest.mark.parametrize("change", ["corrected", "sent"])
def test_a_file_that_changed_since_the_proposal_is_not_released_by_it(
    stores: EvidenceStores, change: str
) -> None:
    seen = proposed(stores)
    changes(stores)[change]()

    with pytest.raises(ChangedSinceProposedError):
        stores.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(stores) is FileState.SEALED


def test_a_file_that_changes_while_somebody_confirms_is_not_released(stores: EvidenceStores) -> None:
    seen = proposed(stores)
    slow = interrupted(stores, changes(stores)["corrected"])

    with pytest.raises(ChangedSinceProposedError):
        slow.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(stores) is FileState.SEALED


def test_whoever_disagrees_cancels_and_it_stays(stores: EvidenceStores) -> None:
    seen = proposed(stores)
    stores.office.cancel_release(FILE, act(ADMINISTRATOR, NOON + DAY))

    with pytest.raises(ProposalCancelledError):
        stores.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(stores) is FileState.SEALED


def test_who_cancels_while_another_confirms_keeps_the_file(stores: EvidenceStores) -> None:
    seen = proposed(stores)
    slow = interrupted(stores, lambda: stores.office.cancel_release(FILE, act("staff-4", LATER)))

    with pytest.raises(ProposalCancelledError):
        slow.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(stores) is FileState.SEALED
    assert stores.ends() == {False}


def test_of_two_who_confirm_at_the_same_moment_one_has_released_it(stores: EvidenceStores) -> None:
    seen = proposed(stores)
    slow = interrupted(stores, lambda: stores.office.confirm_release(FILE, seen, act("staff-4", LATER)))

    with pytest.raises(AlreadyConfirmedError):
        slow.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert [each.by for each in stores.office.register.read_custody(FILE) if each.act == "released"] == [
        "staff-4"
    ]


def test_what_is_released_is_confirmed_and_cancelled_no_more(stores: EvidenceStores) -> None:
    seen = proposed(stores)
    stores.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    with pytest.raises(AlreadyConfirmedError):
        stores.office.confirm_release(FILE, seen, act("staff-4", LATER))
    with pytest.raises(AlreadyConfirmedError):
        stores.office.cancel_release(FILE, act("staff-4", LATER))
    with pytest.raises(WrongStateError):
        stores.office.propose_release(FILE, WHY, act(ADMINISTRATOR, LATER))


def test_a_confirmation_that_died_before_all_was_let_go_is_ended_by_the_same_call(
    stores: EvidenceStores,
) -> None:
    seen = proposed(stores)

    class Dead:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the vault answers
            return getattr(stores.vault, name)

        def let_go(self, *_: object) -> None:
            raise ConnectionError("the process died")

    dead: Any = Dead()
    dying = replace(stores.office, open_file=replace(stores.office.open_file, vault=dead))
    with pytest.raises(ConnectionError):
        dying.confirm_release(FILE, seen, act(COLLEAGUE, LATER))
    half = stores.ends()

    ended = stores.office.confirm_release(FILE, seen, act("staff-4", LATER + MINUTE))

    assert (half, stores.ends()) == ({False}, {True})
    assert ended.file.ended_at == LATER
