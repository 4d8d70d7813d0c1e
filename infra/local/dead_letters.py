"""`make dead-letters`: what failed too often, counted, and brought back the way that is safe for each queue.

Orders of broadcasts are never sent again: the ledger knows what is open, so each broadcast named by a dead
letter is looked at anew, and the letter is thrown away. All others go back on their queue as they were: a
message, a status, a reply, a part of a list and a block have their effect once.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.endpoints import REGION
from infra.local.stack import StackError, open_stack
from urp.aws.sqs import QueueEntry, put_all
from urp.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

PUT_BACK = ("Inbound", "Receipts", "Replies", "Account", "Import", "Blocks", "People")
REBUILT = ("Expansion", "Broadcast", "Emergency", "Dispatch")
_AT_ONCE = 10
_IN_HAND = 120  # seconds a letter is ours while we carry it


@dataclass(frozen=True, slots=True)
class Carried:
    """Of one queue."""

    found: int = 0
    """As SQS counts them: about so many."""
    brought_back: int = 0
    left: int = 0
    """Nobody could read them: they stay for a person."""
    broadcasts: frozenset[str] = frozenset()
    """To be looked at anew."""


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    try:
        stack = open_stack(asked.stack, asked.region)
        sqs = stack.session.client("sqs")
        for name in (*PUT_BACK, *REBUILT):
            print(_describe(name, carry(sqs, stack.outputs, name, for_real=asked.replay == "yes")))
    except (BotoCoreError, ClientError, KeyError, StackError, UnavailableError) as error:
        print(f"Non riuscito: {error}", file=sys.stderr)
        return 1
    if asked.replay != "yes":
        print("Nulla è stato toccato. Tolta la causa, ripeti con REPLAY=yes.")
    return 0


def carry(sqs: SQSClient, outputs: Mapping[str, str], name: str, *, for_real: bool) -> Carried:
    """Doing it again, also after being cut off anywhere, does no harm."""
    letters = sqs.get_queue_url(QueueName=outputs[f"{name}DeadLettersName"])["QueueUrl"]
    found = _count_waiting(sqs, letters)
    if not for_real:
        return Carried(found)
    if name in REBUILT:
        return _rebuild(sqs, letters, outputs["DispatchQueueUrl"], found)
    brought_back = 0
    for letter in _receive_letters(sqs, letters):
        put_all(sqs, outputs[f"{name}QueueUrl"], [_to_entry(letter)])
        sqs.delete_message(QueueUrl=letters, ReceiptHandle=letter["ReceiptHandle"])
        brought_back += 1
    return Carried(found, brought_back)


def _rebuild(sqs: SQSClient, letters: str, dispatch: str, found: int) -> Carried:
    """Order one look per dead letter; idempotent."""
    brought_back, left, broadcasts = 0, 0, set[str]()
    for letter in _receive_letters(sqs, letters):
        broadcast_id = _read_broadcast(letter["Body"])
        if broadcast_id is None:
            left += 1
            continue
        if broadcast_id and broadcast_id not in broadcasts:
            put_all(sqs, dispatch, [QueueEntry(json.dumps({"broadcast_id": broadcast_id}))])
            broadcasts.add(broadcast_id)
        sqs.delete_message(QueueUrl=letters, ReceiptHandle=letter["ReceiptHandle"])
        brought_back += 1
    return Carried(found, brought_back, left, frozenset(broadcasts))


def _read_broadcast(body: str) -> str | None:
    """Empty for a report without a broadcast; None if it cannot be read."""
    try:
        order = json.loads(body)
        return str(order["broadcast_id"] or "")
    except (ValueError, KeyError, TypeError):
        return None


def _receive_letters(sqs: SQSClient, url: str) -> Iterator[MessageTypeDef]:
    while True:
        answer = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=_AT_ONCE,
            VisibilityTimeout=_IN_HAND,
            WaitTimeSeconds=1,
            MessageSystemAttributeNames=["MessageGroupId"],
        )
        if not answer.get("Messages"):
            return
        yield from answer["Messages"]


def _to_entry(letter: MessageTypeDef) -> QueueEntry:
    """With a new deduplication id: the first one is valid for five minutes, and would drop it."""
    group = letter.get("Attributes", {}).get("MessageGroupId")
    return QueueEntry(letter["Body"], group, None if group is None else f"again-{letter['MessageId']}")


def _count_waiting(sqs: SQSClient, url: str) -> int:
    known = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(known["Attributes"]["ApproximateNumberOfMessages"])


def _describe(name: str, carried: Carried) -> str:
    parts = [f"{name}DeadLetters: {carried.found} in attesa"]
    if carried.brought_back and name in PUT_BACK:
        parts.append(f"{carried.brought_back} rimesse in coda")
    if carried.brought_back and name in REBUILT:
        parts.append(
            f"{carried.brought_back} tolte, {len(carried.broadcasts)} avvisi ricostruiti dal registro"
        )
    if carried.left:
        parts.append(f"{carried.left} illeggibili, lasciate")
    return ", ".join(parts)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make dead-letters")
    parser.add_argument("--stack", required=True)
    parser.add_argument("--region", default=REGION, help="never the one the user's own settings name")
    parser.add_argument("--replay", default="no", choices=["yes", "no"])
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
