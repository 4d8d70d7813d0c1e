"""Nobody's number, id, name or words leave the tables: not in a log, an error, an address or an attribute."""

from __future__ import annotations

import json

import pytest

from tests.cases import every
from tests.integration.whole_service.evidence import Evidence
from tests.integration.whole_service.service import FUNCTIONS

PLACES = ("logs", "metrics_and_answers", "queue_attributes", "object_names", "alerts", "addresses")


def test_every_function_has_logged_and_some_have_failed(day: Evidence) -> None:
    lines = [json.loads(line) for line in day.logs.splitlines() if line.startswith("{")]

    assert {line["service"] for line in lines if "level" in line} == set(FUNCTIONS)
    assert {line["service"] for line in lines if line.get("level") == "ERROR"} >= {
        "inbound_handle",
        "reply_send",
        "receipts_record",
        "account_watch",
        "broadcast_dispatch",
        "broadcast_expand",
        "broadcast_send",
        "list_import",
        "staff_api",
    }


@every("place", PLACES)
def test_nobody_is_shown_in(place: str, day: Evidence) -> None:
    found = str(getattr(day, place))

    assert found
    assert sorted(trace for trace in day.traces if trace in found) == []


@pytest.mark.parametrize("table", ["AuditTable", "ControlTable"])
def test_what_is_kept_longest_or_for_the_service_itself_shows_nobody(table: str, day: Evidence) -> None:
    found = str(day.items[table])

    assert day.items[table]
    assert sorted(trace for trace in day.traces if trace in found) == []


def test_the_day_was_a_real_one(day: Evidence) -> None:
    """What must not show elsewhere is where it belongs."""
    rows = [item for item in day.items["BroadcastsTable"] if "answer" in item]

    assert len(rows) > len(day.people)
    assert "segretissimo-2" in str(day.items["DeskTable"])
    assert all(person.phone in str(day.items["CitizensTable"]) for person in day.people[1:2])
