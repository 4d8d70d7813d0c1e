"""What the data-protection officer asks: what is kept and was deleted, and who saw whose data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.fakes.staff_calls import STAFF_ID
from tests.integration.grave_case import administrator
from tests.integration.own_data import asks_about_own_data
from urp.acts.model import BY_ITSELF, Act, Role
from urp.acts.store.audit import AuditTrail
from urp.desk.model import RightsKind
from urp.privacy.purge import PurgeRun
from urp.privacy.store.purge import PurgeLog
from urp.retention.classes import RetentionClass

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

HOUR = {"since": "2026-11-25T11:00", "until": "2026-11-25T13:00"}


def test_the_register_has_days_deletions_and_requests_and_no_citizen(town: StaffTown) -> None:
    anna = town.joins()
    asks_about_own_data(town, anna)
    asks_about_own_data(town, town.joins(), 2, RightsKind.RESTRICTION)
    deleted = {RetentionClass.DESK_TEXT: 7}
    PurgeLog(town.tables).finish(PurgeRun(date(2026, 11, 25), deleted=deleted, finished=True), town.now)

    answer = administrator(town).get("/staff/privacy/register")

    shown = answer.json
    assert shown["retention_days"]["desk_text"] == town.offices.municipality.retention.desk_text
    assert shown["deleted"] == [{"day": "2026-11-25", "kind": "desk_text", "items": 7}]
    assert [each["article"] for each in shown["requests"]] == ["15", "18"]
    assert str(anna.id) not in answer.text
    sheet = administrator(town).get("/staff/privacy/register", format="csv")
    assert "cancellato;desk_text;25/11/2026;;7;" in sheet.text


def test_a_breach_tells_who_saw_which_data_of_how_many(town: StaffTown) -> None:
    anna, bruno = town.joins(), town.joins()
    talks = [town.asks(anna), town.asks(bruno)]
    moderator = town.staff(Role.MODERATOR)
    for talk in talks:
        moderator.get(f"/staff/conversations/{talk}", reveal="text", reason="danger")
    moderator.get(f"/staff/conversations/{talks[0]}", reveal="phone", reason="danger")

    found = administrator(town).get("/staff/privacy/breach", **HOUR)

    rows = {each["act"]: each for each in found.json["items"]}
    assert rows["conversation.reveal_text"]["times"] == 2
    assert set(rows["conversation.reveal_text"]["citizens"]) == {str(anna.id), str(bruno.id)}
    assert rows["citizen.reveal_phone"]["citizens"] == [str(anna.id)]
    assert found.json["citizens"] == 2
    assert str(anna.phone) not in found.text
    later = administrator(town).get("/staff/privacy/breach", **HOUR).json["items"]
    assert "privacy.breach" in [each["act"] for each in later]


def test_sheets_go_by_the_clock_of_the_town(town: StaffTown) -> None:
    """A request of half past midnight is of the day that its deadline counts from."""
    town.now = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    anna = town.joins()
    asks_about_own_data(town, anna, kind=RightsKind.RESTRICTION)
    moderator = town.staff(Role.MODERATOR)
    moderator.get(f"/staff/conversations/{town.asks(anna)}", reveal="text", reason="danger")
    night = {"since": "2026-12-02T00:00", "until": "2026-12-02T01:00"}

    register = administrator(town).get("/staff/privacy/register", format="csv").text
    breach = administrator(town).get("/staff/privacy/breach", format="csv", **night)

    assert ";02/12/2026;" in register
    assert "01/12/2026" not in register
    assert ";02/12/2026 00:30;02/12/2026 00:30;" in breach.text


def test_moments_in_the_wrong_order_are_refused_by_name(town: StaffTown) -> None:
    refused = administrator(town).get("/staff/privacy/breach", since=HOUR["until"], until=HOUR["since"])

    assert refused.status in (400, 422)
    assert "until" in refused.text


def _hidden_text_is_read(town: StaffTown, at: datetime) -> None:
    talk = town.asks(town.joins())
    town.now = at
    town.staff(Role.MODERATOR).get(f"/staff/conversations/{talk}", reveal="text", reason="danger")


def _acts_found(town: StaffTown, since: str, until: str) -> list[str]:
    found = administrator(town).get("/staff/privacy/breach", since=since, until=until)
    assert found.status == 200, found.text
    return [each["act"] for each in found.json["items"]]


@pytest.mark.parametrize(
    ("since", "until", "is_found"),
    [
        ("2026-11-25T13:00", "2026-11-25T13:01", True),  # from that very minute
        ("2026-11-25T12:59", "2026-11-25T13:00", True),  # until that very minute
        ("2026-11-25T13:01", "2026-11-25T13:02", False),
        ("2026-11-25T12:58", "2026-11-25T12:59", False),
    ],
)
def test_a_breach_search_holds_both_of_its_edges(
    town: StaffTown, since: str, until: str, *, is_found: bool
) -> None:
    _hidden_text_is_read(town, datetime(2026, 11, 25, 12, 0, tzinfo=UTC))  # 13:00 by the town's clock

    assert ("conversation.reveal_text" in _acts_found(town, since, until)) == is_found


# Ninety-two days of 24 hours: the last of them ends at 11, for the clocks went back meanwhile.
@pytest.mark.parametrize(
    ("until", "status"), [("2026-11-25T11:00", 200), ("2026-11-25T11:01", 422), ("2026-08-25T12:00", 422)]
)
def test_a_breach_search_spans_ninety_two_days_at_most_and_more_than_none(
    town: StaffTown, until: str, status: int
) -> None:
    found = administrator(town).get("/staff/privacy/breach", since="2026-08-25T12:00", until=until)

    assert found.status == status


SHOWS_DATA = (
    "citizen.reveal_phone", "citizen.look_up_consent", "conversation.reveal_text", "case.reveal_text",
    "evidence.view", "evidence.export", "rights.export", "rights.read_restricted", "import.create",
    "audit.export", "privacy.breach", "conversation.answer", "conversation.search",
)  # fmt: skip


@pytest.mark.parametrize("act", SHOWS_DATA)
def test_no_way_to_see_or_take_away_data_is_left_out_of_a_breach_search(town: StaffTown, act: str) -> None:
    AuditTrail(town.tables).note(Act("a1b2c3d4", STAFF_ID, act, "thing/1", town.now, standing=BY_ITSELF))

    assert act in _acts_found(town, HOUR["since"], HOUR["until"])
