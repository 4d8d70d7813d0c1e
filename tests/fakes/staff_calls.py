"""Calls of the office's API as API Gateway hands them on, and their answers, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from urp.acts.model import Role

if TYPE_CHECKING:
    from urp.staff_api.application import StaffApi

STAFF_ID = "b1c4e0d2-9a7f-4c3e-8d21-6f5e4d3c2b1a"


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.text)
        assert isinstance(found, dict)
        return found


def event_of(
    method: str,
    path: str,
    claims: Mapping[str, object],
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: str | None = None,
) -> dict[str, Any]:
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "ANY /staff/{proxy+}",
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in (query or {}).items()),
        "headers": {"host": "api.example", **(headers or {})},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "api",
            "authorizer": {"jwt": {"claims": dict(claims), "scopes": None}},
            "domainName": "api.example",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "tests",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "ANY /staff/{proxy+}",
            "stage": "$default",
            "time": "25/Nov/2026:08:30:00 +0000",
            "timeEpoch": 1795595400000,
        },
        "isBase64Encoded": False,
    }
    if query:
        event["queryStringParameters"] = dict(query)
    if body is not None:
        event["body"] = body
    return event


def claims_of(
    roles: Iterable[Role], member: str = STAFF_ID, signed_in_at: datetime | None = None
) -> dict[str, object]:
    """As API Gateway writes a list: one string in brackets, or nothing at all."""
    groups = " ".join(role.value for role in roles)
    claims: dict[str, object] = {"sub": member, "token_use": "access", "client_id": "client"}
    if signed_in_at:
        claims["auth_time"] = str(int(signed_in_at.timestamp()))
    return {**claims, "cognito:groups": f"[{groups}]"} if groups else claims


@dataclass(frozen=True, slots=True)
class Caller:
    """A member of staff with a program of the office in hand."""

    api: StaffApi
    roles: tuple[Role, ...]
    member: str = STAFF_ID
    signed_in_at: datetime | None = None
    context: LambdaContext = field(default_factory=LambdaContext)

    def get(self, path: str, **query: str) -> Answered:
        return self.call("GET", path, query=query)

    def put(self, path: str, body: Mapping[str, object]) -> Answered:
        return self.call("PUT", path, body)

    def delete(self, path: str) -> Answered:
        return self.call("DELETE", path)

    def post(self, path: str, body: Mapping[str, object] | None = None, key: str | None = None) -> Answered:
        return self.call("POST", path, body or {}, headers={"idempotency-key": key} if key else {})

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | str | None = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answered:
        content = body if isinstance(body, str) or body is None else json.dumps(body)
        sent = {"content-type": "application/json", **(headers or {})}
        claims = claims_of(self.roles, self.member, self.signed_in_at)
        event = event_of(method, path, claims, query=query, headers=sent, body=content)
        answer = self.api.answer(event, self.context)
        flat = {name.lower(): value for name, value in answer["headers"].items()}
        return Answered(answer["statusCode"], flat, answer["body"])
