"""Everything between a citizen's phone and the office, on the real stores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import boto3

from functions.inbound_handle.handler import lambda_handler as receive
from tests.fakes.desk_world import RecordedReplies, ScriptedRate, StoppedClock
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.message_sender import RecordingSender
from tests.integration.functions_town import Invocation, enqueued, records, text
from urp.aws.dynamodb import query
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.learning import LearnAliases
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.store.citizen_items import read_entry
from urp.citizens.store.citizens import CitizenReader, KnownAliases
from urp.desk.receipts import RecordReplyReceipts
from urp.desk.send_reply import Sending, SendReply
from urp.desk.slots import DeskSlots
from urp.desk.store.outbox import Outbox
from urp.town.municipality import load_municipality
from urp.town.texts import load_texts
from urp.whatsapp.ports import SendOutcome
from urp.whatsapp.status import DeliveryState, DeliveryStatus
from urp.wiring.reply_outcomes import follow_reply, outcome_writes
from urp.wiring.resources import OfficeResources, StaffApiSettings

IDS = SenderIds("IT.10000000000000000001", "393330000001")
TOWN = load_municipality("urp_profile", placeholders_allowed=True)
TEXTS = load_texts("urp_profile", TOWN, placeholders_allowed=True)


class TownHall:
    """Everything between a citizen's phone and the office, but Meta and the queues' own timing."""

    def __init__(self, env: Mapping[str, str], outcomes: Iterable[SendOutcome] = ()) -> None:
        self.env = env
        self.now = datetime.now(UTC)
        self.client = boto3.client("dynamodb")
        self.sender = RecordingSender(outcomes)
        nothing_asked = {"IMPORT_QUEUE_URL": "none", "DUTY_SECRET_ARN": "none", "NUMBER_RATE": "80"}
        nothing_asked["FRESH_SIGN_IN_MINUTES"] = "0"
        settings = StaffApiSettings.from_env({**nothing_asked, **env})
        self.resources = OfficeResources(settings, self.client)
        self.resources.exclusions = MemoryExclusions()
        self.tables = self.resources.tables

    def hears(self, words: str, number: int) -> None:
        """Each a second after the one before, the last minute."""
        at = int(self.now.timestamp()) - 60 + number
        receive(records({"a": text(words, number, at)}), Invocation())

    def says(self) -> list[Sending]:
        clock = StoppedClock(self.now)
        send = SendReply(
            Outbox(self.tables, outcome_writes(self.tables)),
            CitizenReader(self.tables),
            DeskSlots(ScriptedRate(), clock, clock.sleep),
            self.sender,
            RecordedReplies(),
            follow_reply(self.tables, lambda: "1"),
            clock,
        )
        return [send(outbox_id) for outbox_id in enqueued(self.env["REPLIES_QUEUE_URL"])]

    def learns(self, *states: DeliveryState) -> None:
        sent = self.sender.attempts[-1]
        known = KnownAliases(self.tables, MemoryExclusions())
        record = RecordReplyReceipts(
            Outbox(self.tables, outcome_writes(self.tables)),
            LearnAliases(known, TOWN.policy.version, TOWN.privacy.version),
            follow_reply(self.tables, lambda: TOWN.policy.version),
        )
        times = (self.now + timedelta(seconds=step) for step in range(len(states)))
        statuses = [
            DeliveryStatus("wamid.W", state, at, sent.tracker, IDS.phone, IDS.user_id)
            for state, at in zip(states, times, strict=True)
        ]
        record(statuses, self.now)

    @property
    def citizen(self) -> Citizen:
        found = CitizenReader(self.tables).find([IDS]).find_by_user_id(IDS)
        assert found is not None
        return found

    @property
    def ledger(self) -> list[LedgerEntry]:
        values = {":pk": f"CITIZEN#{self.citizen.id}", ":consent": "CONSENT#"}
        condition = "pk = :pk AND begins_with(sk, :consent)"
        table = self.tables.citizens
        items = query(self.client, table, KeyConditionExpression=condition, ExpressionAttributeValues=values)
        return [read_entry(item) for item in items]
