"""Who asks to be erased is erased at once, but for what the law keeps; and nothing is half done for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.dynamodb.tables import create_tables
from tests.integration import rights_stores
from tests.integration.asked_for_erasure import LETTER, asked_for_erasure
from tests.integration.desk_stores import DAY
from tests.integration.erasure_stores import ERASE_ME, LEAVING, ErasureStores, a_case, act
from tests.integration.rights_stores import NOON, TEXTS
from urp.aws.tables import Tables
from urp.desk.refusals import WindowClosedError
from urp.errors import UnavailableError
from urp.moderation.casebook.model import Outcome
from urp.privacy.rights.erasure import Why
from urp.privacy.rights.model import RightsState
from urp.privacy.rights.office import Told
from urp.privacy.rights.refusals import ErasureBegunError
from urp.retention.classes import RetentionClass
from urp.town.texts import TextKey


@pytest.fixture
def stores(tables: Tables) -> ErasureStores:
    return asked_for_erasure(tables)


def test_what_goes_and_what_stays_is_seen_before(stores: ErasureStores) -> None:
    stores.proves(LEAVING)
    stores.judges(*a_case(1))
    stores.judges(*a_case(2, held=True))

    request, preview = stores.erase().preview(ERASE_ME.id, NOON)

    assert request.number == ERASE_ME.number
    assert preview.erased[RetentionClass.DESK_TEXT] >= 6
    assert (preview.erased[RetentionClass.CASES], preview.undecided) == (1, 1)
    assert preview.kept[RetentionClass.CASES, Why.EVIDENCE] == 1
    assert preview.kept[RetentionClass.HIDDEN_MESSAGES, Why.EVIDENCE] == 1
    assert preview.kept[RetentionClass.CONSENT, Why.PROOF] == 1
    assert preview.kept[RetentionClass.CITIZENS, Why.PROOF] == 1
    assert stores.acts() == []


def test_what_the_citizen_wrote_goes_at_once_and_the_request_is_answered(stores: ErasureStores) -> None:
    stores.proves(LEAVING)
    stores.judges(*a_case(1))

    after = stores.erase()(ERASE_ME.id, None, act())

    assert stores.unkept() in ([], [RetentionClass.OUTBOX])  # the answer itself is on its way
    assert (stores.left(RetentionClass.DESK_TEXT), stores.left(RetentionClass.CASES)) == (0, 0)
    assert stores.left(RetentionClass.CONSENT) == 1
    assert after.state is RightsState.ANSWERED
    assert after.closing is not None
    assert after.closing.words == TEXTS.render(TextKey.RIGHTS_ERASED, number=ERASE_ME.number)
    assert stores.replies.ids == ["rights-act1"]


def test_the_audit_counts_and_names_nobody(stores: ErasureStores) -> None:
    stores.erase()(ERASE_ME.id, LETTER, act())

    assert sorted(stores.acts()) == [("rights.erase", "desk_text=6"), ("rights.erase.begin", "")]


def test_by_letter_nothing_is_sent(stores: ErasureStores) -> None:
    after = stores.erase()(ERASE_ME.id, LETTER, act(after=3 * DAY))

    assert after.closing is not None
    assert after.closing.told == LETTER
    assert stores.replies.ids == []


def test_after_24_hours_nothing_is_erased_that_nobody_could_be_told_of(stores: ErasureStores) -> None:
    with pytest.raises(WindowClosedError):
        stores.erase()(ERASE_ME.id, None, act(after=3 * DAY))

    found = stores.register.find(ERASE_ME.id)
    assert found is not None
    assert (found.state, found.erasure) == (RightsState.OPEN, None)
    assert stores.left(RetentionClass.DESK_TEXT) == 6


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_who_dies_half_way_is_gone_on_from(stores: ErasureStores, parts: int) -> None:
    with pytest.raises(UnavailableError):
        stores.erase(stores.dying(parts))(ERASE_ME.id, None, act())

    half = stores.register.find(ERASE_ME.id)
    assert half is not None
    assert (half.state, half.erasure is not None) == (RightsState.OPEN, True)
    after = stores.erase()(ERASE_ME.id, None, act(2, after=timedelta(hours=2)))
    assert after.state is RightsState.ANSWERED
    assert after.erasure == half.erasure
    assert stores.left(RetentionClass.DESK_TEXT) == 0
    assert [name for name, _ in stores.acts()].count("rights.erase.begin") == 1


def test_what_is_half_erased_is_not_answered_by_hand(stores: ErasureStores) -> None:
    with pytest.raises(UnavailableError):
        stores.erase(stores.dying(1))(ERASE_ME.id, None, act())
    begun = stores.register.find(ERASE_ME.id)
    assert begun is not None
    by_hand = rights_stores.open_stores(create_tables())
    by_hand.put(replace(begun, version=0))

    with pytest.raises(ErasureBegunError):
        by_hand.office().close(ERASE_ME.id, RightsState.REFUSED, Told("no", LETTER), act(2))


def test_a_question_asked_while_it_runs_is_nothing_they_asked_to_erase(stores: ErasureStores) -> None:
    with pytest.raises(UnavailableError):
        stores.erase(stores.dying(1))(ERASE_ME.id, None, act())
    stores.talks(303, NOON + timedelta(hours=2))

    stores.erase()(ERASE_ME.id, None, act(2, after=timedelta(hours=3)))

    left = [each.conversation for each in stores.there() if each.conversation]
    assert left == [UUID(int=303)]


def test_a_case_whose_block_is_in_force_stays_with_the_block(stores: ErasureStores) -> None:
    opening, case = a_case(1)
    stores.judges(opening, replace(case, outcome=Outcome.BLOCKED, blocked_until=NOON + 30 * DAY))

    stores.erase()(ERASE_ME.id, LETTER, act())

    assert stores.left(RetentionClass.CASES) == 1
