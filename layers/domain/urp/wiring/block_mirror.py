"""`block_mirror`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import uuid4

from urp.aws.tables import Tables
from urp.citizens.store.citizens import CitizenReader
from urp.moderation.blocks.carry_out import CarryOutBlock, LiftStranger, SweepBlocks
from urp.moderation.blocks.compare import CompareLists
from urp.moderation.store.mirror import BlockNotices, KnownPeople, MirrorRegister, SqsBlockOrders
from urp.whatsapp.blocking import BlockList
from urp.wiring.clients import sqs_client
from urp.wiring.graph import block_list
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class BlockMirrorSettings(TownSettings):
    citizens_table: str
    desk_table: str
    blocks_queue_url: str
    access_token_secret_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    training: bool


@cache
def carry_out_block() -> CarryOutBlock:
    return CarryOutBlock(
        register=_mirror(),
        people=CitizenReader(_tables()),
        notices=BlockNotices(_tables()),
        meta=_meta(),
        orders=_orders(),
        policy_version=load_town(_settings()).policy.version,
        clock=_now,
    )


@cache
def compare_lists() -> CompareLists:
    people = KnownPeople(_tables())
    return CompareLists(_mirror(), people, _meta(), _orders(), uuid4, _now)


@cache
def lift_stranger() -> LiftStranger:
    return LiftStranger(_mirror(), _meta(), _now)


@cache
def sweep_blocks() -> SweepBlocks:
    return SweepBlocks(_mirror(), _orders())


@cache
def _settings() -> BlockMirrorSettings:
    return BlockMirrorSettings.from_env(os.environ)


@cache
def _tables() -> Tables:
    return open_tables(_settings())


@cache
def _mirror() -> MirrorRegister:
    return MirrorRegister(_tables())


@cache
def _orders() -> SqsBlockOrders:
    return SqsBlockOrders(sqs_client(), _settings().blocks_queue_url)


@cache
def _meta() -> BlockList:
    return block_list(_settings())


def _now() -> datetime:
    return datetime.now(UTC)
