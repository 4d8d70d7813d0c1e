"""A town asks for the holidays of its own country, and loads no other."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import sys
from datetime import date
from urp.town.opening_hours.calendar import HolidayRules
print(HolidayRules("IT", "AN", ()).name_of(date(2026, 12, 8)))
print(sorted(name for name in sys.modules if name.startswith("holidays.countries")))
"""


def test_the_holidays_of_all_other_countries_are_not_loaded() -> None:
    """They are two hundred and fifty modules: whoever writes first after a cold start would wait for them."""
    asked = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)  # noqa: S603

    assert asked.stdout.splitlines() == ["Immacolata Concezione", "[]"]
