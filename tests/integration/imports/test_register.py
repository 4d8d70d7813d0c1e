"""Imports as they are kept: whole, counted once, without a phone longer than it is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.integration.imports.stores import NOON, PAPER, PARTS, ImportStore, act, paper
from urp.acts.model import AlreadyActedError
from urp.errors import ConflictError
from urp.notices.imports.model import InvalidLine, LineFault, Taken

WRONG = [InvalidLine(line, LineFault.NOT_MOBILE, "••• •••001") for line in range(1, 1_101)]


def test_an_import_comes_back_as_it_was_handed_over(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, WRONG, act())

    found = store.register.load(PAPER)

    assert found is not None
    assert replace(found, progress=paper().progress) == paper()
    assert not any(found.progress.taken.values())
    assert store.register.load(UUID(int=1)) is None
    assert [store.register.part(PAPER, number) for number in (0, 1, 2)] == [*PARTS, None]
    assert store.register.open_parts(PAPER) == [0, 1]


def test_the_wrong_lines_come_back_in_order_from_anywhere(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, WRONG, act())

    assert store.register.invalid(PAPER, 0, 3) == WRONG[:3]
    assert store.register.invalid(PAPER, 490, 100) == WRONG[490:590]
    assert store.register.invalid(PAPER, 1_090, 100) == WRONG[1_090:]
    assert store.register.invalid(PAPER, 5_000, 100) == []


def test_the_same_key_hands_nothing_over_twice(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())

    with pytest.raises(AlreadyActedError):
        store.register.create(paper(UUID(int=8)), PARTS, [], act())
    assert store.register.load(UUID(int=8)) is None


def test_a_finished_part_is_counted_once_and_its_phones_are_gone(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())

    first = store.register.finish(PAPER, 0, {Taken.IMPORTED: 1, Taken.LEFT_BEFORE: 1}, NOON)
    again = store.register.finish(PAPER, 0, {Taken.IMPORTED: 2}, NOON)
    store.register.finish(PAPER, 1, {Taken.IMPORTED: 1}, NOON)

    found = store.register.load(PAPER)
    assert (first, again) == (True, False)
    assert found is not None
    assert found.done
    assert (found.progress.taken[Taken.IMPORTED], found.progress.taken[Taken.LEFT_BEFORE]) == (2, 1)
    assert store.register.part(PAPER, 0) is None
    assert store.register.open_parts(PAPER) == []


def test_the_newest_import_comes_first_page_by_page(store: ImportStore) -> None:
    ids = [UUID(int=number) for number in range(1, 6)]
    for number, import_id in enumerate(ids):
        later = NOON + timedelta(minutes=number)
        store.register.create(paper(import_id, at=later), [], [], act(f"import-{number}"))

    first = store.register.page(None, 3)
    second = store.register.page(first.cursor, 3)

    assert [each.id for each in (*first.items, *second.items)] == ids[::-1]
    assert second.cursor is None


def test_what_is_over_is_not_looked_at_any_more(store: ImportStore) -> None:
    store.register.create(paper(parts=1), PARTS[:1], [], act())
    store.register.finish(PAPER, 0, {}, NOON)

    waiting = [each.id for each in store.register.unfinished()]
    store.register.end(PAPER, NOON)

    ended = store.register.load(PAPER)
    assert waiting == [PAPER]
    assert store.register.unfinished() == []
    assert ended is not None
    assert ended.ended_at == NOON


def test_campaigns_and_their_date_are_kept_whoever_writes_first(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())
    before = paper()

    for number in (1, 2, 2):
        after = replace(before, confirm_by=date(2027, 1, number), campaigns=frozenset({UUID(int=number)}))
        store.register.announce(before, after)

    found = store.register.load(PAPER)
    assert found is not None
    assert found.confirm_by == date(2027, 1, 2)
    assert found.campaigns == {UUID(int=1), UUID(int=2)}


def test_an_import_is_stored_whole_or_not_at_all(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())

    with pytest.raises(ConflictError):
        store.register.create(paper(), PARTS, [], act("import-2"))


def test_the_same_campaign_is_announced_again_after_a_call_cut_off(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())
    after = replace(paper(), campaigns=frozenset({UUID(int=1)}))
    store.register.announce(paper(), after)

    found = store.register.load(PAPER)
    assert found is not None
    store.register.announce(found, replace(found, confirm_by=date(2027, 1, 9)))

    again = store.register.load(PAPER)
    assert again is not None
    assert again.confirm_by == date(2027, 1, 9)
    assert again.campaigns == {UUID(int=1)}
