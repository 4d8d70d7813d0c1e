"""What an attacker sends to the office's API: every route, forged tokens, bodies of chance.

Routes, roles and fields come from the description that is published (`GET /staff/openapi.json`); nothing
that is sent here can succeed by chance where a success would change the town hall for other tests.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import local
from uuid import UUID

import requests

from infra.local.meta.reading import Json, as_object
from infra.local.town import TownHall
from infra.openapi.document import build_document
from urp.staff_api.table import list_routes

ROLES = ("reader", "operator", "editor", "approver", "duty", "moderator", "administrator")
NOBODYS = str(UUID(int=7, version=4))
"""An id that nothing here has."""
CALLS_AT_ONCE = 6
SECONDS = 60.0
_CHANGES_THE_TOWN = frozenset({("POST", "/staff/blocks/whatsapp/compare"), ("POST", "/staff/me/sign-out")})
"""Need no body and no id: allowed, they are done, and the second ends every token of that role."""


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    template: str
    roles: frozenset[str]
    fields: tuple[str, ...]
    """Of its body; empty where it takes none."""
    queries: tuple[str, ...]

    @property
    def changes(self) -> bool:
        return self.method != "GET"

    @property
    def harmless(self) -> bool:
        return (self.method, self.template) not in _CHANGES_THE_TOWN

    def path(self, place: str = NOBODYS) -> str:
        """With that in the place of every id."""
        parts = (place if part.startswith("{") else part for part in self.template.split("/"))
        return "/".join(parts)


@dataclass(frozen=True, slots=True)
class Call:
    route: Route
    role: str | None
    """None: with `headers` alone."""
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    call: Call
    status: int
    problem: Json
    content_type: str

    def __str__(self) -> str:
        sent = (self.call.body or b"")[:120]
        return f"{self.call.role} {self.call.route.method} {self.call.path[:120]} {sent!r}: {self.status}"


def routes() -> tuple[Route, ...]:
    described = build_document(list_routes())
    return tuple(
        Route(
            method.upper(),
            path,
            frozenset(operation["x-roles"]),
            tuple(_fields(described, operation)),
            tuple(each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"),
        )
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    )


def forged(genuine: str) -> Mapping[str, str | None]:
    """Authorization headers that open nothing, made of a reader's own: the name tells how."""
    header, claims, signature = genuine.split(".")
    stronger = _coded({**_decoded(claims), "cognito:groups": ["administrator"]})
    unsigned = _coded({"alg": "none", "typ": "JWT"})
    shared = _coded({**_decoded(header), "alg": "HS256"})
    by_guess = hmac.new(b"secret", f"{shared}.{stronger}".encode(), hashlib.sha256).digest()
    elsewhere = _coded({**_decoded(claims), "iss": "https://elsewhere.example/pool"})
    later = _coded({**_decoded(claims), "exp": 4_102_444_800})
    return {
        "none": None,
        "empty": "",
        "no token": "Bearer ",
        "another scheme": "Basic dXRlbnRlOnBhc3N3b3Jk",
        "made up": "Bearer made.up.token",
        "stronger claims": f"Bearer {header}.{stronger}.{signature}",
        "no algorithm": f"Bearer {unsigned}.{stronger}.",
        "shared secret": f"Bearer {shared}.{stronger}.{_plain(by_guess)}",
        "another issuer": f"Bearer {header}.{elsewhere}.{signature}",
        "a longer life": f"Bearer {header}.{later}.{signature}",
        "signature cut": f"Bearer {header}.{claims}.{signature[:-12]}",
        "no signature": f"Bearer {header}.{claims}",
        "very long": "Bearer " + "a" * 6_000,
    }


def bad_bodies(route: Route, chance: Random, count: int) -> Iterator[bytes]:
    """Not JSON, JSON that is no object, objects of the route's own fields with what does not belong there."""
    yield from (b"", b"{", b"null", b"[]", b'"{}"', b"\xff\xfe{}", b"[" * 3_000, b'{"a":1,"a":2}')
    for _ in range(count):
        named = chance.sample(route.fields, chance.randint(1, len(route.fields))) if route.fields else ()
        body: dict[str, object] = {name: _bad_value(chance) for name in named}
        may_be_right = all(value is None or isinstance(value, str) for value in body.values())
        if may_be_right or chance.random() < 0.2:
            body[chance.choice(("__proto__", "role", "citizen_id", "$where", "è", ""))] = _bad_value(chance)
        yield json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


BAD_IDS = (
    "0",
    "%00",
    "..%2F..%2Faudit",
    "%2e%2e",
    "a" * 3_000,
    "9" * 45,
    "9999-12-31",
    "0000-00-00",
    "%E2%80%AE",
    "%F0%9F%98%80",
    "393330000001",
    "-1",
    "true",
    "%25s%25n",
    "'%20OR%201=1--",
)
BAD_QUERIES = ("", "0", "-1", "1e9", "9" * 400, "true", "\u202e", "a" * 3_000, "%", "null", "{}", "..")


class Attacker:
    """Asks with a few connections at once, and counts how it was answered."""

    def __init__(self, town: TownHall) -> None:
        self._api, self._tokens = town.endpoints.api_url, town.endpoints.staff
        self._own = local()
        self.counts: Counter[int] = Counter()

    def ask(self, calls: Sequence[Call]) -> Sequence[Answered]:
        with ThreadPoolExecutor(CALLS_AT_ONCE) as at_once:
            answers = list(at_once.map(self._one, calls))
        self.counts.update(each.status for each in answers)
        return answers

    def _one(self, call: Call) -> Answered:
        session = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
        key = f"attack-{id(call)}"
        headers = {"content-type": "application/json", "idempotency-key": key, **call.headers}
        if call.role is not None:
            headers["authorization"] = f"Bearer {self._tokens[call.role]}"
        answer = session.request(
            call.route.method,
            self._api + call.path,
            headers=headers,
            data=call.body,
            params=call.query,
            timeout=SECONDS,
        )
        kind = answer.headers.get("content-type", "")
        problem = as_object(answer.json()) if answer.content and "json" in kind else {}
        return Answered(call, answer.status_code, problem, kind)


def _fields(described: Json, operation: Json) -> Iterator[str]:
    content = as_object(as_object(operation.get("requestBody")).get("content"))
    for media in content.values():
        schema = as_object(as_object(media).get("schema"))
        reference = schema.get("$ref")
        if isinstance(reference, str):
            named = as_object(as_object(described.get("components")).get("schemas"))
            schema = as_object(named.get(reference.rpartition("/")[2]))
        yield from as_object(schema.get("properties"))


def _bad_value(chance: Random) -> object:
    deep: object = []
    for _ in range(60):
        deep = [deep]
    return chance.choice(
        (
            None,
            True,
            -1,
            10**45,
            1.5e308,
            "",
            " ",
            "a" * 20_000,
            "\u202e\u200b",
            "\x00",
            "\ud800",
            "9999-12-31T23:59:59Z",
            "0001-01-01",
            [],
            [None],
            {},
            {"a": {"b": []}},
            deep,
            "=HYPERLINK(1)",
            "393330000001",
        )
    )


def _decoded(part: str) -> Json:
    return as_object(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def _coded(content: Mapping[str, object]) -> str:
    return _plain(json.dumps(content).encode())


def _plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
