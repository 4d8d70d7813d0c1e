"""One notice through the real handlers in this process, from its freeze to everybody's third status."""

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from cProfile import Profile
from datetime import UTC, datetime
from itertools import batched, count
from pathlib import Path
from pstats import Stats
from types import ModuleType
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import requests
from aws_lambda_powertools.logging import Logger

from functions.broadcast_dispatch import handler as broadcast_dispatch
from functions.broadcast_expand import handler as broadcast_expand
from functions.broadcast_send import handler as broadcast_send
from functions.receipts_record import handler as receipts_record
from functions.webhook_receive import handler as webhook_receive
from infra.local.aws import LocalAws
from infra.local.meta.reading import Json
from infra.local.meta.signing import escape, sign
from infra.local.meta_client import MetaClient, SentMessage
from infra.local.samconfig import read_local_settings
from tests.acting import AS_OPERATOR
from tests.bench.bare_loop import META, Made
from tests.bench.profile_shares import shares
from tests.bench.sends import everything_sent
from tests.integration.functions_town import Invocation, records
from urp.acts.model import Act
from urp.aws.dynamodb import dynamodb_client
from urp.aws.session import botocore_session
from urp.notices.broadcasts.model import BroadcastDraft
from urp.wiring import broadcast_send as sending
from urp.wiring.broadcast_office import broadcast_office
from urp.wiring.resources import OfficeResources, StaffApiSettings

DRAFT = BroadcastDraft(
    title="Via Roma chiusa per lavori",
    template="avviso_viabilita",
    parameters={
        "luogo": "via Roma, tra piazza Cavour e il porto",
        "quando": "domani, dalle 8 alle 18",
        "modifica": "strada chiusa al traffico, anche agli autobus",
        "percorso": "via Marconi",
    },
    link="https://www.comune.ancona.it/avvisi/via-roma",
)
STATUSES = ("sent", "delivered", "read")
"""Each in a POST of its own, as Meta mostly posts them, and the dearest case."""
SENDING = {  # whom a queue wakes, with how many messages at once: as in the template
    "DISPATCH_QUEUE_URL": (broadcast_dispatch, 1),
    "EXPANSION_QUEUE_URL": (broadcast_expand, 1),
    "BROADCAST_QUEUE_URL": (broadcast_send, 1),
}
RECORDING = {**SENDING, "RECEIPTS_QUEUE_URL": (receipts_record, 50)}
HANDLERS = (webhook_receive, *(handler for handler, _ in RECORDING.values()))
_MOST_RECEIVED = 10
_PROFILED = 4
"""Of so many events one: profiled, it takes eight times as long."""


class Functions:
    """What Lambda, API Gateway and Meta's webhooks do for the functions, outside their computing time."""

    def __init__(self, app_secret: str, profile: Profile | None = None) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        """Computing time of this process, all threads, by function."""
        self._app_secret = app_secret
        self._profile = profile
        self._events = count()
        self._sqs = LocalAws(os.environ["AWS_ENDPOINT_URL"]).sqs()
        self._meta = MetaClient(os.environ["GRAPH_BASE_URL"])

    def send_and_record(self) -> int:
        """How many people the notice reached."""
        before = len(everything_sent(self._meta))
        self._pump(SENDING)
        sent = [each for each in everything_sent(self._meta, before) if each.outcome == "accepted"]
        for some in batched(sent, 50, strict=False):
            for status in STATUSES:
                for each in some:
                    self._invoke(webhook_receive, self.signed({"statuses": [self.status(each, status)]}))
        self._pump(RECORDING)
        return len({each.tracker for each in sent})

    def _pump(self, queues: Mapping[str, tuple[ModuleType, int]]) -> None:
        """Until all of them are empty."""
        while any(self._delivered(os.environ[name], *queues[name]) for name in queues):
            pass

    def _delivered(self, url: str, function: ModuleType, at_once: int) -> bool:
        messages = []
        for _ in range(-(-at_once // _MOST_RECEIVED)):
            most = min(at_once, _MOST_RECEIVED)
            messages += self._sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=most).get("Messages", [])
        if messages:
            event = records({each["MessageId"]: each["Body"] for each in messages})
            if self._invoke(function, event)["batchItemFailures"]:
                raise RuntimeError(f"{function.__name__} failed")
        for each in messages:
            self._sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return bool(messages)

    def _invoke(self, function: ModuleType, event: Json) -> Json:
        profile = self._profile if next(self._events) % _PROFILED == 0 else None
        begun = time.process_time()
        with profile or nullcontext():
            answer: Json = function.lambda_handler(event, Invocation())
        self.seconds[function.__name__.split(".")[1]] += time.process_time() - begun
        return answer

    @staticmethod
    def status(sent: SentMessage, status: str) -> Json:
        return {
            "id": sent.id,
            "status": status,
            "timestamp": str(int(sent.at)),
            "recipient_id": sent.recipient,
            "biz_opaque_callback_data": sent.tracker,
        }

    def signed(self, found: Json) -> Json:
        """As API Gateway hands it over."""
        settings = read_local_settings()
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "390710000000", "phone_number_id": settings.phone_number_id},
            **found,
        }
        entry = {"id": settings.waba_id, "changes": [{"field": "messages", "value": value}]}
        body = escape({"object": "whatsapp_business_account", "entry": [entry]})
        headers = {"x-hub-signature-256": sign(self._app_secret, body)}
        return {"headers": headers, "body": body.decode(), "isBase64Encoded": False}


