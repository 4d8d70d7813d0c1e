"""Hours by the wall clock, whatever the clock does that night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.town.municipality.test_profile import load_changed
from urp.errors import MisconfiguredError
from urp.town.municipality import load_municipality
from urp.town.quiet_hours import QuietHours

ROME = ZoneInfo("Europe/Rome")
HOURS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(HOURS, HOURS, MOMENTS)
def test_the_next_free_moment_is_free_and_never_before(start: time, end: time, moment: datetime) -> None:
    if start == end:
        return
    quiet = QuietHours(start, end, ROME)

    free = quiet.free_from(moment)

    assert moment <= free <= moment + timedelta(hours=25)
    assert (free == moment) is not quiet.hold_at(moment.astimezone(ROME).time())
    assert quiet.free_from(free) == free


@pytest.mark.parametrize(
    ("hours", "refused"),
    [
        ('from = "21"\nto = "08:00"', "quiet_hours.from"),
        ('from = "21:00"\nto = ""', "quiet_hours.to"),
        ('from = "21:00"\nto = "21:00"', "quiet_hours.to"),
        ('from = "21:00"\nto = "08:00"\nsunday = "09:00"', "quiet_hours.sunday"),
    ],
)
def test_half_of_them_or_another_field_is_refused(tmp_path: Path, hours: str, refused: str) -> None:
    with pytest.raises(MisconfiguredError) as wrong:
        load_changed(tmp_path, 'from = "21:00"\nto = "08:00"', hours)

    assert wrong.value.field == f"profile.toml:{refused}"


def test_a_profile_without_them_has_none(tmp_path: Path) -> None:
    assert load_changed(tmp_path, 'from = "21:00"\nto = "08:00"', 'from = ""\nto = ""').quiet_hours is None
    without = load_changed(tmp_path, '[quiet_hours]\nfrom = "21:00"\nto = "08:00"\n', "")
    assert without.quiet_hours is None
    assert str(load_municipality("tests.profiles.roccaserena").quiet_hours) == "dalle 21 alle 8"
