"""The page for programmers shows rules with the very words of the preview."""

from __future__ import annotations

import re
from datetime import date, time

from tests.architecture.blueprint import ROOT
from tests.fakes.calendars import ROME
from urp.notices.announcements.model import HolidayPolicy, Schedule
from urp.notices.announcements.rule_reading import parse_rule
from urp.notices.announcements.words import schedule_in_words

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `(FREQ\S+)` \| (\S+) \| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)
WRITTEN_ON = date(2026, 11, 25)


def test_every_example_of_the_page_reads_as_the_preview_says_it() -> None:
    said = [
        schedule_in_words(
            Schedule(parse_rule(rule), WRITTEN_ON, time.fromisoformat(at), HolidayPolicy(holidays)),
            ROME,
            WRITTEN_ON,
        )
        for rule, at, holidays, _ in EXAMPLES
    ]

    assert len(EXAMPLES) >= 9
    assert said == [words for *_, words in EXAMPLES]
