"""Citizens who join, through the real handlers in this process: Meta's POST to the welcome's statuses."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import batched
from typing import Any

from functions.inbound_handle import handler as inbound_handle
from functions.receipts_record import handler as receipts_record
from functions.reply_send import handler as reply_send
from functions.webhook_receive import handler as webhook_receive
from infra.local.meta.identity import make_user_id
from infra.local.meta.reading import Json
from tests.bench.crowd import phone_of
from tests.bench.one_notice import Functions, quieten
from tests.bench.sends import everything_sent
from urp.aws.session import botocore_session

ANSWERING = {"INBOUND_QUEUE_URL": (inbound_handle, 10), "REPLIES_QUEUE_URL": (reply_send, 10)}
RECORDING = {"RECEIPTS_QUEUE_URL": (receipts_record, 50)}
HANDLERS = (webhook_receive, inbound_handle, reply_send, receipts_record)
JOIN = "Iscrivimi"
STATUSES = ("sent", "delivered")
"""Whoever reads the welcome sends a third one, some time or other."""
STATUSES_IN_A_POST = 3
"""Of many who join at once; of one alone each comes in a POST of its own."""


@dataclass(frozen=True, slots=True)
class Joined:
    welcomed: int
    calls: Mapping[str, Mapping[str, int]]
    """Of AWS, by function and operation."""
    seconds: Mapping[str, float]
    """Of computing, by function."""


class Joins(Functions):
    """Each citizen's message comes in a POST of its own."""

    def join(self, first: int, people: int, at_once: int) -> Joined:
        """`at_once`: so many wrote before the queues are worked off, so that batches hold as many."""
        _calls().by_function.clear()
        welcomed = 0
        for some in batched(range(first, first + people), at_once, strict=False):
            before = len(everything_sent(self._meta))
            for number in some:
                self._meta.write(phone_of(number), JOIN)  # opens the window; what it posts goes nowhere
                self._invoke(webhook_receive, self._message(number))
            self._pump(ANSWERING)
            sent = [each for each in everything_sent(self._meta, before) if each.outcome == "accepted"]
            for told in batched(
                [self.status(each, status) for status in STATUSES for each in sent],
                STATUSES_IN_A_POST if at_once > 1 else 1,
                strict=False,
            ):
                self._invoke(webhook_receive, self.signed({"statuses": list(told)}))
            self._pump(RECORDING)
            welcomed += len({each.tracker for each in sent})
        by_function = {name: dict(found) for name, found in _calls().by_function.items()}
        return Joined(welcomed, by_function, dict(self.seconds))

    def _invoke(self, function: Any, event: Json) -> Json:  # noqa: ANN401 - a module
        _calls().function = function.__name__.split(".")[1]
        try:
            answer = super()._invoke(function, event)
        finally:
            _calls().function = None
        if answer.get("statusCode", 200) != 200:
            raise RuntimeError(f"Meta's POST got {answer}")
        return answer

    def _message(self, number: int) -> Json:
        phone = phone_of(number)
        message = {
            "id": f"wamid.{phone}.{time.time_ns()}",
            "from": phone,
            "from_user_id": make_user_id(phone),
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": JOIN},
        }
        contact = {"wa_id": phone, "user_id": make_user_id(phone), "profile": {"name": "Persona inventata"}}
        return self.signed({"contacts": [contact], "messages": [message]})


class _Calls:
    """Every request that leaves a client of the functions, repeated ones too."""

    def __init__(self) -> None:
        self.function: str | None = None
        """Whose calls are made now; what the bench itself asks is nobody's."""
        self.by_function: dict[str, Counter[str]] = {}

    def add(self, **event: Any) -> None:  # noqa: ANN401 - botocore's own
        if self.function is not None:
            operation = event["event_name"].rpartition(".")[2]
            self.by_function.setdefault(self.function, Counter())[operation] += 1


@cache
def _calls() -> _Calls:
    """Told of each call from before the first client is made: clients copy the session's listeners."""
    calls = _Calls()
    botocore_session().register("before-send", calls.add)
    return calls


def joined(app_secret: str, first: int, people: int, at_once: int) -> Joined:
    quieten(HANDLERS)
    _calls()
    return Joins(app_secret).join(first, people, at_once)
