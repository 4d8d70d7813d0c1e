"""A file of evidence is let go by two people, never by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.evidence_posts import DAY, MINUTE, NOON
from tests.integration.evidence_rooms import ADMINISTRATOR, COLLEAGUE, FILE, Room, act, open_room, sealed
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
from urp.errors import RejectedError
from urp.moderation.evidence.custody import EvidenceStep
from urp.moderation.evidence.model import FileState
from urp.moderation.evidence.office import EvidenceOffice, WrongStateError
from urp.moderation.store.evidence import EvidenceRegister

WHY = "La Procura ha archiviato"
LATER = NOON + 3 * DAY


@pytest.fixture
def room(tables: Tables) -> Room:
    made = open_room(tables)
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


def interrupted(room: Room, happens: Callable[[], object]) -> EvidenceOffice:
    register: Any = Meanwhile(room.office.register, happens)
    return replace(room.office, register=register)


def proposed(room: Room, at: datetime = NOON) -> str:
    room.office.propose_release(FILE, WHY, act(ADMINISTRATOR, at))
    return room.seen


def state(room: Room) -> FileState:
    return room.office.view(FILE, act()).file.state


def test_a_proposed_release_lets_nothing_go(room: Room) -> None:
    proposed(room)

    assert state(room) is FileState.SEALED
    assert room.ends() == {False}
    assert room.office.export(FILE, act(ADMINISTRATOR)).content


def test_another_administrator_releases_it_and_the_file_says_who_both_were(room: Room) -> None:
    seen = proposed(room)

    released = room.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert (released.file.state, released.file.end_reason) == (FileState.RELEASED, WHY)
    last = room.office.register.custody(FILE)[-1]
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
    room: Room, by: str, at: datetime, refusal: type[RejectedError]
) -> None:
    seen = proposed(room)

    with pytest.raises(refusal):
        room.office.confirm_release(FILE, seen, act(by, at))

    assert state(room) is FileState.SEALED
    assert room.ends() == {False}


def test_a_file_that_nobody_proposed_to_release_is_not_released(room: Room) -> None:
    with pytest.raises(NotProposedError):
        room.office.confirm_release(FILE, "anything", act(COLLEAGUE, LATER))


def test_reading_a_file_does_not_undo_a_proposal(room: Room) -> None:
    seen = proposed(room)
    room.office.view(FILE, act(COLLEAGUE, NOON + DAY))
    room.office.export(FILE, act(COLLEAGUE, NOON + DAY))

    assert room.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER)).file.state is FileState.RELEASED


def changes(room: Room) -> dict[str, Callable[[], object]]:
    later = act(COLLEAGUE, NOON + DAY)
    return {
        "corrected": lambda: room.office.correct(FILE, "C'era un testimone", later),
        "sent": lambda: room.office.note_sent(FILE, NOON + DAY, "Procura", "prot. 1", later),
    }


@pytest.mark.parametrize("change", ["corrected", "sent"])
def test_a_file_that_changed_since_the_proposal_is_not_released_by_it(room: Room, change: str) -> None:
    seen = proposed(room)
    changes(room)[change]()

    with pytest.raises(ChangedSinceProposedError):
        room.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(room) is FileState.SEALED


def test_a_file_that_changes_while_somebody_confirms_is_not_released(room: Room) -> None:
    seen = proposed(room)
    slow = interrupted(room, changes(room)["corrected"])

    with pytest.raises(ChangedSinceProposedError):
        slow.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(room) is FileState.SEALED


def test_whoever_disagrees_cancels_and_it_stays(room: Room) -> None:
    seen = proposed(room)
    room.office.cancel_release(FILE, act(ADMINISTRATOR, NOON + DAY))

    with pytest.raises(ProposalCancelledError):
        room.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(room) is FileState.SEALED


def test_who_cancels_while_another_confirms_keeps_the_file(room: Room) -> None:
    seen = proposed(room)
    slow = interrupted(room, lambda: room.office.cancel_release(FILE, act("staff-4", LATER)))

    with pytest.raises(ProposalCancelledError):
        slow.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert state(room) is FileState.SEALED
    assert room.ends() == {False}


def test_of_two_who_confirm_at_the_same_moment_one_has_released_it(room: Room) -> None:
    seen = proposed(room)
    slow = interrupted(room, lambda: room.office.confirm_release(FILE, seen, act("staff-4", LATER)))

    with pytest.raises(AlreadyConfirmedError):
        slow.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    assert [each.by for each in room.office.register.custody(FILE) if each.act == "released"] == ["staff-4"]


def test_what_is_released_is_confirmed_and_cancelled_no_more(room: Room) -> None:
    seen = proposed(room)
    room.office.confirm_release(FILE, seen, act(COLLEAGUE, LATER))

    with pytest.raises(AlreadyConfirmedError):
        room.office.confirm_release(FILE, seen, act("staff-4", LATER))
    with pytest.raises(AlreadyConfirmedError):
        room.office.cancel_release(FILE, act("staff-4", LATER))
    with pytest.raises(WrongStateError):
        room.office.propose_release(FILE, WHY, act(ADMINISTRATOR, LATER))


def test_a_confirmation_that_died_before_all_was_let_go_is_ended_by_the_same_call(room: Room) -> None:
    seen = proposed(room)

    class Dead:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the vault answers
            return getattr(room.vault, name)

        def let_go(self, *_: object) -> None:
            raise ConnectionError("the process died")

    dead: Any = Dead()
    dying = replace(room.office, open_file=replace(room.office.open_file, vault=dead))
    with pytest.raises(ConnectionError):
        dying.confirm_release(FILE, seen, act(COLLEAGUE, LATER))
    half = room.ends()

    ended = room.office.confirm_release(FILE, seen, act("staff-4", LATER + MINUTE))

    assert (half, room.ends()) == ({False}, {True})
    assert ended.file.ended_at == LATER
