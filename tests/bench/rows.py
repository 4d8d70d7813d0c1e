"""The ledger of one notice as it is stored."""

from uuid import UUID

from infra.local.town import TownHall
from urp.aws.tables import Tables
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.store.freezing import Freezing
from urp.town.municipality import load_municipality


def rows_of(town: TownHall, notice: str) -> list[RecipientRow]:
    """Every row, read consistently: thousands of them are a load, for when nothing is measured any more."""
    retention = load_municipality("urp_profile", placeholders_allowed=True).retention
    name = town.endpoints.aws.outputs["BroadcastsTableName"]
    ledger = Freezing(Tables(town.aws.dynamodb_items(), lambda: retention, broadcasts=name))
    return [row for shard in range(AUDIENCE_SHARDS) for row in ledger.rows(UUID(notice), shard)]
