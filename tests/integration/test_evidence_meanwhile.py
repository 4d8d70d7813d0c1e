"""What happens to the holds of a file while somebody else acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

import pytest

from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    FILE,
    EvidenceStores,
    act,
    is_held,
    of_cases,
    open_stores,
)
from urp.acts.model import Act
from urp.aws.tables import Tables
from urp.moderation.evidence.holding import Casebook
from urp.moderation.evidence.model import EvidenceFile
from urp.moderation.evidence.office import EvidenceOffice


@pytest.fixture
def stores(tables: Tables) -> EvidenceStores:
    return open_stores(tables)


@dataclass(frozen=True, slots=True)
class Interrupted(Casebook):
    """In its first hold something else happens first."""

    meanwhile: list[Callable[[], object]]

    def hold(self, file: EvidenceFile, act: Act) -> None:
        if self.meanwhile:
            self.meanwhile.pop()()
        Casebook.hold(self, file, act)


def interrupted(stores: EvidenceStores, meanwhile: Callable[[], object]) -> EvidenceOffice:
    open_file = stores.office.open_file
    cases = Interrupted(open_file.cases.holding, [meanwhile])
    return replace(stores.office, open_file=replace(open_file, cases=cases))


def test_two_files_of_one_instant_hold_a_case_until_both_are_ended(stores: EvidenceStores) -> None:
    """Both looked before either held it: the end of one must not let go what the other still needs."""
    case = stores.judged().case
    other = UUID(int=502)
    both = interrupted(stores, lambda: stores.office.propose(other, of_cases(case.id), act()))

    both.propose(FILE, of_cases(case.id), act())
    stores.office.refuse(other, "Lo tiene già l'altro fascicolo", act(ADMINISTRATOR))
    assert is_held(stores, case.id)
    stores.office.refuse(FILE, "Non ci sono gli estremi", act(ADMINISTRATOR))

    assert not is_held(stores, case.id)


def test_a_file_that_is_refused_while_it_is_still_being_proposed_holds_nothing_afterwards(
    stores: EvidenceStores,
) -> None:
    case = stores.judged().case
    slow = interrupted(stores, partial(stores.office.refuse, FILE, "Non ci sono", act(ADMINISTRATOR)))

    slow.propose(FILE, of_cases(case.id), act())

    assert not is_held(stores, case.id)


def test_a_file_that_is_released_while_its_approval_still_works_holds_nothing_afterwards(
    stores: EvidenceStores,
) -> None:
    case = stores.judged().case
    stores.office.propose(FILE, of_cases(case.id), act())
    slow = interrupted(stores, stores.release)

    slow.approve(FILE, act(ADMINISTRATOR))

    assert not is_held(stores, case.id)
