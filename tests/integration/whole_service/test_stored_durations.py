"""Every item lives as long as its class says: one table, written by hand, against what a day stores."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.cases import every
from tests.integration.whole_service.evidence import TABLES, Evidence
from tests.integration.whole_service.test_everything_expires import kind
from urp.retention.classes import find_class
from urp.town.municipality import load_municipality

DAYS = asdict(load_municipality("urp_profile", placeholders_allowed=True).retention)
DAY = 86_400
SINCE_WRITTEN = 2 * 3600
"""Seconds, at most, since the day was spent: durations are told apart by days."""
DAY_BEGINS_BEFORE = 2 * 3600
"""Seconds, at most, by which a day of the town begins before the day of the same name in UTC."""
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Stored:
    key: str
    of_class: str
    left: float | None
    """Days to its end; None without one."""


def written_by_hand() -> Iterator[tuple[tuple[str, str], list[str]]]:
    for line in Path(__file__).with_name("stored_durations.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            of_class, durations, key = (cell.strip() for cell in line.split("|"))
            yield (key, of_class), [each.strip() for each in durations.split(",")]


EXPECTED = dict(written_by_hand())


def stored(day: Evidence) -> Iterator[Stored]:
    now = time.time()
    for table in TABLES:
        for item in day.items[table]:
            pk, sk = item["pk"]["S"], item["sk"]["S"]
            ends = item.get("expires_at")
            left = None if ends is None else (int(ends["N"]) - now) / DAY
            of_class = find_class(pk, sk, item.get("kind", {}).get("S"))
            yield Stored(kind(table, pk, sk), of_class.value, left)


def fits(left: float | None, duration: str) -> bool:
    """`audit`, `30`, `notices+2` (up to two days later), `redirect_counts-1` (a day earlier), `never`."""
    if duration == NEVER or left is None:
        return duration == NEVER and left is None
    found = re.fullmatch(r"(\w+?)(?:([+-])(\d+))?", duration)
    assert found is not None, duration
    days = int(found[1]) if found[1].isdigit() else DAYS[found[1]]
    around = int(found[3] or 0)
    earliest, latest = days - (around if found[2] == "-" else 0), days + (around if found[2] == "+" else 0)
    return earliest - SINCE_WRITTEN / DAY <= left <= latest + DAY_BEGINS_BEFORE / DAY


def test_every_kind_that_a_day_stores_is_in_the_table_and_no_other(day: Evidence) -> None:
    assert {(each.key, each.of_class) for each in stored(day)} == set(EXPECTED)


@every(("key", "of_class"), EXPECTED)
def test_it_ends_on_the_day_of_its_class(key: str, of_class: str, day: Evidence) -> None:
    durations = EXPECTED[key, of_class]
    found = [each.left for each in stored(day) if (each.key, each.of_class) == (key, of_class)]

    assert [left for left in found if not any(fits(left, duration) for duration in durations)] == []
    assert [duration for duration in durations if not any(fits(left, duration) for left in found)] == []


def test_only_the_numbers_rate_has_no_class_and_it_holds_no_citizen() -> None:
    assert [key for key, of_class in EXPECTED if of_class == "other"] == ["control RATE#… / RATE"]
