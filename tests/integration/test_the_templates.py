from __future__ import annotations

from collections.abc import Mapping


def test_every_table_and_queue_can_be_made_from_its_template(outputs: Mapping[str, str]) -> None:
    assert {"CitizensTableName", "DeskTableName", "InboundQueueUrl", "DutyTopicArn"} <= outputs.keys()
