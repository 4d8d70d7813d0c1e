"""`account_watch`, wired once per environment."""

from __future__ import annotations

import os
from functools import cache

from urp.account.rules import AccountRules
from urp.account.watch import WatchAccount
from urp.adapters.dynamodb import dynamodb_client
from urp.adapters.dynamodb_account import DynamoAccountNotes
from urp.adapters.dynamodb_broadcasts import DynamoBroadcasts
from urp.adapters.dynamodb_health import DynamoHealth
from urp.adapters.dynamodb_rate import DynamoNumberRate
from urp.adapters.dynamodb_reach import DynamoReach
from urp.adapters.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.adapters.sqs_trouble_reports import SqsTroubleReports
from urp.broadcasts.hold import Holds
from urp.municipality import load_municipality
from urp.settings.account_watch import AccountWatchSettings
from urp.templates import load_templates
from urp.wiring.clients import sqs_client


@cache
def watch_account() -> WatchAccount:
    settings = AccountWatchSettings.from_env(os.environ)
    client, package = dynamodb_client(), settings.profile_package
    town = load_municipality(package, placeholders_allowed=settings.placeholders_allowed)
    templates = load_templates(package, placeholders_allowed=settings.placeholders_allowed)
    table, retention = settings.broadcasts_table, town.retention
    broadcasts = DynamoBroadcasts(client, broadcasts_table=table, retention=retention)
    notes = DynamoAccountNotes(client, settings.control_table, retention)
    queues = SqsBroadcastQueues(sqs_client(), BroadcastQueueUrls(dispatch=settings.dispatch_queue_url))
    return WatchAccount(
        notes=notes,
        rules=AccountRules(notes, templates),
        broadcasts=broadcasts,
        holds=Holds(broadcasts, DynamoHealth(client, table, retention), queues),
        rate=DynamoNumberRate(client, settings.control_table, settings.phone_number_id, settings.number_rate),
        troubles=SqsTroubleReports(sqs_client(), settings.dispatch_queue_url),
        ours=settings.our_number(town.desk.whatsapp_number),
        ledger=DynamoReach(client, settings.control_table, settings.phone_number_id),
    )
