"""`list_import`, wired once per environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from urp.aws.dynamodb import dynamodb_client
from urp.citizens.exclusions import NoExclusions, hash_name
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.citizens.store.s3_exclusions import ExclusionKey
from urp.notices.imports.office import ImportOffice
from urp.notices.imports.take_over import TakeOverPart
from urp.notices.store.imports import ImportRegister
from urp.notices.store.listed_people import ListedPeople
from urp.notices.store.sqs_imports import SqsImportQueue
from urp.settings import Settings
from urp.town.municipality import Municipality, load_municipality
from urp.wiring.clients import secrets_client, sqs_client


@dataclass(frozen=True, slots=True)
class ListImportSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    import_queue_url: str
    control_table: str
    exclusion_key_arn: str
    restored_at: datetime | None
    profile_package: str


THREADS = 3
"""Transactions of one part at a time, and three parts at once: an answer takes longer than our own work."""


@cache
def take_over_part() -> TakeOverPart:
    settings, town = _settings(), _town()
    client = dynamodb_client()
    return TakeOverPart(
        register=ImportRegister(client, citizens_table=settings.citizens_table, retention=town.retention),
        people=ListedPeople(
            client,
            settings.citizens_table,
            town.retention,
            NoExclusions(),
            name_hash=_name_hash() if settings.restored_at else None,
        ),
        at_once=ThreadPoolExecutor(THREADS, thread_name_prefix="taking-over").map,
        policy_version=town.policy.version,
        privacy_version=town.privacy.version,
    )


@cache
def restore() -> DynamoRestore:
    settings = _settings()
    return DynamoRestore(dynamodb_client(), settings.control_table, settings.restored_at)


def _name_hash() -> Callable[[str], str]:
    key = ExclusionKey(secrets_client, _settings().exclusion_key_arn)
    return lambda name: hash_name(key(), name)


@cache
def import_office() -> ImportOffice:
    """For the sweep."""
    settings, town = _settings(), _town()
    register = ImportRegister(
        dynamodb_client(), citizens_table=settings.citizens_table, retention=town.retention
    )
    return ImportOffice(register, SqsImportQueue(sqs_client(), settings.import_queue_url), town.zone)


def _settings() -> ListImportSettings:
    return ListImportSettings.from_env(os.environ)


@cache
def _town() -> Municipality:
    settings = _settings()
    return load_municipality(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)
