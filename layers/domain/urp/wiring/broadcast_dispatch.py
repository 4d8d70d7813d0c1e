"""`broadcast_dispatch`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from urp.aws.tables import Tables
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.desk.outbox import SweepReplies
from urp.desk.store.outbox_items import SqsReplies, WaitingReplies
from urp.notices.account.pull import PullTemplates
from urp.notices.account.rules import AccountRules
from urp.notices.account.watch import HoldForbidden
from urp.notices.announcements.announce import AnnounceDue
from urp.notices.announcements.approval import Coverage
from urp.notices.announcements.days import PlannedDays
from urp.notices.broadcasts.automatic_stop import CountTrouble, TooMany
from urp.notices.broadcasts.closing import CloseBroadcast
from urp.notices.broadcasts.dispatch import AdvanceAll, AdvanceBroadcast
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.seal import GrowthLimit, Seals
from urp.notices.broadcasts.tier import LearnLimit, TierGate
from urp.notices.channel.reminder import RemindToPost
from urp.notices.emergency.register import RingForReviews
from urp.notices.store.account_notes import AccountNotes
from urp.notices.store.announcements import Announcements
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.delivery import ReceiptCounters
from urp.notices.store.emergency import BreakGlassStore
from urp.notices.store.freezing import Freezing
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.sending_threads import SystemClock
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.notices.store.statements import Statements
from urp.notices.store.trouble_counts import TroubleCounts
from urp.town.municipality import Municipality
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.town.templates import load_templates
from urp.whatsapp.reach import MessagingLimit
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate, DynamoReach
from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta
from urp.wiring.clients import sqs_client
from urp.wiring.figures import Figure, count
from urp.wiring.price import price_of
from urp.wiring.silence import moments_of
from urp.wiring.town import DutySettings, load_town, open_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from urp.acts.alerts import Alerts
    from urp.acts.drills import RemindOfDrills
    from urp.notices.broadcasts.costs import Costs
    from urp.public.publishing import PublishNotice
    from urp.town.templates import MessageTemplate
    from urp.whatsapp.template_list import TemplateAtMeta


@dataclass(frozen=True, slots=True)
class BroadcastDispatchSettings(DutySettings):
    broadcasts_table: str
    audit_table: str
    citizens_table: str
    control_table: str
    desk_table: str
    expansion_queue_url: str
    broadcast_queue_url: str
    emergency_queue_url: str
    dispatch_queue_url: str
    replies_queue_url: str
    access_token_secret_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    waba_id: str
    number_rate: int
    restored_at: datetime | None
    training: bool


@cache
def advance_broadcast() -> AdvanceBroadcast:
    broadcasts = _broadcasts()
    jobs = Jobs(_tables())
    freezing = Freezing(_tables())
    queues = _queues()
    statements = Statements(_tables())
    return AdvanceBroadcast(
        broadcasts=broadcasts,
        freezing=freezing,
        jobs=jobs,
        queues=queues,
        rate=_rate(),
        account=_account(),
        close=CloseBroadcast(
            broadcasts=broadcasts,
            freezing=freezing,
            receipts=ReceiptCounters(_tables()),
            statements=statements,
            queues=queues,
            clock=SystemClock(),
            cost=lambda broadcast, charges, now: _costs().closed(broadcast, charges, now),
        ),
        tier=TierGate(_ledger(), _learn_limit(), broadcasts, jobs, queues),
        seals=Seals(_templates()),
        growth=GrowthLimit(_town().approval),
        moments=moments_of(_tables(), _town()),
    )


@cache
def advance_all() -> AdvanceAll:
    return AdvanceAll(_broadcasts(), _rate(), advance_broadcast(), _learn_limit())


@cache
def count_trouble() -> CountTrouble:
    broadcasts = _broadcasts()
    holds = Holds(broadcasts, Health(_tables()), _queues())
    return CountTrouble(
        broadcasts,
        TroubleCounts(_tables()),
        holds,
        TooMany(_town().automatic_stop),
    )


@cache
def restore() -> DynamoRestore:
    return DynamoRestore(_tables(), _settings().restored_at)


@cache
def announce_due() -> AnnounceDue:
    town = _town()
    return AnnounceDue(
        Announcements(_tables()),
        CalendarExceptions(_tables()),
        PlannedDays(town.calendar),
        Coverage(Seals(_templates()), town.approval, town.zone),
        _OnDuty(),
    )


@cache
def pull_templates() -> PullTemplates | None:
    """None in training: there is no list to read."""
    if _settings().training:
        return None
    holds = Holds(_broadcasts(), Health(_tables()), _queues())
    return PullTemplates(
        TemplatesAtMeta(_tables()),
        _ask_templates,
        AccountNotes(_tables()),
        _templates(),
        HoldForbidden(_account(), _broadcasts(), holds),
        price_of(_settings().profile_package, _town().zone),
    )


@cache
def ring_for_reviews() -> RingForReviews:
    return RingForReviews(BreakGlassStore(_tables()), _OnDuty(), partial(count, Figure.EMERGENCY_ALONE))


@cache
def remind_to_post() -> RemindToPost:
    return RemindToPost(ChannelPosts(_tables()), _OnDuty(), _town().channel.remind_after)


@cache
def publish_notice() -> PublishNotice:
    """Imported when a notice begins or closes: a start should not pay for it."""
    from urp.wiring.public_notices import publish_notice_of

    return publish_notice_of(_tables(), _town(), _templates(), training=_settings().training)


@cache
def remind_of_drills() -> RemindOfDrills:
    """Imported at the first minute of a container: no nudge pays for it."""
    from urp.acts.drills import REPORTED_AFTER, RemindOfDrills
    from urp.acts.store.drills import DrillRegister
    from urp.acts.store.staff import StaffNames
    from urp.desk.alarms import DRILL_DUE, DRILL_MISSED

    def remind(staff_id: UUID, missed: int) -> bool:
        return _duty_alerts().alert(staff_id, DRILL_MISSED if missed >= REPORTED_AFTER else DRILL_DUE)

    return RemindOfDrills(DrillRegister(_tables()), StaffNames(_tables()), _town().zone, remind)


@cache
def replies_left_behind() -> SweepReplies:
    return SweepReplies(WaitingReplies(_tables()), SqsReplies(sqs_client(), _settings().replies_queue_url))


@cache
def _settings() -> BroadcastDispatchSettings:
    return BroadcastDispatchSettings.from_env(os.environ)


@cache
def _tables() -> Tables:
    return open_tables(_settings())


def _town() -> Municipality:
    return load_town(_settings())


@cache
def _queues() -> SqsBroadcastQueues:
    settings = _settings()
    urls = BroadcastQueueUrls(
        expansion=settings.expansion_queue_url,
        ordinary=settings.broadcast_queue_url,
        emergency=settings.emergency_queue_url,
        dispatch=settings.dispatch_queue_url,
    )
    return SqsBroadcastQueues(sqs_client(), urls)


@cache
def _broadcasts() -> Broadcasts:
    return Broadcasts(_tables())


@cache
def _learn_limit() -> LearnLimit:
    return LearnLimit(_ledger(), _ask_limit)


@cache
def _ledger() -> DynamoReach:
    return DynamoReach(_tables(), _settings().phone_number_id)


@cache
def _account() -> AccountRules:
    return AccountRules(AccountNotes(_tables()), _templates())


@cache
def _templates() -> Mapping[str, MessageTemplate]:
    settings = _settings()
    return load_templates(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)


@cache
def _costs() -> Costs:
    """Imported when a notice closes: a start should not pay for it."""
    from urp.notices.broadcasts.costs import Costs
    from urp.town.pricing.loading import load_prices

    return Costs(lambda: load_prices(_settings().profile_package), _account(), _town().zone)


class _OnDuty:
    """Imported when somebody is to be told, which is rare."""

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        return _duty_alerts().alert(subject, kind, further)


@cache
def _duty_alerts() -> Alerts:
    from urp.wiring.duty import duty_alerts
    from urp.wiring.start import started

    settings = _settings()
    return duty_alerts(settings, started("broadcast_dispatch"))


def _ask_limit() -> MessagingLimit | None:
    """Imported when it is asked for, which is rare: a first start should not pay for it."""
    from urp.wiring.graph import number_at_meta

    return number_at_meta(_settings()).ask_limit()


def _ask_templates() -> tuple[TemplateAtMeta, ...] | None:
    """Imported once a day."""
    from urp.wiring.graph import read_templates

    return read_templates(_settings(), _settings().waba_id)


@cache
def _rate() -> DynamoNumberRate:
    settings = _settings()
    return DynamoNumberRate(_tables(), settings.phone_number_id, settings.number_rate)
