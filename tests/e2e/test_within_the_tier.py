"""A notice to more people than Meta lets the number write to in 24 hours, on the deployed stack."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from infra.local.meta.reading import Json, read_number, read_object, read_text
from infra.local.town import TownHall
from tests.e2e.notices import Notices, copies, counts
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen, Newcomers, ago
from tests.e2e.records import Records

PEOPLE, ROOM = 30, 20
A_DAY_AGO = 25 * 3600
A_MINUTES_LOOK_S = 150.0
A_DAY = timedelta(hours=24, seconds=1)
"""Moments are told in whole seconds, rounded up: a notice must not look before there is room."""


@pytest.fixture(scope="module")
def silent(newcomer: Newcomers, records: Records) -> list[Citizen]:
    """They joined and have not written since: nobody of them has an open window."""
    people = newcomer.crowd(PEOPLE)
    for each in people:
        each.writes("Iscrivimi", at=ago(A_DAY_AGO))
    comes_true(
        lambda: all(records.citizen_id(each) and records.subscribed(each) for each in people),
        "they are all subscribed",
        A_MINUTES_LOOK_S,
    )
    return people


@pytest.fixture
def room_for_few(town: TownHall) -> Iterator[None]:
    """So many ordinary people may still be written to today, whatever the other tests used."""
    used = int(read_number(_limit(town), "used", 0))
    people = next(each for each in count(used) if each - -(-each // 10) - used == ROOM)
    _set_limit(town, people)
    town.meta.set_faults({"tier": people})
    yield
    town.meta.clear_faults()
    _set_limit(town, None)


@pytest.mark.usefixtures("room_for_few")
def test_it_waits_by_itself_says_until_when_and_goes_on_when_there_is_room(
    town: TownHall, silent: list[Citizen], notices: Notices
) -> None:
    notice = notices.create("avviso_viabilita", beyond_tier="plan")
    notices.send(notice)
    held = notices.becomes(notice, "held")

    hold, reach = read_object(held, "hold"), read_object(held, "reach")
    waiting, now = notices.not_reached(notice, silent), datetime.now(UTC)
    assert read_text(hold, "reason") == "tier"
    assert now < datetime.fromisoformat(read_text(hold, "until")) <= now + A_DAY
    assert "limite di WhatsApp" in read_text(reach, "words")
    assert read_number(reach, "people", 0) >= len(waiting) >= PEOPLE - ROOM

    town.meta.clear_faults()
    _set_limit(town, None)
    notices.clock_ticks()
    statement = notices.closed(notice, A_MINUTES_LOOK_S)

    assert counts(statement) == {"accepted": statement["audience"]}
    assert set(copies(notices.sends(notice)).values()) == {1}
    assert "131048" not in {each.outcome for each in notices.sends(notice)}
    assert notices.not_reached(notice, silent) == []


@pytest.mark.usefixtures("room_for_few", "silent")
def test_where_the_author_wants_all_or_nobody_nobody_is_written_to(town: TownHall, notices: Notices) -> None:
    preview = notices.editor.post("/broadcasts/preview", notices.draft("servizio"))
    notice = notices.create("servizio")
    notices.send(notice)

    held = notices.becomes(notice, "held")
    notices.editor.post(f"/broadcasts/{notice}/stop")
    statement = notices.closed(notice)

    assert read_object(preview, "reach")["refused"] is True
    assert read_text(read_object(held, "hold"), "reason") == "beyond_tier"
    assert notices.sends(notice) == []
    assert counts(statement) == {"stopped": statement["audience"]}


def _limit(town: TownHall) -> Json:
    return read_object(town.staff("administrator").get("/account"), "messaging_limit")


def _set_limit(town: TownHall, people: int | None) -> None:
    body = {"people": people, "reason": "prova del limite"}
    answer = town.staff("administrator").post("/account/messaging-limit", body)
    if answer["proposed"] is not None:
        town.confirm("administrator", answer)
