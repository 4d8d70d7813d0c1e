"""The simulated Meta's control side, for the story, the tests and the benches."""

from collections.abc import Mapping
from dataclasses import dataclass

import requests

from infra.local.meta.reading import Json, as_object, read_number, read_objects, read_text

SECONDS_FOR_AN_ANSWER = 60.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the town hall answered to a webhook."""

    id: str
    status: int
    ms: float


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """A line on a citizen's phone."""

    id: str
    direction: str
    type: str
    text: str
    at: float
    status: str


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A call of the town hall to Meta, accepted or refused."""

    seq: int
    at: float
    recipient: str
    type: str
    text: str
    body: Json
    tracker: str
    id: str
    outcome: str


@dataclass(frozen=True, slots=True)
class SentPage:
    next: int
    messages: list[SentMessage]


class MetaClient:
    """`citizen` is a phone in digits or a business-scoped id."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()

    def write(self, citizen: str, text: str, **options: object) -> Delivery:
        """A citizen writes. Options: `identity`, `name`, `at`, `times`."""
        return self._deliver(citizen, {"text": text, **options})

    def send(self, citizen: str, message: Mapping[str, object], **options: object) -> Delivery:
        """A citizen sends a message object of any other kind."""
        return self._deliver(citizen, {"message": dict(message), **options})

    def phone(self, citizen: str) -> list[PhoneMessage]:
        """Everything on that phone, oldest first."""
        answer = self._call("GET", f"/simulator/citizens/{citizen}/messages")
        return [
            PhoneMessage(
                id=read_text(line, "id"),
                direction=read_text(line, "direction"),
                type=read_text(line, "type"),
                text=read_text(line, "text"),
                at=read_number(line, "at", 0),
                status=read_text(line, "status"),
            )
            for line in read_objects(answer, "messages")
        ]

    def read(self, citizen: str) -> None:
        self._call("POST", f"/simulator/citizens/{citizen}/read", {})

    def sent(self, after: int = 0, limit: int | None = None) -> SentPage:
        at_most = "" if limit is None else f"&limit={limit}"
        answer = self._call("GET", f"/simulator/sent?after={after}{at_most}")
        messages = [
            SentMessage(
                seq=int(read_number(line, "seq", 0)),
                at=read_number(line, "at", 0),
                recipient=read_text(line, "recipient"),
                type=read_text(line, "type"),
                text=read_text(line, "text"),
                body=as_object(line.get("body")),
                tracker=read_text(line, "tracker"),
                id=read_text(line, "id"),
                outcome=str(line.get("outcome", "")),
            )
            for line in read_objects(answer, "messages")
        ]
        return SentPage(int(read_number(answer, "next", after)), messages)

    def statistics(self, *, copies: bool = True) -> Json:
        """Without the copies, which name every message, it is short."""
        return self._call("GET", f"/simulator/statistics{'' if copies else '?copies=no'}")

    def set_faults(self, faults: Mapping[str, object]) -> None:
        self._call("POST", "/simulator/faults", dict(faults))

    def clear_faults(self) -> None:
        self._call("DELETE", "/simulator/faults")

    def set_callback(self, url: str, verify_token: str) -> bool:
        """Where webhooks go from now on; whether the address passed Meta's handshake."""
        told = {"url": url, "verify_token": verify_token}
        return self._call("POST", "/simulator/callback", told).get("verified") is True

    def reset(self) -> None:
        self._call("POST", "/simulator/reset", {})

    def _deliver(self, citizen: str, body: Json) -> Delivery:
        return _read_delivery(self._call("POST", f"/simulator/citizens/{citizen}/messages", body))

    def _call(self, method: str, path: str, body: object = None) -> Json:
        answer = self._session.request(method, self.url + path, json=body, timeout=SECONDS_FOR_AN_ANSWER)
        answer.raise_for_status()
        return as_object(answer.json())


def _read_delivery(answer: Json) -> Delivery:
    return Delivery(
        read_text(answer, "id"), int(read_number(answer, "status", 0)), read_number(answer, "ms", 0)
    )
