"""What the office publishes tells of nobody, whoever adds and subtracts."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from urp.desk.small_cells import FEWEST_SHOWN, hide_small_cells, show_total

type Published = tuple[int | None, tuple[int | None, ...], int | None]


def published(counts: tuple[int, ...]) -> Published:
    shown = hide_small_cells(dict(enumerate(counts)))
    return show_total(counts), tuple(shown.cells.values()), shown.hidden


def test_small_numbers_are_hidden_and_the_rest_is_told_together() -> None:
    assert published((12, 3, 8, 4, 0)) == (27, (12, None, 8, None, None), 7)


def test_a_single_small_number_takes_the_next_smallest_with_it() -> None:
    assert published((12, 3, 8)) == (23, (12, None, None), 11)


def test_equal_cells_are_hidden_together() -> None:
    assert published((9, 5, 5, 4)) == (23, (9, None, None, None), 14)


def test_that_nobody_wrote_about_something_may_be_said() -> None:
    assert published((12, 0, 8)) == (20, (12, 0, 8), 0)


def test_of_a_small_total_nothing_is_shown() -> None:
    assert published((2, 1, 0)) == (None, (None, None, None), None)


@pytest.mark.parametrize(("cells", "most"), [(2, 12), (3, 10), (4, 7), (5, 6)])
def test_no_small_number_can_be_worked_out_even_by_who_knows_the_rule(cells: int, most: int) -> None:
    """Of all tables there can be: whatever is published, each hidden small cell could be another number."""
    tables: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        if sum(counts) <= most:  # then every table with this total is among them
            tables[published(counts)].append(counts)

    for alike in tables.values():
        for cell in range(cells):
            possible = {counts[cell] for counts in alike}
            assert not (len(possible) == 1 and 0 < min(possible) < FEWEST_SHOWN)
