"""How long a case lives, and its words, which end before it."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes.cases import FILE, NOON, proposed
from tests.integration.case_stores import act, open_stores, stored
from urp.aws.tables import Tables
from urp.moderation.casebook.model import CaseState
from urp.privacy.store.purge import ExpiredItems
from urp.retention.classes import RetentionClass

DAY = timedelta(days=1)


def test_everything_of_a_case_has_its_end(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.put(proposed(warned=True))

    assert len(stored(tables)) == 6
    assert all("expires_at" in item for item in stored(tables))


def test_of_a_held_case_facts_and_text_have_no_end(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.put(proposed())
    stores.hold.hold(proposed().case.id, FILE, act("case.hold"))

    endless = {item["sk"] for item in stored(tables) if "expires_at" not in item}

    assert {"CASE", "TEXT"} <= endless


def test_words_past_their_time_are_not_brought_back_by_a_hold(tables: Tables) -> None:
    """The table lets go of them a day or two late: they are erased all the same."""
    stores = open_stores(tables)
    stores.put(proposed())
    late = NOON + 31 * DAY

    stores.hold.hold(proposed().case.id, FILE, act("case.hold", at=late))

    shown = stores.see.show_case(proposed().case.id, late, sees_held=True)
    assert (shown.summary.case.held, shown.summary.text) == (True, None)


def test_the_nightly_purge_erases_the_words_and_leaves_the_case(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.puts([proposed(1), proposed(2)])
    stores.hold.hold(proposed(2).case.id, FILE, act("case.hold"))
    expired = ExpiredItems(tables, tables.desk)

    page = expired.delete_page(None, NOON + 31 * DAY)

    assert page.deleted == {RetentionClass.HIDDEN_MESSAGES: 1}
    assert stores.found(proposed(1)).case.state is CaseState.PROPOSED
    assert list(stores.register.read_texts([proposed(1).case.id, proposed(2).case.id])) == [
        proposed(2).case.id
    ]
