"""Items of the tables in memory, behind boto3's own client: it checks and writes each request as for AWS."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from botocore import xform_name

from tests.fakes.dynamodb.memory import MemoryDynamoDB

_OF_ITEMS = frozenset(
    ("GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")
)

type MakeRequest = Callable[[Any, Any, Any, Any], Any]
"""`BaseClient._make_request`: client, model of the operation, request, context; answers in the same way."""


class _Http(NamedTuple):
    status_code: int = 200


def in_memory(items: MemoryDynamoDB, otherwise: MakeRequest) -> MakeRequest:
    """What is asked of items is answered from memory; all else goes where it went before."""

    def make_request(client: object, model: Any, request: Any, context: object) -> Any:  # noqa: ANN401 - botocore's
        if model.name not in _OF_ITEMS or model.service_model.service_name != "dynamodb":
            return otherwise(client, model, request, context)
        asked = json.loads(request["body"], object_hook=_with_bytes)
        if "TableName" in asked and not items.knows(asked["TableName"]):  # restored by a test, or not there
            return otherwise(client, model, request, context)
        answer = getattr(items, xform_name(model.name))(**asked)
        return _Http(), {"ResponseMetadata": {"HTTPStatusCode": 200}, **answer}

    return make_request


def _with_bytes(value: dict[str, Any]) -> dict[str, Any]:
    if value.keys() == {"B"}:
        return {"B": base64.b64decode(value["B"])}
    return value
