"""Nobody's program, run away or found by others, keeps the office's API from the colleagues."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest

from tests.cases import every
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.staff_calls import Caller
from tests.unit.staff_api.bells import NOW, Tower, town
from urp.acts.model import Role
from urp.acts.store.call_counts import CallCounts
from urp.errors import UnavailableError
from urp.staff_api.pace import MOST_CHANGES, MOST_READS, MOST_SHOWN, CallPace, TooManyCallsError
from urp.staff_api.routing import AnyRoute
from urp.staff_api.schemas import Nothing
from urp.staff_api.table import list_routes


@pytest.mark.parametrize(("method", "most"), [("POST", MOST_CHANGES), ("GET", MOST_READS)])
def test_a_person_has_so_many_calls_in_a_minute_and_then_as_many_again(method: str, most: int) -> None:
    pace, within = CallPace(CallCounts(create_tables())), NOW + timedelta(seconds=18)
    for _ in range(most):
        pace.count("anna", method, within)

    with pytest.raises(TooManyCallsError) as refused:
        pace.count("anna", method, within)
    pace.count("bea", method, within)
    pace.count("anna", "GET" if method == "POST" else "POST", within)
    pace.count("anna", method, NOW + timedelta(minutes=1))

    assert refused.value.seconds == 42


def test_who_calls_too_often_hears_when_to_come_back() -> None:
    tower = Tower()
    anna = Caller(town(tower), (Role.EDITOR,))
    for number in range(MOST_CHANGES):
        anna.post("/staff/bells", {"rings": 1}, key=f"ring-{number:04d}")

    refused = anna.post("/staff/bells", {"rings": 1}, key="one-too-many")

    assert (refused.status, refused.json["code"], refused.headers["retry-after"]) == (
        429,
        "too_many_calls",
        "60",
    )
    assert tower.strokes == MOST_CHANGES


def test_ten_environments_together_show_no_more_than_one() -> None:
    counts, within = CallCounts(create_tables()), NOW + timedelta(seconds=18)
    environments = [CallPace(counts) for _ in range(10)]
    for number in range(MOST_SHOWN):
        environments[number % 10].count_shown("anna", within)

    for each in environments:
        with pytest.raises(TooManyCallsError) as refused:
            each.count_shown("anna", within)
    environments[0].count_shown("bea", within)
    environments[0].count_shown("anna", NOW + timedelta(minutes=1))

    assert refused.value.seconds == 42
    assert counts.count("anna", NOW) == MOST_SHOWN


def test_asked_at_the_same_moment_from_ten_environments_no_call_is_shown_too_many() -> None:
    counts = CallCounts(create_tables())
    shown = list[int]()

    def ask() -> None:
        pace = CallPace(counts)
        for _ in range(10):
            with suppress(TooManyCallsError):
                pace.count_shown("anna", NOW)
                shown.append(1)

    threads = [Thread(target=ask) for _ in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(shown) == MOST_SHOWN


def test_what_cannot_be_counted_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bool:
        raise UnavailableError("control")

    monkeypatch.setattr(CallCounts, "take", fails)

    refused = Caller(town(Tower()), (Role.EDITOR,)).call("PUT", "/staff/bells", {})

    assert (refused.status, refused.json["code"]) == (503, "unavailable")


def test_each_call_that_shows_people_is_counted_whichever_environment_answers() -> None:
    tower = Tower()
    answers = [
        Caller(town(tower), (Role.EDITOR,)).call("PUT", "/staff/bells", {}) for _ in range(MOST_SHOWN + 1)
    ]

    assert [each.status for each in answers] == [200] * MOST_SHOWN + [429]
    assert answers[-1].json["code"] == "too_many_calls"


SHOWS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "GET /staff/conversations/{conversation}": ({"reveal": "phone", "reason": "answer"}, {}),
    "GET /staff/cases/{case}": ({"reveal": "text", "reason": "authority"}, {}),
}
"""Those that show people whole only if they are asked to."""
ALWAYS = {
    "POST /staff/conversations/search", "POST /staff/consents/lookup", "GET /staff/privacy/breach",
    "GET /staff/rights-requests/{request}/export", "GET /staff/rights-requests/{request}/restrict",
    "GET /staff/evidence/{file}/export", "GET /staff/audit/export",
}  # fmt: skip


@every("route", list_routes())
def test_numbers_copies_and_searches_are_counted_and_nothing_else(route: AnyRoute) -> None:
    name = f"{route.method} {route.path}"
    if name in SHOWS:
        asked, not_asked = (route.query.model_validate(query) for query in SHOWS[name])
        assert (route.shows_people(asked), route.shows_people(not_asked)) == (True, False)
    else:
        assert route.shows_people(Nothing()) == (name in ALWAYS)
