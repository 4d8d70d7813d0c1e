"""Who asked to be erased that day shows only where the page says that it is kept."""

from __future__ import annotations

from tests.integration.whole_service.evidence import TABLES, Evidence
from tests.integration.whole_service.test_everything_expires import held_cases, kind

KEPT = {
    "citizens CITIZEN#… / PROFILE",
    "citizens CITIZEN#… / CONSENT#…",
    "citizens ALIAS#PHONE#… / ALIAS",
    "citizens ALIAS#USER#… / ALIAS",
    "desk EVIDENCE#… / MESSAGE#…",
    "desk OUTBOX#… / OUTBOX",  # the answer to the request, on its way
}


def test_who_was_erased_shows_only_in_what_is_kept(day: Evidence) -> None:
    erased = next(person for person in day.people if person.number == 6)
    held = {f"CASE#{held_case}" for held_case in held_cases(day)}

    shown = {
        kind(table, item["pk"]["S"], item["sk"]["S"])
        for table in TABLES
        for item in day.items[table]
        if any(trace in str(item) for trace in erased.traces()) and item["pk"]["S"] not in held
    }

    assert "desk EVIDENCE#… / MESSAGE#…" in shown
    assert shown <= KEPT
