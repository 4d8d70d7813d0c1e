"""`account_watch`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from urp.notices.account.rules import AccountRules
from urp.notices.account.watch import WatchAccount
from urp.notices.broadcasts.hold import Holds
from urp.notices.store.account_notes import AccountNotes
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.health import Health
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.notices.store.sqs_trouble_reports import SqsTroubleReports
from urp.town.templates import load_templates
from urp.whatsapp.origin import OurNumber
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate, DynamoReach
from urp.wiring.clients import sqs_client
from urp.wiring.price import price_of
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class AccountWatchSettings(TownSettings):
    broadcasts_table: str
    audit_table: str
    control_table: str
    dispatch_queue_url: str
    waba_id: str
    phone_number_id: str
    display_phone_number: str
    """Empty: the profile's."""
    number_rate: int

    def our_number(self, of_the_profile: str) -> OurNumber:
        return OurNumber(self.waba_id, self.phone_number_id, self.display_phone_number or of_the_profile)


@cache
def watch_account() -> WatchAccount:
    settings = AccountWatchSettings.from_env(os.environ)
    package = settings.profile_package
    town = load_town(settings)
    templates = load_templates(package, placeholders_allowed=settings.placeholders_allowed)
    tables = open_tables(settings)
    broadcasts = Broadcasts(tables)
    notes = AccountNotes(tables)
    queues = SqsBroadcastQueues(sqs_client(), BroadcastQueueUrls(dispatch=settings.dispatch_queue_url))
    return WatchAccount(
        notes=notes,
        rules=AccountRules(notes, templates),
        broadcasts=broadcasts,
        holds=Holds(broadcasts, Health(tables), queues),
        rate=DynamoNumberRate(tables, settings.phone_number_id, settings.number_rate),
        troubles=SqsTroubleReports(sqs_client(), settings.dispatch_queue_url),
        ours=settings.our_number(town.desk.whatsapp_number),
        ledger=DynamoReach(tables, settings.phone_number_id),
        price=price_of(package, town.zone),
    )
