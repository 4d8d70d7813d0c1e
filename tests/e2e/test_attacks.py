"""Whoever attacks the office's API finds no door, and no call that breaks it.

Each test prints what it sent and how that was answered. Each route meets some of the forged tokens, bodies,
ids and queries, the next route others; `ATTACKS=all` sends all of them to every route.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from random import Random
from uuid import uuid4

import pytest

from infra.local.town import TownHall
from tests.e2e.attack import (
    BAD_IDS,
    BAD_QUERIES,
    ROLES,
    Answered,
    Attacker,
    Call,
    Route,
    bad_bodies,
    forged,
    routes,
)

SEED = 20261129
BODIES_A_ROUTE = 8
ALL = os.environ.get("ATTACKS") == "all"
ROUTES = routes()
WITH_A_ROLE = [(route, role) for route in ROUTES for role in ROLES]
REFUSALS = frozenset({400, 404, 409, 413, 415, 422})
OTHER_KINDS = (
    ({"content-type": "text/plain"}, b"{}"),
    ({"content-type": "application/x-www-form-urlencoded"}, b"a=1"),
    ({"content-type": "application/json; charset=utf-16"}, "{}".encode("utf-16")),
    ({"content-type": "application/json"}, b'{"a": "' + b"a" * 400_000 + b'"}'),
)


@pytest.fixture
def attacker(town: TownHall, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Attacker:
    attacker = Attacker(town)

    def told() -> None:
        counts = ", ".join(f"{count} × {status}" for status, count in sorted(attacker.counts.items()))
        with capsys.disabled():
            sys.stdout.write(f"\n{request.node.name}: {attacker.counts.total()} calls: {counts} ")

    request.addfinalizer(told)
    return attacker


def test_a_forged_token_opens_no_route(town: TownHall, attacker: Attacker) -> None:
    tokens = forged(town.endpoints.staff["reader"])

    answers = attacker.ask(
        [
            Call(route, None, route.path(), {} if token is None else {"authorization": token}, _body(route))
            for route in ROUTES
            for token in some(2, tokens.values(), route)
        ]
    )

    assert wrong(answers, lambda each: each.status == 401) == []


def test_each_role_gets_through_the_doors_of_its_own_alone(attacker: Attacker) -> None:
    answers = attacker.ask(
        [
            Call(route, role, route.path(), body=_body(route))
            for route, role in WITH_A_ROLE
            if route.harmless or role not in route.roles
        ]
    )

    inside = [each for each in answers if each.call.role in each.call.route.roles]
    outside = [each for each in answers if each.call.role not in each.call.route.roles]
    assert wrong(outside, lambda each: (each.status, each.problem.get("code")) == (403, "forbidden")) == []
    assert wrong(inside, lambda each: each.status < 300 or each.status in REFUSALS) == []


def test_a_malformed_body_is_refused_on_every_route_with_a_problem_that_says_why(attacker: Attacker) -> None:
    chance = Random(SEED)

    answers = attacker.ask(
        [
            Call(route, _strongest(route), route.path(), body=body)
            for route in ROUTES
            if route.fields
            for body in some(4, bad_bodies(route, chance, BODIES_A_ROUTE), route)
        ]
    )

    assert wrong(answers, lambda each: each.status in REFUSALS and _says_why(each)) == []


def test_an_id_that_is_none_finds_nothing_and_breaks_nothing(attacker: Attacker) -> None:
    answers = attacker.ask(
        [
            Call(route, _strongest(route), route.path(bad), body=_body(route))
            for route in ROUTES
            if "{" in route.template
            for bad in some(3, BAD_IDS, route)
        ]
    )

    assert wrong(answers, lambda each: each.status in REFUSALS | {200, 204, 401, 405, 414, 431}) == []


def test_a_query_that_makes_no_sense_is_refused_or_answered(attacker: Attacker) -> None:
    answers = attacker.ask(
        [
            Call(route, _strongest(route), route.path(), query={name: bad})
            for route in ROUTES
            if route.method == "GET"
            for name in (*route.queries, "unknown")
            for bad in some(2, BAD_QUERIES, route)
        ]
    )

    assert wrong(answers, lambda each: each.status == 200 or each.status in REFUSALS) == []


def test_a_body_of_another_kind_or_size_is_refused(attacker: Attacker) -> None:
    answers = attacker.ask(
        [
            Call(route, _strongest(route), route.path(), headers, body)
            for route in ROUTES
            if route.fields
            for headers, body in some(1, OTHER_KINDS, route)
        ]
    )

    assert wrong(answers, lambda each: each.status in REFUSALS and _says_why(each)) == []


def test_eight_at_once_with_one_key_do_it_once(attacker: Attacker) -> None:
    key, title = str(uuid4()), f"Attacco {uuid4()}"
    (route,) = (each for each in ROUTES if (each.method, each.template) == ("POST", "/staff/canned-replies"))
    body = f'{{"title": "{title}", "text": "Apre alle 9."}}'.encode()

    answers = attacker.ask([Call(route, "editor", route.path(), {"idempotency-key": key}, body)] * 8)

    made = {each.problem["id"] for each in answers if each.status == 201}
    assert len(made) == 1
    assert wrong(answers, lambda each: each.status in {201, 409}) == []


def some[What](number: int, of: Iterable[What], route: Route) -> Sequence[What]:
    known = list(of)
    first = ROUTES.index(route) * number
    return known if ALL else [known[(first + ahead) % len(known)] for ahead in range(number)]


def wrong(answers: Sequence[Answered], right: Callable[[Answered], bool]) -> list[str]:
    assert answers
    return [str(each) for each in answers if not right(each)][:20]


def _strongest(route: Route) -> str:
    return "administrator" if "administrator" in route.roles else min(route.roles)


def _body(route: Route) -> bytes | None:
    return b"{}" if route.changes else None


def _says_why(answer: Answered) -> bool:
    said = answer.problem
    return "problem+json" in answer.content_type and bool(said.get("code")) and bool(said.get("title"))
