"""All functions of the service, wired as in production, fed by their queues; what they write is kept."""

from __future__ import annotations

import hashlib
import hmac
import importlib
import io
import json
import logging
import os
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import boto3

import urp.wiring
from tests.fakes.secrets_source import MADE_UP_SECRETS
from tests.fakes.staff_calls import STAFF_ID, claims_of, event_of
from tests.integration.functions_town import Invocation
from tests.integration.grave_case import COLLEAGUE
from tests.integration.whole_service.calls import CallRecorder
from tests.integration.whole_service.meta import BASE_URL
from tests.integration.whole_service.people import OUR_ACCOUNT, OUR_NUMBER
from urp.acts.model import Role, StaffMember
from urp.aws.dynamodb import dynamodb_client
from urp.aws.sqs import QueueEntry, put_all
from urp.console.sessions import Session, digest
from urp.console.store.sessions import Sessions
from urp.wiring.console import ConsoleSettings
from urp.wiring.town import open_tables

READERS = {
    "InboundQueueUrl": "inbound_handle",
    "RepliesQueueUrl": "reply_send",
    "ReceiptsQueueUrl": "receipts_record",
    "AccountQueueUrl": "account_watch",
    "DispatchQueueUrl": "broadcast_dispatch",
    "ExpansionQueueUrl": "broadcast_expand",
    "BroadcastQueueUrl": "broadcast_send",
    "EmergencyQueueUrl": "broadcast_send",
    "ImportQueueUrl": "list_import",
    "BlocksQueueUrl": "block_mirror",
    "PeopleQueueUrl": "people_change",
}
OUR_WEBHOOK = "https://town.example/webhook"
OF_NO_QUEUE = (
    "webhook_verify",
    "webhook_receive",
    "staff_api",
    "evidence_api",
    "console",
    "evidence_console",
    "retention_purge",
    "audit_seal",
    "public_site",
    "public_publish",
    "service_probe",
)
COOKIE = "__Host-urp=made-up"
"""The cookie of whoever works with a browser."""
FUNCTIONS = sorted({*READERS.values(), *OF_NO_QUEUE})


def environment(outputs: Mapping[str, str], secrets: Mapping[str, str]) -> dict[str, str]:
    names = (
        "CitizensTable",
        "BroadcastsTable",
        "DeskTable",
        "AuditTable",
        "ControlTable",
        "ReceivedBucket",
        "EvidenceBucket",
        "ExclusionsBucket",
        "RecordBucket",
    )
    return {
        "STAGE": "local",
        "STACK": "urp-test",
        "PROFILE_PACKAGE": "urp_profile",
        **{_variable(name): outputs[f"{name}Name"] for name in names},
        **{_variable(url): outputs[url] for url in READERS},
        "DUTY_TOPIC_ARN": outputs["DutyTopicArn"],
        "DUTY_ALERT": "yes",
        "DUTY_SECRET_ARN": "none",
        "STAFF_TOPIC_ARN": outputs["StaffTopicArn"],
        "DESK_TOPIC_ARN": outputs["DeskTopicArn"],
        "SECRET_ARN": secrets["Secret"],
        "ACCESS_TOKEN_SECRET_ARN": secrets["AccessTokenSecret"],
        "EXCLUSION_KEY_ARN": outputs["ExclusionKeyArn"],
        "GRAPH_BASE_URL": BASE_URL,
        "GRAPH_VERSION": "v25.0",
        "WABA_ID": OUR_ACCOUNT,
        "PHONE_NUMBER_ID": OUR_NUMBER,
        "META_CERTIFICATE": "no",
        "PROBE_EACH_MINUTE": "yes",
        "PROBE_URL": OUR_WEBHOOK,
        "NUMBER_RATE": "80",
        "FRESH_SIGN_IN_MINUTES": "0",
        "LEND_RESERVE": "no",
        "RESTORED_AT": "no",
        "TIMESTAMP_URL": "",
        "TRAINING": "no",
        "CONSOLE_URL": "https://town.example/console",
        "SIGN_IN_URL": "https://entra.town.example",
        "CONSOLE_CLIENT_ID": "console",
    }


def _variable(name: str) -> str:
    """CitizensTable is CITIZENS_TABLE."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name).strip("_")


def new_container() -> None:
    """What the wiring keeps is made anew; botocore's session stays, for the recorder listens to it."""
    dynamodb_client.cache_clear()
    for found in pkgutil.iter_modules(urp.wiring.__path__):
        module = importlib.import_module(f"urp.wiring.{found.name}")
        for value in vars(module).values():
            if getattr(value, "__module__", None) == module.__name__:
                getattr(value, "cache_clear", lambda: None)()


