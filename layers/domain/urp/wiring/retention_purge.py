"""`retention_purge`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from urp.acts.second_person import LapseProposals
from urp.acts.store.proposals import ProposalRegister
from urp.aws.dynamodb import dynamodb_client
from urp.moderation.store.blocks import EndedBlocks
from urp.notices.imports.removal import RemoveUnconfirmed
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.imports import ImportRegister
from urp.notices.store.listed_people import ListedPeople
from urp.privacy.purge import PurgeExpired
from urp.privacy.store.expired import ExpiredItems, S3ExpiredBodies
from urp.privacy.store.forgetting import Forgetting
from urp.privacy.store.future_times import FutureTimes
from urp.privacy.store.purge_log import PurgeLog
from urp.settings import Settings
from urp.town.municipality import Municipality, load_municipality
from urp.wiring.clients import s3_client
from urp.wiring.exclusions import exclusion_record

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class RetentionPurgeSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    broadcasts_table: str
    desk_table: str
    audit_table: str
    control_table: str
    received_bucket: str
    exclusions_bucket: str
    exclusion_key_arn: str
    profile_package: str


def _remove_unconfirmed(
    client: DynamoDBClient, settings: RetentionPurgeSettings, town: Municipality
) -> RemoveUnconfirmed:
    table, retention = settings.citizens_table, town.retention
    exclusions = exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn)
    broadcasts = Broadcasts(client, broadcasts_table=settings.broadcasts_table, retention=retention)
    return RemoveUnconfirmed(
        register=ImportRegister(client, citizens_table=table, retention=retention),
        people=ListedPeople(client, table, retention, exclusions),
        broadcast=broadcasts.load,
        zone=town.zone,
        policy_version=town.policy.version,
        privacy_version=town.privacy.version,
    )


@cache
def purge_expired() -> PurgeExpired:
    settings = RetentionPurgeSettings.from_env(os.environ)
    town = load_municipality(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)
    client = dynamodb_client()
    tables = (
        settings.citizens_table,
        settings.desk_table,
        settings.control_table,
        settings.broadcasts_table,
    )
    proposals = ProposalRegister(
        client,
        control_table=settings.control_table,
        audit_table=settings.audit_table,
        retention=town.retention,
    )
    return PurgeExpired(
        sources=(
            Forgetting(client, settings.citizens_table),
            _remove_unconfirmed(client, settings, town),
            EndedBlocks(client, settings.citizens_table, town.retention),
            *(ExpiredItems(client, table) for table in tables),
            S3ExpiredBodies(s3_client(), settings.received_bucket, town.retention.received_bodies),
            LapseProposals(proposals),
            FutureTimes(
                client, settings.citizens_table, town.retention
            ),  # last: a run under way counts sources
        ),
        log=PurgeLog(
            client,
            control_table=settings.control_table,
            audit_table=settings.audit_table,
            retention=town.retention,
        ),
    )
