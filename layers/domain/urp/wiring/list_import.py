"""`list_import`, wired once per environment."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from urp.citizens.exclusions import NoExclusions
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.notices.imports.office import SweepImports
from urp.notices.imports.take_over import TakeOverPart
from urp.notices.store.imports import ImportRegister
from urp.notices.store.listed_people import ListedPeople
from urp.notices.store.sqs_imports import SqsImportQueue
from urp.wiring.clients import sqs_client
from urp.wiring.exclusions import name_hash
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class ListImportSettings(TownSettings):
    citizens_table: str
    import_queue_url: str
    control_table: str
    exclusion_key_arn: str
    restored_at: datetime | None


THREADS = 3
"""Transactions of one part at a time, and three parts at once: an answer takes longer than our own work."""


@cache
def take_over_part() -> TakeOverPart:
    town = load_town(_settings())
    return TakeOverPart(
        register=ImportRegister(open_tables(_settings())),
        people=ListedPeople(
            open_tables(_settings()),
            NoExclusions(),
            name_hash=name_hash(_settings().exclusion_key_arn),
        ),
        at_once=ThreadPoolExecutor(THREADS, thread_name_prefix="taking-over").map,
        policy_version=town.policy.version,
        privacy_version=town.privacy.version,
    )


@cache
def restore() -> DynamoRestore:
    return DynamoRestore(open_tables(_settings()), _settings().restored_at)


@cache
def sweep_imports() -> SweepImports:
    register = ImportRegister(open_tables(_settings()))
    return SweepImports(register, SqsImportQueue(sqs_client(), _settings().import_queue_url))


@cache
def _settings() -> ListImportSettings:
    return ListImportSettings.from_env(os.environ)