@dataclass(slots=True)
class TownHall:
    outputs: Mapping[str, str]
    recorder: CallRecorder
    written: io.StringIO = field(default_factory=io.StringIO)
    """Logs and metrics of all functions, and what libraries warn of."""
    attributes: list[object] = field(default_factory=list)
    """Of every queue message: what shows without opening it."""
    answers: list[str] = field(default_factory=list)
    """Of functions to Lambda, queues and callers; but for a number asked for on purpose."""

    @contextmanager
    def listening(self) -> Iterator[None]:
        handlers = [self._handler(name) for name in FUNCTIONS]
        loggers = [handler.logger.registered_handler for handler in handlers]
        usual = [logger.stream for logger in loggers]
        warnings = logging.StreamHandler(self.written)
        warnings.setLevel(logging.WARNING)
        logging.getLogger().addHandler(warnings)
        for logger in loggers:
            logger.setStream(self.written)
        self.recorder.start()
        try:
            yield
        finally:
            self.recorder.stop()
            logging.getLogger().removeHandler(warnings)
            for logger, stream in zip(loggers, usual, strict=True):
                logger.setStream(stream)

    def call(self, function: str, event: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what Lambda gets
        self.recorder.function = function
        with redirect_stdout(self.written):
            answer = self._handler(function).lambda_handler(event, Invocation())
        self.answers.append(json.dumps(answer))
        return answer

    def post(self, body: str) -> int:
        signature = hmac.new(MADE_UP_SECRETS.app_secrets[0].encode(), body.encode(), hashlib.sha256)
        headers = {"x-hub-signature-256": f"sha256={signature.hexdigest()}"}
        return int(self.call("webhook_receive", {"headers": headers, "body": body})["statusCode"])

    def staff(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str = "",
        secret: bool = False,
        member: str = STAFF_ID,
        roles: Iterable[Role] = Role,
        **query: str,
    ) -> dict[str, Any]:
        headers = {"content-type": "application/json"} | ({"idempotency-key": key} if key else {})
        content = None if body is None else json.dumps(body)
        claims = claims_of(list(roles), member)
        event = event_of(method, path, claims, query=query, headers=headers, body=content)
        answer = self.call("evidence_api" if path.startswith("/staff/evidence") else "staff_api", event)
        self.answers.pop()
        if answer.get("isBase64Encoded"):
            return {"bytes": answer["body"]}
        found: dict[str, Any] = json.loads(answer["body"] or "{}")
        if not secret:
            self.answers.append(json.dumps(_without_texts(found)))
        return found

    def sign_in(self, began_at: datetime) -> None:
        """With a browser and every role, as the console does it."""
        self.recorder.function = "console"
        tables = open_tables(ConsoleSettings.from_env(os.environ))
        member = StaffMember(STAFF_ID, frozenset(Role), began_at)
        session = Session(
            digest(COOKIE.partition("=")[2]), member, "Anna Bianchi", "form-token", began_at, began_at
        )
        Sessions(tables).begin(session)

    def browse(self, path: str, fields: Mapping[str, str] | None = None) -> int:
        """The status of a page, or of what a form does."""
        typed = {"form_token": "form-token", "idempotency_key": "browser-01", **(fields or {})}
        event = {
            "requestContext": {"http": {"method": "GET" if fields is None else "POST"}},
            "rawPath": f"/console{path}",
            "cookies": [COOKIE],
            "headers": {"sec-fetch-site": "same-origin"},
            "body": None if fields is None else urlencode(typed),
        }
        answer = self.call("evidence_console" if path.startswith("/fascicoli") else "console", event)
        self.answers.pop()
        return int(answer["statusCode"])

    def send(self, notice: str) -> None:
        """One person submits it, another approves it."""
        address = f"/staff/broadcasts/{notice}"
        self.staff("POST", f"{address}/submit", {}, key=f"submit-{notice}")
        seen = self.staff("GET", address, member=COLLEAGUE)["to_approve"]
        read = {"people": seen["people"], "euro_cents": seen["euro_cents"], "seen": seen["seal"]}
        self.staff("POST", f"{address}/approve", read, key=f"approve-{notice}", member=COLLEAGUE)

    def confirm(self, answer: Mapping[str, Any], **repeated: int) -> None:
        """A colleague confirms what this answer proposed."""
        proposed = answer["proposed"]
        read = {"seen": proposed["seen"], **repeated}
        self.staff("POST", f"{proposed['address']}/confirm", read, member=COLLEAGUE)

    def put(self, queue: str, body: str) -> None:
        name = hashlib.sha256(body.encode()).hexdigest()
        entry = QueueEntry(body, "group", name) if queue == "InboundQueueUrl" else QueueEntry(body)
        put_all(boto3.client("sqs"), self.outputs[queue], [entry])

    def work(self) -> None:
        """Until nothing is left that does not wait for its time."""
        while any([self.take(queue) for queue in READERS]):  # noqa: C419 - every queue in each round
            pass

    def take(self, queue: str) -> bool:
        sqs, url = boto3.client("sqs"), self.outputs[queue]
        found = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages: Sequence[Any] = found.get("Messages", ())
        if not messages:
            return False
        arn = self.outputs[queue.removesuffix("Url") + "Arn"]
        self.attributes += [{**message, "Body": None} for message in messages]
        self.call(READERS[queue], {"Records": [_record(message, arn) for message in messages]})
        for message in messages:  # what failed has been seen to fail; it does not come again here
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return True

    def _handler(self, function: str) -> Any:  # noqa: ANN401 - a module
        return importlib.import_module(f"functions.{function}.handler")


def _without_texts(answer: Any) -> Any:  # noqa: ANN401 - any part of an answer
    """What citizens wrote is there to be read by the desk; who they are is not."""
    if isinstance(answer, dict):
        return {
            name: "" if name in ("text", "preview") and isinstance(part, str) else _without_texts(part)
            for name, part in answer.items()
        }
    return [_without_texts(part) for part in answer] if isinstance(answer, list) else answer


def _record(message: Mapping[str, Any], arn: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message["Attributes"]),
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": "eu-south-1",
    }
