"""Every act is linked exactly once, whenever it appears, and each day gets one head."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.stored import items_of
from tests.unit.acts.record.recorded import MONDAY, TownHall
from urp.acts.record.chain import NOTHING_BEFORE, hash_entry, make_head, make_link
from urp.acts.record.sealing import FIRST_DAY, LATEST, ChainState
from urp.errors import ConflictError, UnavailableError

MINUTE = timedelta(minutes=1)
HOURS = st.integers(min_value=0, max_value=100 * 60).map(lambda minutes: MINUTE * minutes)
LATE = st.integers(min_value=-10, max_value=int(LATEST / MINUTE)).map(lambda minutes: MINUTE * minutes)
"""How long after its own moment an entry is there; its clock may also be ahead of the sealer's."""


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(st.tuples(HOURS, LATE), max_size=25), runs=st.lists(HOURS, max_size=12))
def test_no_act_is_left_out_and_none_is_linked_twice(
    acts: list[tuple[timedelta, timedelta]], runs: list[timedelta]
) -> None:
    """Acts and runs in any order in which they really happen, the sealer's clock going back included."""
    hall = TownHall()
    happens = sorted(
        [(MONDAY + moment, number, late) for number, (moment, late) in enumerate(acts)]
        + [(MONDAY + moment, -1, MINUTE * 0) for moment in runs],
        key=lambda each: each[0],
    )
    for moment, number, late in happens:
        if number < 0:
            hall.seal(moment - MINUTE * (moment.minute % 7))
        else:
            hall.act(number, moment - late)
    hall.seal(MONDAY + timedelta(days=6))

    links = hall.links()
    stored = {
        (item["pk"], item["sk"]): item
        for item in items_of(hall.tables, "Audit")
        if item["pk"].startswith("AUDIT#")
    }
    assert sorted((link.entry_pk, link.entry_sk) for link in links) == sorted(stored)
    previous = NOTHING_BEFORE
    for number, link in enumerate(links, 1):
        entry = stored[link.entry_pk, link.entry_sk]
        assert link == make_link(entry, number, previous, link.sealed_at)
        previous = link.hash


@settings(max_examples=30, deadline=None)
@given(acts=st.lists(HOURS, max_size=20), runs=st.lists(HOURS, min_size=1, max_size=8))
def test_every_day_since_the_first_run_has_one_head_over_exactly_its_links(
    acts: list[timedelta], runs: list[timedelta]
) -> None:
    hall = TownHall()
    for number, moment in enumerate(acts):
        hall.act(number, MONDAY + moment)
    for moment in sorted(runs):
        hall.seal(MONDAY + moment)
    end = MONDAY + timedelta(days=6)
    hall.seal(end)

    first = (MONDAY + min(runs)).date()
    days = [first + timedelta(days=number) for number in range((end.date() - first).days)]
    assert sorted(hall.shelf.heads) == days
    before = None
    for day in days:
        head = hall.record.head(day)
        assert head == make_head(day, list(hall.record.links(day)), before)
        assert json.loads(hall.shelf.heads[day])["root"] == head.root
        before = head


def test_a_run_that_died_between_two_days_goes_on_without_linking_anything_twice() -> None:
    hall = TownHall()
    hall.act(1, MONDAY)
    late = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    state = hall.record.state()
    entry = next(hall.record.entries(MONDAY.date()))
    tuesday = late + timedelta(minutes=2)
    link = make_link(entry, 1, NOTHING_BEFORE, tuesday)
    hall.record.append(ChainState(1, link.hash, tuesday, None, late.date(), state.version), [link])

    hall.seal(late)  # its clock is behind the other's

    assert [each.sequence for each in hall.links()] == [1]


def test_of_two_runs_at_once_one_seals_and_the_other_is_refused() -> None:
    hall = TownHall()
    hall.act(1, MONDAY)
    before = hall.record.state()
    hall.seal(MONDAY)

    with pytest.raises(ConflictError):
        hall.record.store(before)

    assert len(hall.links()) == 1


def test_the_first_run_links_what_was_done_long_before() -> None:
    hall = TownHall(first_day=FIRST_DAY)
    hall.act(1, datetime(2026, 11, 25, 9, tzinfo=UTC))
    hall.act(2, MONDAY)

    assert hall.seal(MONDAY).links == 2


def test_a_changed_term_of_retention_changes_no_hash() -> None:
    entry = {"pk": "AUDIT#2026-11-30", "sk": "1#a", "act": "x", "expires_at": 1}

    assert hash_entry(entry) == hash_entry({**entry, "expires_at": 2}) != hash_entry({**entry, "act": "y"})


def test_a_head_waits_for_its_stamp_as_long_as_the_authority_is_silent() -> None:
    def silent(_: bytes) -> bytes:
        raise UnavailableError("nobody answers")

    hall = TownHall(stamp=silent)
    hall.seal(MONDAY)
    assert hall.seal(MONDAY + timedelta(days=1)).unstamped == 1
    hall.stamp = lambda content: b"stamp of " + content

    assert hall.seal(MONDAY + timedelta(days=2)).stamps == 2
    assert hall.seal(MONDAY + timedelta(days=2)).stamps == 0
    monday = date(2026, 11, 30)
    assert hall.shelf.stamps[monday] == b"stamp of " + hall.shelf.heads[monday]
    assert hall.record.stamp(monday) == hall.shelf.stamps[monday]
