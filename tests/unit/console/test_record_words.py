"""The record as the office reads it: no code of ours, no time of another zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.cases import every
from urp.console.screens.record_words import TellDetails, find_page, name_act, name_place
from urp.notices.broadcasts.model import BroadcastStatus
from urp.staff_api.audit import AuditEntryJson

TELL = TellDetails(lambda staff_id: staff_id, ZoneInfo("Europe/Rome"))


def _entry(before: str = "", after: str = "", details: str = "") -> AuditEntryJson:
    return AuditEntryJson.model_construct(
        at=datetime(2026, 12, 1, tzinfo=UTC), reason=None, details=details, before=before, after=after
    )


@every("status", BroadcastStatus)
def test_what_the_clock_does_to_a_notice_has_a_name(status: BroadcastStatus) -> None:
    assert name_act(f"broadcast.{status.value}").startswith("avviso: ")


def test_a_state_says_its_time_as_the_town_reads_it() -> None:
    told = TELL(_entry("submitted", "scheduled 2026-12-01T03:17:51.344490+00:00", "seal=481b0b83"))

    assert told.words == (
        "impronta 481b0b83",
        "da «in attesa di approvazione» a «programmato, per martedì 1º dicembre 2026 alle 4:17»",
    )
    assert told.raw == ""


def test_a_night_without_anything_to_delete_says_so() -> None:
    assert TELL(_entry(details="{}")).words == ("niente da cancellare",)


def test_what_has_no_page_has_words() -> None:
    assert find_page("citizen/unknown") is None
    assert [name_place(each) for each in ("citizen/unknown", "retention/2026-12-01", "conversations")] == [
        "nessuna persona trovata",
        "martedì 1º dicembre 2026",
        "tutte le conversazioni",
    ]
    assert name_place("somewhere/else") == ""
