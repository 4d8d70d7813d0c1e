"""The number's rate and reach on tables, as each of those who share it sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate, DynamoReach
from urp.whatsapp.store.inbound_count import DynamoInboundCount

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from urp.aws.tables import Tables
    from urp.whatsapp.rate_ports import NumberRate, ReachLedger

NUMBER = "100000000000001"


@dataclass(frozen=True, slots=True)
class Number:
    rate: NumberRate
    another_worker: NumberRate
    """The same number, seen by a process that has just started."""
    lending: Callable[[], NumberRate]
    """The same, to a broadcast that takes of the desk's reserve."""
    citizens_write: Callable[[int, datetime], bool]
    """So many messages, as the webhook counts them."""
    ledger: ReachLedger


def number_on(tables: Tables) -> Number:
    client, control = tables.client, tables.control
    return Number(
        rate=DynamoNumberRate(tables, NUMBER, 80),
        another_worker=DynamoNumberRate(tables, NUMBER, 80),
        lending=lambda: DynamoNumberRate(tables, NUMBER, 80, lends=True),
        citizens_write=DynamoInboundCount(lambda: client, control, NUMBER).count,
        ledger=DynamoReach(tables, NUMBER),
    )
