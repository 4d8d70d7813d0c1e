"""A service in training has nothing that could reach Meta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.architecture.blueprint import template
from tests.fakes.dynamodb.tables import create_tables
from urp.acts.store.audit import AuditTrail, note_training
from urp.whatsapp.graph.graph_api import GraphApi
from urp.whatsapp.graph.graph_blocks import GraphBlocks
from urp.whatsapp.graph.graph_number import GraphNumber
from urp.whatsapp.outgoing import Address, Text
from urp.whatsapp.ports import Accepted
from urp.wiring.graph import block_list, message_sender, number_at_meta

NOON = datetime.fromisoformat("2026-12-01T12:00:00Z")
FORBIDDEN = "arn:aws:secretsmanager:eu-south-1:123456789012:secret:never-read"


@dataclass(frozen=True)
class Meta:
    training: bool
    access_token_secret_arn: str = FORBIDDEN
    graph_base_url: str = "https://graph.example"
    graph_version: str = "v25.0"
    phone_number_id: str = "900000000000001"


def test_in_training_messages_and_blocks_are_taken_without_a_token_or_a_call() -> None:
    meta = Meta(training=True)
    sender, blocks = message_sender(meta), block_list(meta)

    sender.get_ready()
    sent = [sender.send(Text("Buongiorno"), Address("393330000901", None), f"r:{n}") for n in (1, 2)]

    ids = {each.wamid for each in sent if isinstance(each, Accepted)}
    assert len(ids) == 2
    assert all(each.startswith("training.") for each in ids)
    assert [answer.code for answer in (blocks.add("1"), *blocks.remove(["1"]).values())] == [None, None]
    assert blocks.read_page(None) is None
    assert number_at_meta(meta).ask_limit() is None
    assert number_at_meta(meta).answers()


def test_outside_of_training_it_is_meta_that_is_asked() -> None:
    meta = Meta(training=False)

    made = [type(each(meta)) for each in (message_sender, block_list, number_at_meta)]

    assert made == [GraphApi, GraphBlocks, GraphNumber]


def test_production_is_refused_in_training_and_every_function_knows() -> None:
    deployed = template()

    rule = deployed["Rules"]["ProductionIsNeverInTraining"]

    assert deployed["Parameters"]["Training"]["Default"] == "no"
    assert "production" in str(rule["RuleCondition"])
    assert deployed["Globals"]["Function"]["Environment"]["Variables"]["TRAINING"] == {"Ref": "Training"}


@pytest.mark.parametrize("hours", [0, 5])
def test_the_audit_says_once_a_day_that_the_service_was_in_training(hours: int) -> None:
    tables = create_tables()

    note_training(tables, NOON)
    note_training(tables, NOON + timedelta(hours=hours))

    entries = AuditTrail(tables).of_day(NOON.date(), None, 10).items
    assert [(entry.name, entry.by) for entry in entries] == [("service.training", "clock")]
