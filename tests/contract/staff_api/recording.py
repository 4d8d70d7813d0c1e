"""One exchange with the office's API per file: what was asked, what was answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.fakes.staff_calls import Answered, Caller

FOLDER = Path(__file__).parent

type Exchange = dict[str, Any]


class Recorder:
    """Calls and keeps each exchange under a name that says what happens."""

    def __init__(self) -> None:
        self.kept: dict[str, Exchange] = {}

    def call(
        self,
        name: str,
        caller: Caller,
        call: str,
        body: Mapping[str, object] | str | None = None,
        *,
        key: str | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answered:
        method, _, path = call.partition(" ")
        headers = {"idempotency-key": key} if key else {}
        answer = caller.call(method, path, body, query=query, headers=headers)
        self.kept[name] = {
            "request": {
                "method": method,
                "path": path,
                "query": dict(query or {}),
                "headers": headers,
                "body": body,
                "roles": [role.value for role in caller.roles],
            },
            "answer": {
                "status": answer.status,
                "content-type": answer.headers["content-type"],
                "body": answer.json if answer.text else None,
            },
        }
        return answer


def promised(names: Iterable[str]) -> dict[str, Exchange]:
    return {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in names}
