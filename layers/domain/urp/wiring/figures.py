"""What the alarms count: one line of CloudWatch's embedded metrics each.

The namespace is the stack's own: two in one account must not answer for each other, or the tick of the one
would hide that the other's clock stands still. infra/observability.yaml names the same.
"""

from __future__ import annotations

import os
from enum import StrEnum

from urp.environment import required

SERVICE = "urp"


class Figure(StrEnum):
    DISPATCHER_TICK = "DispatcherTick"
    BROADCAST_HELD = "BroadcastHeld"
    BROADCAST_STALE = "BroadcastStale"
    BROADCAST_STANDS_STILL = "BroadcastStandsStill"
    EMERGENCY_ALONE = "EmergencyAlone"
    ACCOUNT_PROBLEM = "AccountProblem"
    DRILL_MISSED = "DrillMissed"
    DUTY_ALERT_FAILED = "DutyAlertFailed"
    MESSAGE_SET_ASIDE = "MessageSetAside"
    PURGE_FINISHED = "PurgeFinished"
    PUBLIC_WRITTEN = "PublicWritten"
    RECORD_SEALED = "RecordSealed"
    BLOCK_NOT_AT_WHATSAPP = "BlockNotAtWhatsApp"
    BLOCK_LISTS_DIFFER = "BlockListsDiffer"
    PROBE_ARRIVED = "ProbeArrived"


def namespace(stack: str) -> str:
    return f"UrpSuWhatsApp-{stack}"


def count(figure: Figure, value: float = 1) -> None:
    # Imported here because most functions hardly ever count: their first start should not pay for it.
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    ours = namespace(required(os.environ, "STACK"))
    with single_metric(figure.value, MetricUnit.Count, value, namespace=ours) as metric:
        metric.add_dimension("service", SERVICE)
