from __future__ import annotations

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.people import NOTICE, NOW
from urp.notices.broadcasts.automatic_stop import Troubles
from urp.notices.broadcasts.trouble import Trouble


def test_trouble_is_added_up_until_a_person_accepts_it(store: EngineStore) -> None:
    store.troubles.add(NOTICE, Trouble(failed=2), NOW)
    before = store.troubles.add(NOTICE, Trouble(failed=1, complaints=3, code=131042), NOW)
    store.troubles.accept(NOTICE, NOW)
    after = store.troubles.add(NOTICE, Trouble(complaints=1), NOW)

    assert before == Troubles(failed=3, complaints=3)
    assert after == Troubles(complaints=1, accepted_by_staff=1)


def test_refusals_are_remembered_by_the_number_of_their_send(store: EngineStore) -> None:
    for sequence in (30, 10, 20):
        refusals = store.troubles.refused(NOTICE, sequence, NOW)
    store.troubles.accept(NOTICE, NOW)
    afterwards = store.troubles.refused(NOTICE, 40, NOW)

    assert (list(refusals.sequences), refusals.accepted_by_staff) == ([10, 20, 30], 0)
    assert (list(afterwards.sequences), afterwards.accepted_by_staff) == ([40], 1)


def test_what_lies_further_back_than_any_town_looks_is_forgotten(store: EngineStore) -> None:
    for sequence in range(620):
        refusals = store.troubles.refused(NOTICE, sequence, NOW)

    assert list(refusals.sequences)[-500:] == list(range(120, 620))
