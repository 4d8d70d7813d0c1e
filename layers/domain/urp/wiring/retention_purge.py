"""`retention_purge`, wired once per environment."""

from __future__ import annotations

import os
from functools import cache

from urp.adapters.dynamodb import dynamodb_client
from urp.adapters.dynamodb_ended_blocks import DynamoEndedBlocks
from urp.adapters.dynamodb_expired import DynamoExpiredItems
from urp.adapters.dynamodb_forgetting import DynamoForgetting
from urp.adapters.dynamodb_purge_log import DynamoPurgeLog
from urp.adapters.s3_expired import S3ExpiredBodies
from urp.municipality import load_municipality
from urp.retention.purge import PurgeExpired
from urp.settings.retention_purge import RetentionPurgeSettings
from urp.wiring.clients import s3_client


@cache
def purge_expired() -> PurgeExpired:
    settings = RetentionPurgeSettings.from_env(os.environ)
    town = load_municipality(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)
    client = dynamodb_client()
    tables = (
        settings.citizens_table,
        settings.desk_table,
        settings.control_table,
        settings.audit_table,
        settings.broadcasts_table,
    )
    return PurgeExpired(
        sources=(
            DynamoForgetting(client, settings.citizens_table),
            DynamoEndedBlocks(client, settings.citizens_table, town.retention),
            *(DynamoExpiredItems(client, table) for table in tables),
            S3ExpiredBodies(s3_client(), settings.received_bucket, town.retention.received_bodies),
        ),
        log=DynamoPurgeLog(
            client,
            control_table=settings.control_table,
            audit_table=settings.audit_table,
            retention=town.retention,
        ),
    )
