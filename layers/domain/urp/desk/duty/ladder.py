"""What is due of an alert: who is told next, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from urp.desk.duty.model import CLIMBS, Alert, ClimbTimes, Step

MARK_HOLDS = timedelta(seconds=50)
"""For whoever marked a step, to send it: longer than they live, and less than to the next minute's tick. A
step that was marked and did not leave is told again: told twice rather than not at all."""


def next_steps(alert: Alert, now: datetime, times: ClimbTimes) -> tuple[Step, ...]:
    """Who is to be told now. The last one due, not those that a late clock skipped; but the person on duty
    too, if nobody was told at all."""
    if not _is_unheard(alert) or _is_being_told(alert, now):
        return ()
    if alert.kind not in CLIMBS:
        return () if alert.tried_at else (Step.PERSON,)
    due = _find_due(alert.raised_at, now, times)
    if due <= alert.told:
        return ()
    return (Step.PERSON, due) if alert.told is Step.NOBODY and due > Step.AGAIN else (due,)


def stays_unheard(alert: Alert, now: datetime, times: ClimbTimes) -> bool:
    """True once every administrator should know of it, until somebody acknowledges it or acts."""
    late = now >= alert.raised_at + times.administrators_after
    return alert.kind in CLIMBS and _is_unheard(alert) and late


def _is_unheard(alert: Alert) -> bool:
    return alert.settled_at is None and alert.acknowledged_at is None


def _is_being_told(alert: Alert, now: datetime) -> bool:
    """Between mark and sending, which a killed process never ends; or it failed, less than a minute ago."""
    return (
        alert.marked > alert.told and alert.marked_at is not None and abs(now - alert.marked_at) < MARK_HOLDS
    )


def _find_due(raised_at: datetime, now: datetime, times: ClimbTimes) -> Step:
    after = {
        Step.ADMINISTRATORS: times.administrators_after,
        Step.SECOND: times.second_after,
        Step.AGAIN: times.again_after,
    }
    return next((step for step, pause in after.items() if now >= raised_at + pause), Step.PERSON)
