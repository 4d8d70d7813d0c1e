"""The office of broadcasts, wired from what the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.desk.store.outbox_items import SqsReplies
from urp.notices.account.office import LiftProhibition, SetMessagingLimit, SetNumberRate
from urp.notices.account.rules import AccountRules
from urp.notices.broadcasts.costs import Costs
from urp.notices.broadcasts.office import BroadcastOffice
from urp.notices.broadcasts.prohibitions import NotBeforeTheReplay
from urp.notices.broadcasts.reach_outlook import ReachOffice
from urp.notices.broadcasts.text_checks import TownFacts
from urp.notices.broadcasts.trial_send import TrialSend
from urp.notices.store.account_notes import AccountNotes, Prohibitions
from urp.notices.store.audience import Audience
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.delivery import ReceiptCounters
from urp.notices.store.freezing import Freezing
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.number_settings import NumberSettings
from urp.notices.store.spending import Spending
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.notices.store.statements import Statements
from urp.notices.store.subscribers import SubscriberDays
from urp.notices.store.trials import Trials
from urp.notices.store.trouble_counts import TroubleCounts
from urp.notices.store.work_in_hand import WorkInHand
from urp.notices.subscribers.counting import CountSubscribers
from urp.town.pricing.loading import load_prices
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate, DynamoReach
from urp.wiring.duty import duty_alerts
from urp.wiring.silence import moments_of

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.acts.second_person import SecondPerson
    from urp.town.municipality import Municipality
    from urp.wiring.resources import OfficeResources


def broadcast_office(resources: OfficeResources, log: Logger) -> BroadcastOffice:
    settings, tables = resources.settings, resources.tables
    notes = AccountNotes(tables)
    broadcasts = Broadcasts(tables)
    account = AccountRules(notes, resources.templates)
    return BroadcastOffice(
        broadcasts=broadcasts,
        statements=Statements(tables),
        posts=ChannelPosts(tables),
        audience=Audience(tables),
        freezing=Freezing(tables),
        receipts=ReceiptCounters(tables),
        work=WorkInHand(tables),
        jobs=Jobs(tables),
        health=Health(tables),
        troubles=TroubleCounts(tables),
        rate=DynamoNumberRate(tables, settings.phone_number_id, settings.number_rate),
        reach=ReachOffice(DynamoReach(tables, settings.phone_number_id), broadcasts),
        queues=SqsBroadcastQueues(resources.queues, BroadcastQueueUrls(dispatch=settings.dispatch_queue_url)),
        account=NotBeforeTheReplay(DynamoRestore(tables, settings.restored_at), account),
        notes=notes,
        costs=Costs(lambda: load_prices(settings.profile_package), account, resources.municipality.zone),
        spending=Spending(tables),
        month_euro=resources.municipality.month_euro,
        town=_town_facts(resources.municipality),
        approval=resources.municipality.approval,
        alerts=duty_alerts(settings, log),
        moments=moments_of(tables, resources.municipality),
        templates=resources.templates,
        zone=resources.municipality.zone,
        topics=frozenset(topic.id for topic in resources.municipality.topics),
        official_domains=resources.municipality.answering.official_domains,
    )


def count_subscribers(resources: OfficeResources) -> CountSubscribers:
    topics = [topic.id for topic in resources.municipality.topics]
    return CountSubscribers(SubscriberDays(resources.tables), topics)


def trial_send(resources: OfficeResources, office: BroadcastOffice) -> TrialSend:
    settings = resources.settings
    return TrialSend(
        steps=office.steps,
        wording=office.wording,
        trials=Trials(resources.tables),
        replies=SqsReplies(resources.queues, settings.replies_queue_url),
        phones=settings.test_phones,
        zone=resources.municipality.zone,
    )


def _town_facts(town: Municipality) -> TownFacts:
    """With every number that the profile tells citizens."""
    reports, emergency = town.reports, town.emergency
    phones = (
        town.desk.phone,
        f"+{town.desk.whatsapp_number}",
        reports.phone,
        *reports.own_channels.values(),
        emergency.listening_line,
        emergency.social_services,
        emergency.children_lines,
    )
    return TownFacts(town.name, town.answering.official_domains, phones)


def lift_prohibition(resources: OfficeResources, second_person: SecondPerson) -> LiftProhibition:
    tables = resources.tables
    return LiftProhibition(AccountNotes(tables), Prohibitions(tables), second_person)


def set_messaging_limit(resources: OfficeResources, second_person: SecondPerson) -> SetMessagingLimit:
    ledger = DynamoReach(resources.tables, resources.settings.phone_number_id)
    return SetMessagingLimit(_number_settings(resources), ledger, second_person)


def set_number_rate(resources: OfficeResources, second_person: SecondPerson) -> SetNumberRate:
    settings = resources.settings
    rate = DynamoNumberRate(resources.tables, settings.phone_number_id, settings.number_rate)
    return SetNumberRate(_number_settings(resources), rate, second_person)


def _number_settings(resources: OfficeResources) -> NumberSettings:
    return NumberSettings(resources.tables, phone_number_id=resources.settings.phone_number_id)
