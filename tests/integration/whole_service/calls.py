"""What each function asks of AWS, in the words of a role's policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from urp.aws.session import botocore_session

type Call = tuple[str, str]
"""Action and resource: `dynamodb:Query`, `CitizensTable/index/phone-only`."""
type Keyed = tuple[str, str, str]
"""The same with the leading key of an item, which a condition of a policy may name: `AUDIT#2026-11-25`."""

_EVENT = "before-parameter-build"
_IN_TRANSACTIONS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


@dataclass(slots=True)
class CallRecorder:
    names: Mapping[str, str]
    """Of a table, queue URL, bucket, topic or secret: the resource's name in the template."""
    function: str = ""
    calls: dict[str, set[Call]] = field(default_factory=dict)
    keys: dict[str, set[Keyed]] = field(default_factory=dict)

    def start(self) -> None:
        botocore_session().register(_EVENT, self._note, unique_id="whole-service")

    def stop(self) -> None:
        botocore_session().unregister(_EVENT, self._note, unique_id="whole-service")

    def _note(self, **event: Any) -> None:  # noqa: ANN401 - botocore's
        model = event["model"]
        actions = self._actions(model.service_model.endpoint_prefix, model.name, event["params"])
        self.calls.setdefault(self.function, set()).update(actions)
        if model.service_model.endpoint_prefix == "dynamodb":
            self.keys.setdefault(self.function, set()).update(self._keys(model.name, event["params"]))

    def _keys(self, operation: str, params: Mapping[str, Any]) -> Iterator[Keyed]:
        match operation:
            case "TransactWriteItems":
                for item in params["TransactItems"]:
                    ((kind, write),) = item.items()
                    place = write.get("Item") or write["Key"]
                    action = f"dynamodb:{_IN_TRANSACTIONS[kind]}"
                    yield action, self.names[write["TableName"]], place["pk"]["S"]
            case "BatchGetItem":
                for table, asked in params["RequestItems"].items():
                    for place in asked["Keys"]:
                        yield "dynamodb:BatchGetItem", self.names[table], place["pk"]["S"]
            case "Query":
                value = re.match(r"#?\w+ = (:\w+)", params["KeyConditionExpression"])
                assert value is not None
                index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
                key = params["ExpressionAttributeValues"][value[1]]["S"]
                yield "dynamodb:Query", self.names[params["TableName"]] + index, key
            case "GetItem" | "PutItem" | "UpdateItem" | "DeleteItem":
                place = params.get("Item") or params["Key"]
                yield f"dynamodb:{operation}", self.names[params["TableName"]], place["pk"]["S"]

    def _actions(self, service: str, operation: str, params: Mapping[str, Any]) -> Iterator[Call]:
        match service, operation:
            case "dynamodb", "TransactWriteItems":
                for item in params["TransactItems"]:
                    ((kind, write),) = item.items()
                    yield f"dynamodb:{_IN_TRANSACTIONS[kind]}", self.names[write["TableName"]]
            case "dynamodb", "BatchGetItem":
                yield from (("dynamodb:BatchGetItem", self.names[table]) for table in params["RequestItems"])
            case "dynamodb", _:
                index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
                yield f"dynamodb:{operation}", self.names[params["TableName"]] + index
            case "sqs", _:
                yield f"sqs:{operation.removesuffix('Batch')}", self.names[params["QueueUrl"]]
            case "s3", "ListObjectsV2":
                yield "s3:ListBucket", self.names[params["Bucket"]]
            case "s3", _:
                yield f"s3:{operation.removesuffix('s')}", self.names[params["Bucket"]] + "/*"
            case "cognito-idp", _:
                yield f"cognito-idp:{operation}", self.names[params["UserPoolId"]]
            case "sns", _:
                topic = params.get("TopicArn") or params["SubscriptionArn"].rpartition(":")[0]
                yield f"sns:{operation}", self.names[topic]
            case _:
                yield f"{service}:{operation}", self.names[params["SecretId"]]
