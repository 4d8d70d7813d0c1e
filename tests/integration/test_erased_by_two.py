"""What staff, not the citizen, made an erasure takes two people; a citizen's own waits for nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from tests.integration.asked_for_erasure import LETTER
from tests.integration.desk_stores import DAY
from tests.integration.erasure_stores import ERASE_ME, LEFT, ErasureStores, act, open_stores
from tests.integration.rights_stores import NOON
from urp.acts.model import Act
from urp.acts.second_person import (
    ChangedSinceProposedError,
    NotProposedError,
    ProposalCancelledError,
    ProposalLapsedError,
    SamePersonError,
    TooEarlyError,
)
from urp.aws.tables import Tables
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
def stores(tables: Tables) -> ErasureStores:
    made = open_stores(tables)
    made.knows(LEFT)
    made.asks(MADE_ONE)
    made.talks(301, NOON)
    return made


def proposed(stores: ErasureStores, number: int = 1) -> str:
    return stores.erase().propose(MADE_ONE.id, WHY, act(number)).proposal.seen


def confirms(
    stores: ErasureStores,
    seen: str,
    number: int = 2,
    by: str = COLLEAGUE,
    after: int = 4,
    erase: EraseOnRequest | None = None,
) -> RightsRequest:
    deciding = act(number, after=after * DAY, by=by)
    return (erase or stores.erase())(MADE_ONE.id, LETTER, deciding, seen=seen)


def everything_is_there(stores: ErasureStores) -> bool:
    request = stores.register.find(MADE_ONE.id)
    return (
        request is not None
        and (request.state, request.erasure) == (RightsState.OPEN, None)
        and stores.left(RetentionClass.DESK_TEXT) == 3
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


def interrupted(stores: ErasureStores, happens: Callable[[], object]) -> EraseOnRequest:
    register: Any = Meanwhile(stores.register, happens)
    return replace(stores.erase(), register=register)


def test_one_administrator_erases_nobody_who_did_not_ask_for_it(stores: ErasureStores) -> None:
    with pytest.raises(SecondPersonNeededError):
        stores.erase()(MADE_ONE.id, LETTER, act())

    assert everything_is_there(stores)
    assert stores.acts() == []


def test_a_request_whose_own_words_nobody_can_tell_any_more_takes_two_people_too(
    stores: ErasureStores,
) -> None:
    stores.asks(replace(MADE_ONE, id=ERASE_ME.id, asked=None, version=1))

    with pytest.raises(SecondPersonNeededError):
        stores.erase()(MADE_ONE.id, LETTER, act())


def test_proposed_by_one_and_confirmed_by_another_it_is_carried_out(stores: ErasureStores) -> None:
    seen = proposed(stores)
    waited = everything_is_there(stores)

    after = confirms(stores, seen)

    assert waited
    assert after.state is RightsState.ANSWERED
    assert stores.left(RetentionClass.DESK_TEXT) == 0
    found = stores.proposals.find(ERASURE.name, MADE_ONE.id)
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
    stores: ErasureStores, by: str, after: int, refusal: type[RejectedError]
) -> None:
    seen = proposed(stores)

    with pytest.raises(refusal):
        confirms(stores, seen, by=by, after=after)

    assert everything_is_there(stores)


def test_what_nobody_proposed_is_not_confirmed(stores: ErasureStores) -> None:
    with pytest.raises(NotProposedError):
        confirms(stores, "anything")


def test_a_citizens_own_request_waits_for_nobody_and_takes_no_proposal(stores: ErasureStores) -> None:
    stores.asks(replace(ERASE_ME, version=1))

    with pytest.raises(SecondPersonNotNeededError):
        proposed(stores)
    after = stores.erase()(ERASE_ME.id, LETTER, act())

    assert after.state is RightsState.ANSWERED


def test_two_people_who_turned_out_to_be_one_are_more_than_was_proposed(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.knows(LEFT)
    stores.asks(MADE_ONE)
    seen = proposed(stores)
    stores.knows(replace(LEFT, absorbed=(UUID(int=2),)))

    with pytest.raises(ChangedSinceProposedError):
        confirms(stores, seen)


def test_whoever_disagrees_cancels_and_nothing_goes(stores: ErasureStores) -> None:
    seen = proposed(stores)
    stores.erase().cancel(MADE_ONE.id, act(3))

    with pytest.raises(ProposalCancelledError):
        confirms(stores, seen)

    assert everything_is_there(stores)


def test_who_cancels_while_another_confirms_keeps_everything(stores: ErasureStores) -> None:
    seen = proposed(stores)
    slow = interrupted(stores, lambda: stores.erase().cancel(MADE_ONE.id, act(3, after=4 * DAY)))

    with pytest.raises(ProposalCancelledError):
        confirms(stores, seen, erase=slow)

    assert everything_is_there(stores)


def test_of_two_who_confirm_at_the_same_moment_one_has_erased(stores: ErasureStores) -> None:
    seen = proposed(stores)
    slow = interrupted(stores, lambda: confirms(stores, seen, 3, "staff-3"))

    with pytest.raises(RequestClosedError):
        confirms(stores, seen, erase=slow)

    request = stores.register.find(MADE_ONE.id)
    assert request is not None
    assert request.erasure is not None
    assert request.erasure.by == "staff-3"


def test_one_who_is_subscribed_is_not_even_proposed(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.knows(replace(LEFT, subscribed=True))
    stores.asks(MADE_ONE)

    with pytest.raises(StillSubscribedError):
        proposed(stores)


def test_a_confirmed_erasure_that_died_half_way_is_carried_on_by_anybody(stores: ErasureStores) -> None:
    seen = proposed(stores)
    with pytest.raises(UnavailableError):
        confirms(stores, seen, erase=stores.erase(stores.dying(0)))

    after = stores.erase()(MADE_ONE.id, LETTER, act(5, after=5 * DAY))

    assert after.state is RightsState.ANSWERED
    assert stores.left(RetentionClass.DESK_TEXT) == 0


def test_the_audit_has_the_proposal_and_no_word_of_it(stores: ErasureStores) -> None:
    proposed(stores)

    assert [name for name, _ in stores.acts()] == ["rights.erase.propose"]
    assert WHY not in str(stores.acts())
