"""What the offices of the staff API are built from: clients, texts and templates, each at its first use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from urp.town.municipality import Municipality
from urp.wiring.clients import sqs_client
from urp.wiring.town import SignInSettings, load_town, open_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient

    from urp.citizens.exclusions import ExclusionRecord
    from urp.town.templates import MessageTemplate
    from urp.town.texts import Texts


@dataclass(frozen=True, slots=True)
class StaffApiSettings(SignInSettings):
    citizens_table: str
    broadcasts_table: str
    desk_table: str
    audit_table: str
    control_table: str
    dispatch_queue_url: str
    replies_queue_url: str
    import_queue_url: str
    blocks_queue_url: str
    phone_number_id: str
    number_rate: int
    exclusions_bucket: str
    exclusion_key_arn: str
    restored_at: datetime | None
    test_phones: tuple[str, ...]
    """Of the staff: where a notice is tried."""
    training: bool


class OfficeResources:
    """A profile that cannot be read stops the start of the function; texts and templates are read later."""

    def __init__(self, settings: StaffApiSettings, client: DynamoDBClient) -> None:
        self.settings = settings
        self.municipality: Municipality = load_town(settings)
        self.tables = open_tables(settings, client)

    @cached_property
    def queues(self) -> SQSClient:
        return sqs_client()

    @cached_property
    def exclusions(self) -> ExclusionRecord:
        from urp.wiring.exclusions import exclusion_record

        return exclusion_record(self.settings.exclusions_bucket, self.settings.exclusion_key_arn)

    @cached_property
    def texts(self) -> Texts:
        from urp.town.texts import load_texts

        allowed = self.settings.placeholders_allowed
        return load_texts(self.settings.profile_package, self.municipality, placeholders_allowed=allowed)

    @cached_property
    def templates(self) -> Mapping[str, MessageTemplate]:
        from urp.town.templates import load_templates

        allowed = self.settings.placeholders_allowed
        return load_templates(self.settings.profile_package, placeholders_allowed=allowed)
