"""The calls the functions made, with boto3 and requests and nothing else; a stub answers what they got."""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import boto3
import requests
from botocore import xform_name
from botocore.exceptions import ClientError

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.places import LOOPBACK

META = "meta"
FIRST_FEW = 100
"""Calls made before the clock starts: what boto3 makes once is no part of a loop."""
_KEPT_HEADERS = frozenset({"content-type", "x-amz-crc32", "x-amzn-requestid", "x-amz-request-id"})


@dataclass(frozen=True, slots=True)
class Made:
    """A call as the functions made it, and its answer as they got it."""

    service: str
    """Of AWS; `META` for a POST to the Graph API."""
    operation: str
    request: Mapping[str, Any]
    """As boto3's client takes it; of a POST its body and headers."""
    status: int
    headers: Mapping[str, str]
    content: bytes


def cpu_seconds(calls: Sequence[Made]) -> float:
    """Computing time of this process for all of them, one after the other."""
    some = calls[:FIRST_FEW]
    with _answering([*some, *calls]) as url:
        call = _clients({each.service for each in calls}, url)
        for each in some:
            call(each)
        begun = time.process_time()
        for each in calls:
            call(each)
        return time.process_time() - begun


def _clients(services: set[str], url: str) -> Callable[[Made], None]:
    session = boto3.Session(
        aws_access_key_id=ACCESS_KEY_ID, aws_secret_access_key=SECRET_ACCESS_KEY, region_name=REGION
    )
    clients: dict[str, Any] = {
        name: session.client(name, endpoint_url=url)  # type: ignore[call-overload]
        for name in services - {META}
    }
    graph = requests.Session()
    graph.trust_env = False  # as ours: looking for proxies and .netrc is a third of a POST

    def call(made: Made) -> None:
        if made.service == META:
            answer = graph.post(f"{url}/v25.0/1/messages", **made.request, timeout=10)
            answer.json()
            return
        with suppress(ClientError):  # whoever was refused was refused to the functions too
            getattr(clients[made.service], xform_name(made.operation))(**made.request)

    return call


@contextmanager
def _answering(answers: Sequence[Made]) -> Iterator[str]:
    """The address of a process that answers each request with the next of the answers."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    stub = spawn.Process(target=_serve, args=(there, [_response(each) for each in answers]), daemon=True)
    stub.start()
    try:
        yield f"http://{LOOPBACK}:{here.recv()}"
    finally:
        stub.terminate()
        stub.join()


def _response(made: Made) -> bytes:
    kept = {name: value for name, value in made.headers.items() if name.lower() in _KEPT_HEADERS}
    head = [f"{name}: {value}" for name, value in {**kept, "Content-Length": str(len(made.content))}.items()]
    return "\r\n".join([f"HTTP/1.1 {made.status} OK", *head, "", ""]).encode() + made.content


def _serve(told: Connection, responses: Sequence[bytes]) -> None:
    left = iter(responses)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
                await reader.readexactly(int(length or 0))
                writer.write(next(left))

    async def serve() -> None:
        server = await asyncio.start_server(answer, LOOPBACK, 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())
