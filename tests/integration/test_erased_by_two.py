"""What staff, not the citizen, made an erasure takes two people; a citizen's own waits for nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.asked_for_erasure import LETTER
from tests.integration.desk_rooms import DAY
from tests.integration.erasure_rooms import ERASE_ME, LEFT, Room, act, open_room
from tests.integration.rights_rooms import NOON
from urp.acts.model import Act
from urp.acts.second_person import (
    ChangedSinceProposedError,
    NotProposedError,
    ProposalCancelledError,
    ProposalLapsedError,
    SamePersonError,
    TooEarlyError,
)
from urp.desk.model import RightsKind
from urp.errors import RejectedError, UnavailableError
from urp.privacy.rights.erasing import ERASURE, EraseOnRequest
from urp.privacy.rights.model import RightsRequest, RightsState, RightsStep
from urp.privacy.rights.refusals import (
    RequestClosedError,
    SecondPersonNeededError,
    SecondPersonNotNeededError,
    StillSubscribedError,
)
from urp.privacy.store.rights import RightsRegister
from urp.retention.classes import RetentionClass

MADE_ONE = replace(ERASE_ME, asked=RightsKind.ACCESS)
"""The citizen asked what is held on them; a person of the office corrected that to an erasure."""
WHY = "Lo chiede nella lettera del 24 novembre"
COLLEAGUE = "staff-2"


@pytest.fixture
def room(tables: Tables) -> Room:
    made = open_room(tables)
    made.knows(LEFT)
    made.asks(MADE_ONE)
    made.talks(301, NOON)
    return made


def proposed(room: Room, number: int = 1) -> str:
    return room.erase().propose(MADE_ONE.id, WHY, act(number)).proposal.seen


def confirms(
    room: Room,
    seen: str,
    number: int = 2,
    by: str = COLLEAGUE,
    after: int = 4,
    erase: EraseOnRequest | None = None,
) -> RightsRequest:
    deciding = act(number, after=after * DAY, by=by)
    return (erase or room.erase())(MADE_ONE.id, LETTER, deciding, seen=seen)


def everything_is_there(room: Room) -> bool:
    request = room.register.find(MADE_ONE.id)
    return (
        request is not None
        and (request.state, request.erasure) == (RightsState.OPEN, None)
        and room.left(RetentionClass.DESK_TEXT) == 3
    )


@dataclass
class Meanwhile:
    """A register before whose first step something else happens."""

    register: RightsRegister
    happens: Callable[[], object] | None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the register answers
        return getattr(self.register, name)

    def record(self, step: RightsStep, act: Act) -> None:
        if self.happens is not None:
            happens, self.happens = self.happens, None
            happens()
        self.register.record(step, act)


def interrupted(room: Room, happens: Callable[[], object]) -> EraseOnRequest:
    register: Any = Meanwhile(room.register, happens)
    return replace(room.erase(), register=register)


def test_one_administrator_erases_nobody_who_did_not_ask_for_it(room: Room) -> None:
    with pytest.raises(SecondPersonNeededError):
        room.erase()(MADE_ONE.id, LETTER, act())

    assert everything_is_there(room)
    assert room.acts() == []


def test_a_request_whose_own_words_nobody_can_tell_any_more_takes_two_people_too(room: Room) -> None:
    room.asks(replace(MADE_ONE, id=ERASE_ME.id, asked=None, version=1))

    with pytest.raises(SecondPersonNeededError):
        room.erase()(MADE_ONE.id, LETTER, act())


def test_proposed_by_one_and_confirmed_by_another_it_is_carried_out(room: Room) -> None:
    seen = proposed(room)
    waited = everything_is_there(room)

    after = confirms(room, seen)

    assert waited
    assert after.state is RightsState.ANSWERED
    assert room.left(RetentionClass.DESK_TEXT) == 0
    found = room.proposals.find(ERASURE.name, MADE_ONE.id)
    assert found is not None
    assert (found.state, found.decided_by) == ("confirmed", COLLEAGUE)


@pytest.mark.parametrize(
    ("by", "after", "refusal"),
    [
        ("staff-1", 4, SamePersonError),
        (COLLEAGUE, 3, TooEarlyError),  # it was proposed an hour later than noon
        (COLLEAGUE, 15, ProposalLapsedError),
    ],
)
def test_who_may_not_confirm_or_not_now_erases_nothing(
    room: Room, by: str, after: int, refusal: type[RejectedError]
) -> None:
    seen = proposed(room)

    with pytest.raises(refusal):
        confirms(room, seen, by=by, after=after)

    assert everything_is_there(room)


def test_what_nobody_proposed_is_not_confirmed(room: Room) -> None:
    with pytest.raises(NotProposedError):
        confirms(room, "anything")


def test_a_citizens_own_request_waits_for_nobody_and_takes_no_proposal(room: Room) -> None:
    room.asks(replace(ERASE_ME, version=1))

    with pytest.raises(SecondPersonNotNeededError):
        proposed(room)
    after = room.erase()(ERASE_ME.id, LETTER, act())

    assert after.state is RightsState.ANSWERED


def test_two_people_who_turned_out_to_be_one_are_more_than_was_proposed(tables: Tables) -> None:
    room = open_room(tables)
    room.knows(LEFT)
    room.asks(MADE_ONE)
    seen = proposed(room)
    room.knows(replace(LEFT, absorbed=(UUID(int=2),)))

    with pytest.raises(ChangedSinceProposedError):
        confirms(room, seen)


def test_whoever_disagrees_cancels_and_nothing_goes(room: Room) -> None:
    seen = proposed(room)
    room.erase().cancel(MADE_ONE.id, act(3))

    with pytest.raises(ProposalCancelledError):
        confirms(room, seen)

    assert everything_is_there(room)


def test_who_cancels_while_another_confirms_keeps_everything(room: Room) -> None:
    seen = proposed(room)
    slow = interrupted(room, lambda: room.erase().cancel(MADE_ONE.id, act(3, after=4 * DAY)))

    with pytest.raises(ProposalCancelledError):
        confirms(room, seen, erase=slow)

    assert everything_is_there(room)


def test_of_two_who_confirm_at_the_same_moment_one_has_erased(room: Room) -> None:
    seen = proposed(room)
    slow = interrupted(room, lambda: confirms(room, seen, 3, "staff-3"))

    with pytest.raises(RequestClosedError):
        confirms(room, seen, erase=slow)

    request = room.register.find(MADE_ONE.id)
    assert request is not None
    assert request.erasure is not None
    assert request.erasure.by == "staff-3"


def test_one_who_is_subscribed_is_not_even_proposed(tables: Tables) -> None:
    room = open_room(tables)
    room.knows(replace(LEFT, subscribed=True))
    room.asks(MADE_ONE)

    with pytest.raises(StillSubscribedError):
        proposed(room)


def test_a_confirmed_erasure_that_died_half_way_is_carried_on_by_anybody(room: Room) -> None:
    seen = proposed(room)
    with pytest.raises(UnavailableError):
        confirms(room, seen, erase=room.erase(room.dying(0)))

    after = room.erase()(MADE_ONE.id, LETTER, act(5, after=5 * DAY))

    assert after.state is RightsState.ANSWERED
    assert room.left(RetentionClass.DESK_TEXT) == 0


def test_the_audit_has_the_proposal_and_no_word_of_it(room: Room) -> None:
    proposed(room)

    assert [name for name, _ in room.acts()] == ["rights.erase.propose"]
    assert WHY not in str(room.acts())
