"""`retention_purge`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from urp.acts.second_person import LapseProposals
from urp.acts.store.proposals import ProposalRegister
from urp.aws.tables import Tables
from urp.moderation.store.blocks import EndedBlocks
from urp.notices.imports.removal import RemoveUnconfirmed
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.imports import ImportRegister
from urp.notices.store.listed_people import ListedPeople
from urp.privacy.purge import PurgeExpired
from urp.privacy.store.forgetting import Forgetting
from urp.privacy.store.purge import ExpiredItems, FutureTimes, PurgeLog, S3ExpiredBodies
from urp.town.municipality import Municipality
from urp.wiring.clients import s3_client
from urp.wiring.exclusions import exclusion_record
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class RetentionPurgeSettings(TownSettings):
    citizens_table: str
    broadcasts_table: str
    desk_table: str
    audit_table: str
    control_table: str
    received_bucket: str
    exclusions_bucket: str
    exclusion_key_arn: str


def _remove_unconfirmed(
    tables: Tables, settings: RetentionPurgeSettings, town: Municipality
) -> RemoveUnconfirmed:
    exclusions = exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn)
    return RemoveUnconfirmed(
        register=ImportRegister(tables),
        people=ListedPeople(tables, exclusions),
        broadcast=Broadcasts(tables).load,
        zone=town.zone,
        policy_version=town.policy.version,
        privacy_version=town.privacy.version,
    )


@cache
def purge_expired() -> PurgeExpired:
    settings = RetentionPurgeSettings.from_env(os.environ)
    town = load_town(settings)
    tables = open_tables(settings)
    purged = (tables.citizens, tables.desk, tables.control, tables.broadcasts)
    return PurgeExpired(
        sources=(
            Forgetting(tables),
            _remove_unconfirmed(tables, settings, town),
            EndedBlocks(tables),
            *(ExpiredItems(tables, table) for table in purged),
            S3ExpiredBodies(s3_client(), settings.received_bucket, town.retention.received_bodies),
            LapseProposals(ProposalRegister(tables)),
            FutureTimes(tables),  # last: a run under way counts sources
        ),
        log=PurgeLog(tables),
    )
