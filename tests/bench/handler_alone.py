"""The webhook's real handler in process, on real clients whose network is a wait."""

import json
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.config import Config

from functions.webhook_receive import handler
from infra.local.meta.reading import Json
from infra.local.meta.signing import sign
from tests.fakes.secrets_source import MADE_UP_SECRETS
from urp.aws.aws import open_client
from urp.inbound.intake import ReceivePost, RecentMessages
from urp.inbound.store.received import S3ReceivedBodies, SqsIntakeQueues
from urp.whatsapp.store.inbound_count import DynamoInboundCount

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

PER_SECOND = 500
SECONDS = 10
PROCESSES = 2
ENVIRONMENTS = 24
"""Posts in hand at once in each process; on Lambda each has an environment to itself."""
QUEUE_S = 0.010
BUCKET_S = 0.030
TABLE_S = 0.008
"""What a call is taken to wait for its answer; the local cloud itself takes less."""
NUMBER = "100000000000001"
MESSAGES_ONE_IN = 4
"""Three of four posts are statuses: sent, delivered, read."""


@dataclass(frozen=True, slots=True)
class Alone:
    seconds: Sequence[float]
    """From the moment a post was due, so that one that had to wait for its turn shows it."""
    lost: int
    """Posts of which not exactly one thing lies in a queue."""
    cpu_ms: float
    """Of one post."""


def handler_alone(seconds: float = SECONDS) -> Alone:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        parts = pool.map(partial(_answer_posts, seconds), range(PROCESSES))
    posts = sum(len(part.seconds) for part in parts)
    cpu_ms = sum(part.cpu_ms * len(part.seconds) for part in parts) / posts
    return Alone([each for part in parts for each in part.seconds], sum(part.lost for part in parts), cpu_ms)


def _answer_posts(seconds: float, process: int) -> Alone:
    """One process's share of the posts, evenly spaced."""
    os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    os.environ["AWS_DEFAULT_REGION"] = "eu-south-1"
    stored: Counter[str] = Counter()
    receive = _wired(stored)
    vars(handler).update(receive_post=lambda: receive, wants_certificate=lambda: False)
    share = PER_SECOND // PROCESSES
    posts = [_event(f"{process}-{number}", number) for number in range(int(share * seconds))]
    with Path(os.devnull).open("w") as nowhere, ThreadPoolExecutor(ENVIRONMENTS) as environments:
        handler.logger.registered_handler.setStream(nowhere)  # type: ignore[attr-defined]
        cpu, begun = time.process_time(), time.perf_counter() + 0.1
        due = [begun + number / share for number in range(len(posts))]
        waited = list(environments.map(_answered, posts, due))
        cpu = time.process_time() - cpu
    lost = sum(1 for number in range(len(posts)) if stored[f"{process}-{number}"] != 1)
    return Alone(waited, lost, cpu * 1000 / len(posts))


def _answered(post: Json, due: float) -> float:
    time.sleep(max(due - time.perf_counter(), 0.0))
    answer = handler.lambda_handler(post, LambdaContext())
    if answer["statusCode"] != 200:
        return float("inf")
    return time.perf_counter() - due


def _event(name: str, number: int) -> Json:
    now = str(int(time.time()))  # what is older is not counted
    message = {"from": "393330000001", "id": name, "timestamp": now, "type": "text"}
    status = {"id": name, "status": "sent", "timestamp": "1795000001", "recipient_id": "393330000001"}
    found: Json = (
        {"messages": [message | {"text": {"body": "Iscrivimi"}}]}
        if number % MESSAGES_ONE_IN == 0
        else {"statuses": [status]}
    )
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, **found}
    change = {"field": "messages", "value": value}
    body = json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "200000000000001", "changes": [change]}]}
    )
    signed = sign(MADE_UP_SECRETS.app_secrets[0], body.encode())
    return {"headers": {"x-hub-signature-256": signed}, "body": body, "isBase64Encoded": False}


def _wired(stored: Counter[str]) -> ReceivePost:
    queue = cast("SQSClient", _client("sqs", QUEUE_S, stored))
    bucket = cast("S3Client", _client("s3", BUCKET_S, Counter()))
    table = cast("DynamoDBClient", _client("dynamodb", TABLE_S, Counter()))
    urls = [f"https://sqs.eu-south-1.amazonaws.com/1/{name}" for name in ("inbound", "receipts", "account")]
    return ReceivePost(
        secrets=lambda: MADE_UP_SECRETS,
        phone_number_id=NUMBER,
        bodies=S3ReceivedBodies(lambda: bucket, "received"),
        queues=SqsIntakeQueues(queue, *urls),
        count_inbound=DynamoInboundCount(lambda: table, "control", NUMBER).count,
        just_written=RecentMessages(NUMBER),
    )


def _client(service: str, seconds: float, stored: Counter[str]) -> BaseClient:
    """Everything of a call but the wire: built, signed, read; the answer is ours."""
    client = cast("BaseClient", open_client(service, Config(max_pool_connections=ENVIRONMENTS)))

    def answer(request: AWSPreparedRequest, **_: object) -> AWSResponse:
        time.sleep(seconds)
        content = (
            _taken(request.body, stored) if service == "sqs" else b"{}" if service == "dynamodb" else b""
        )
        return AWSResponse(request.url, 200, HTTPHeaders(), _Raw(content))

    client.meta.events.register("before-send", cast("Callable[..., None]", answer))
    return client


def _taken(body: Any, stored: Counter[str]) -> bytes:  # noqa: ANN401 - as botocore hands it over
    entries = json.loads(body)["Entries"]
    for entry in entries:
        held = json.loads(entry["MessageBody"])
        stored.update(each["id"] for each in held.get("statuses", [held.get("message")]))
    return json.dumps({"Successful": [{"Id": each["Id"]} for each in entries], "Failed": []}).encode()


class _Raw:
    """A response's bytes, as botocore reads them."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content
