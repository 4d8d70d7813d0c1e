"""Alerts, in the control table: ALERT#<code>, and one partition with the codes of those not settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, get, get_many, put_version, query_partition
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.desk.duty.model import CLIMBS, Alert, Step, make_code
from urp.errors import ConflictError
from urp.pauses import pause_briefly

if TYPE_CHECKING:
    from urp.acts.model import Act

_OPEN = "ALERTS"
"""All that are not settled: few, read consistently each minute."""
_SORT_KEY = "ALERT"
_ALERT = Codec(Alert, sparse={"further", "marked", "told", "acknowledged_by"})
_MOST_ATTEMPTS = 8
"""When others change the same alert meanwhile."""


class AlertRegister(Store):
    def find(self, code: str) -> Alert | None:
        item = get(self._client, self._tables.control, _partition(code), _SORT_KEY)
        return _ALERT.decode(item) if item else None

    def of_subject(self, subject: UUID) -> tuple[Alert, ...]:
        """Those with which a right comes: of a danger in this conversation, or of a threat, if it is a
        case. The first raised first."""
        return self._read(make_code(subject, kind) for kind in CLIMBS)

    def find_open(self) -> tuple[Alert, ...]:
        """Those that are not settled, the first raised first."""
        marks = query_partition(self._client, self._tables.control, _OPEN)
        return tuple(alert for alert in self._read(mark["sk"] for mark in marks) if alert.settled_at is None)

    def raise_alert(self, subject: UUID, kind: str, further: int, now: datetime) -> Alert:
        """Mark the first step too: whoever raises it tells it. The same again while nobody acknowledged it
        counts further and leaves the ladder where it is; what was acknowledged or settled begins anew."""
        code = make_code(subject, kind)

        def raised(stored: Alert | None) -> Alert:
            if stored is None or stored.settled_at or stored.acknowledged_at:
                version = stored.version if stored else 0
                return Alert(code, kind, subject, now, now, further, Step.PERSON, now, version=version)
            rung = replace(stored, rung_at=now, further=stored.further + further + 1)
            return rung if stored.told else replace(rung, marked=max(rung.marked, Step.PERSON), marked_at=now)

        alert = self._change(code, raised)
        assert alert is not None  # noqa: S101 - `raised` never returns None
        return alert

    def mark_step(self, alert: Alert, step: Step, now: datetime) -> Alert | None:
        """Before it is sent; None where another process was faster or the alert is another by now."""
        marked = replace(alert, marked=step, marked_at=now)
        try:
            self._store(marked, ())
        except ConflictError:
            return None
        return replace(marked, version=alert.version + 1)

    def mark_told(self, alert: Alert, step: Step, now: datetime, *, left: bool) -> None:
        """After it was sent, or failed. Nothing, where the alert was raised anew meanwhile."""

        def told(stored: Alert | None) -> Alert | None:
            if stored is None or stored.raised_at != alert.raised_at:
                return None
            return replace(stored, told=max(stored.told, step) if left else stored.told, tried_at=now)

        self._change(alert.code, told)

    def open(self, code: str, now: datetime, act: Act | None = None) -> Alert | None:
        """With its act each time; the first time counts. None: there is no such alert."""

        def opened(stored: Alert | None) -> Alert | None:
            return replace(stored, opened_at=stored.opened_at or now) if stored else None

        return self._change(code, opened, act, acts_each_time=True)

    def acknowledge(self, code: str, by: str, now: datetime, act: Act | None = None) -> Alert | None:
        """The first one counts, also if it was settled meanwhile: then what is stored is returned, and its
        `acknowledged_by` says who was. None: there is no such alert."""

        def acknowledged(stored: Alert | None) -> Alert | None:
            if stored is None or stored.acknowledged_at:
                return stored
            return replace(stored, acknowledged_at=now, acknowledged_by=by, opened_at=stored.opened_at or now)

        return self._change(code, acknowledged, act)

    def settle(self, alert: Alert, now: datetime) -> bool:
        """False where it changed since it was read: a cry that came meanwhile is not settled with it."""
        try:
            self._store(replace(alert, settled_at=now), ())
        except ConflictError:
            return False
        return True

    def _change(
        self,
        code: str,
        change: Callable[[Alert | None], Alert | None],
        act: Act | None = None,
        *,
        acts_each_time: bool = False,
    ) -> Alert | None:
        """As stored now; None where `change` makes none. The act is of what changed, or of each time."""
        attempt = 1
        while True:
            before = self.find(code)
            after = change(before)
            if after is None:
                return None
            acts = act_writes(act, self._tables) if act else ()
            if after == before:
                if acts and acts_each_time:
                    transact_with_retry(self._client, acts)
                return after
            try:
                self._store(after, acts)
            except ConflictError:
                if attempt == _MOST_ATTEMPTS:
                    raise
                attempt += 1
                pause_briefly()
            else:
                return replace(after, version=after.version + 1)

    def _store(self, alert: Alert, acts: tuple[Write, ...]) -> None:
        """As the next version, with its mark among the open ones. ConflictError when it was changed."""
        control = self._tables.control
        mark: dict[str, Value] = {"pk": _OPEN, "sk": alert.code}
        expires: dict[str, Value] = {
            "expires_at": to_expiry(
                alert.settled_at or alert.rung_at or alert.raised_at, self._tables.retention.desk_text
            )
        }
        item = {"pk": _partition(alert.code), "sk": _SORT_KEY, **_ALERT.encode(alert), **expires}
        stands = (
            Write("Put", control, mark | expires) if not alert.settled_at else Write("Delete", control, mark)
        )
        transact_with_retry(self._client, [*acts, put_version(control, item, alert.version), stands])

    def _read(self, codes: Iterable[str]) -> tuple[Alert, ...]:
        keys = [(_partition(code), _SORT_KEY) for code in codes]
        found = get_many(self._client, self._tables.control, keys).values()
        return tuple(sorted(map(_ALERT.decode, found), key=lambda alert: (alert.raised_at, alert.code)))


def _partition(code: str) -> str:
    return f"ALERT#{code}"
