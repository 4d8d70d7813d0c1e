"""`inbound_handle`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from urp.aws.tables import Tables
from urp.citizens.store.s3_exclusions import ExclusionKey
from urp.desk.store.crowds import Crowds
from urp.desk.store.outbox_items import SqsReplies
from urp.desk.store.queue import WaitingQueue
from urp.desk.store.sns import TellOffice
from urp.inbound.deliver import DeliverMessage
from urp.inbound.receive import ReceiveMessage
from urp.inbound.store.inspection import InspectionStore
from urp.inbound.store.ledger import InboundLedger
from urp.inbound.store.received import S3ReceivedBodies
from urp.notices.broadcasts.trackers import SignedButtons
from urp.notices.store.sqs_trouble_reports import SqsTroubleReports
from urp.town.municipality import Municipality
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.town.texts import load_texts
from urp.whatsapp.store.probes import Probes
from urp.wiring.clients import s3_client, secrets_client, sns_client, sqs_client
from urp.wiring.duty import duty_alerts, staff_mail
from urp.wiring.exclusions import exclusion_record
from urp.wiring.town import DutySettings, load_town, open_tables

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.desk.alarms import NewWait


@dataclass(frozen=True, slots=True)
class InboundHandleSettings(DutySettings):
    citizens_table: str
    desk_table: str
    control_table: str
    received_bucket: str
    replies_queue_url: str
    desk_topic_arn: str
    phone_number_id: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str


@cache
def deliver_message(log: Logger) -> DeliverMessage:
    settings = InboundHandleSettings.from_env(os.environ)
    town = load_town(settings)
    tables = open_tables(settings)
    bodies = S3ReceivedBodies(s3_client, settings.received_bucket)
    return DeliverMessage(
        receive=_receive_message(settings, town, tables, log),
        bodies=bodies,
        inspection=InspectionStore(tables, bodies),
        probes=Probes(tables),
        phone_number_id=settings.phone_number_id,
    )


def _receive_message(
    settings: InboundHandleSettings, town: Municipality, tables: Tables, log: Logger
) -> ReceiveMessage:
    office, mail = TellOffice(sns_client, settings.desk_topic_arn), staff_mail(settings, log)

    def tell_office(wait: NewWait) -> None:
        office(wait)
        mail.tell_of_wait(wait)

    return ReceiveMessage(
        ledger=InboundLedger(
            tables, exclusions=exclusion_record(settings.exclusions_bucket, settings.exclusion_key_arn)
        ),
        calendar=CalendarExceptions(tables),
        replies=SqsReplies(sqs_client(), settings.replies_queue_url),
        alerts=duty_alerts(settings, log),
        troubles=SqsTroubleReports(sqs_client(), settings.dispatch_queue_url),
        crowds=Crowds(tables),
        queue=WaitingQueue(tables),
        tell_office=tell_office,
        buttons=SignedButtons(ExclusionKey(secrets_client, settings.exclusion_key_arn)),
        municipality=town,
        texts=load_texts(settings.profile_package, town, placeholders_allowed=settings.placeholders_allowed),
        new_id=uuid4,
    )