def prepare(environment: Mapping[str, str]) -> None:
    """How a process of the functions begins. Their logs are written, as on Lambda, and read by nobody."""
    os.environ |= environment
    quieten(HANDLERS)


def quieten(handlers: Iterable[ModuleType]) -> None:
    nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - as long as the process lives
    for each in handlers:
        each.logger.registered_handler.setStream(nowhere)


def ordered() -> UUID:
    """The office sends a notice to everybody."""
    settings = StaffApiSettings.from_env(os.environ)
    office = broadcast_office(OfficeResources(settings, dynamodb_client()), Logger(level="CRITICAL"))
    notice, now = uuid4(), datetime.now(UTC)
    act = Act(str(notice), "staff-1", "broadcast.create", f"broadcast/{notice}", now, standing=AS_OPERATOR)
    office.create(notice, DRAFT, act)
    asked = Act(f"{notice}-submit", "staff-1", "broadcast.submit", act.resource, now, standing=AS_OPERATOR)
    waiting = office.approvals.submit(notice, None, asked).broadcast
    if (seen := office.approvals.to_approve(waiting, now)) is None:
        raise ValueError("what was submitted waits for an approval")
    approving = Act(
        f"{notice}-approve", "staff-2", "broadcast.approve", act.resource, now, standing=AS_OPERATOR
    )
    office.approvals.approve(notice, seen.extent, seen.seal, approving)
    return notice


def measured(app_secret: str) -> tuple[int, Mapping[str, float]]:
    """The people reached, and the computing seconds of each function."""
    functions = Functions(app_secret)
    ordered()
    return functions.send_and_record(), functions.seconds


def recorded(app_secret: str) -> tuple[int, list[Made]]:
    """The people reached, and every call the functions made; the first notice of a process of its own."""
    with _noted() as made:
        ordered()
        made.clear()
        return Functions(app_secret).send_and_record(), made


def profiled(app_secret: str, file: Path) -> Mapping[str, float]:
    """Each part's share of the computing time, in percent; the dearest functions go to the file.

    In one thread, since a profile sees no other. It makes calls between functions dearer than they are.
    """
    with (
        patch.object(sending, "PooledSendingThreads", _OneThread),
        patch.object(sending, "SystemClock", _SlotClock),
    ):
        profile = Profile(time.process_time)
        ordered()
        Functions(app_secret, profile).send_and_record()
    with file.open("w") as written:
        stats = Stats(profile, stream=written).sort_stats("tottime").print_stats(60)
    return shares(stats)


class _OneThread:
    def __init__(self, _: int) -> None:
        self.start = self.in_each = lambda task: task()

    def join(self) -> None:
        """Nothing is on its way."""


class _SlotClock:
    """Goes from slot to slot: a single thread would miss those of a number's rate."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        return self._now

    def sleep_until(self, moment: datetime) -> None:
        self._now = max(self._now, moment)


@contextmanager
def _noted() -> Iterator[list[Made]]:
    made: list[Made] = []
    post = requests.Session.post

    def asked(**event: Any) -> None:  # noqa: ANN401 - botocore's own
        event["context"]["asked"] = event["params"]

    def answered(**event: Any) -> None:  # noqa: ANN401
        model, http = event["model"], event["http_response"]
        service, kept = model.service_model.service_name, event["context"]["asked"]
        made.append(Made(service, model.name, kept, http.status_code, dict(http.headers), http.content))

    def posted(session: requests.Session, url: str, **request: Any) -> requests.Response:  # noqa: ANN401
        answer = post(session, url, **request)
        kept = {name: request[name] for name in ("json", "headers")}
        made.append(Made(META, "POST", kept, answer.status_code, dict(answer.headers), answer.content))
        return answer

    session = botocore_session()
    session.register("provide-client-params", asked)
    session.register("after-call", answered)
    with patch.object(requests.Session, "post", posted):
        yield made
