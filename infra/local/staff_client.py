"""The office's API as a program of the office uses it: for the story, the tests and the benches."""

from collections.abc import Mapping
from uuid import uuid4

import requests

from infra.local.meta.reading import Json, as_object, read_text

SECONDS_FOR_AN_ANSWER = 60.0


class StaffCallRefusedError(Exception):
    """The API said no: the problem it described."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(f"{status} {read_text(problem, 'title')} {read_text(problem, 'detail')}".strip())
        self.status = status
        self.problem = problem


class StaffClient:
    def __init__(self, api_url: str, token: str) -> None:
        self._api_url = api_url
        self._session = requests.Session()
        self._session.headers["authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: str | int) -> Json:
        return self.call("GET", path, query=query)

    def put(self, path: str, body: Mapping[str, object]) -> Json:
        return self.call("PUT", path, body)

    def delete(self, path: str) -> Json:
        return self.call("DELETE", path)

    def post(self, path: str, body: Mapping[str, object] | None = None, key: str | None = None) -> Json:
        """With an Idempotency-Key of its own unless one is given: asking again is then a second act."""
        return self.call("POST", path, body or {}, headers={"idempotency-key": key or str(uuid4())})

    def download(self, path: str) -> tuple[bytes, Mapping[str, str]]:
        """A file as the office's program stores it, and the answer's headers."""
        answer = self._session.get(f"{self._api_url}/staff{path}", timeout=SECONDS_FOR_AN_ANSWER)
        if not answer.ok:
            raise StaffCallRefusedError(answer.status_code, as_object(answer.json()))
        return answer.content, answer.headers

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """`path` without /staff: `/broadcasts`. Raise StaffCallRefusedError with the problem of a refusal."""
        answer = self._session.request(
            method,
            f"{self._api_url}/staff{path}",
            json=dict(body) if body is not None else None,
            params=query,
            headers=headers,
            timeout=SECONDS_FOR_AN_ANSWER,
        )
        found = as_object(answer.json()) if answer.content else {}
        if not answer.ok:
            raise StaffCallRefusedError(answer.status_code, found)
        return found
