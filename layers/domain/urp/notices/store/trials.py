"""Test sends: their replies for the staff's phones, counted by day in the transaction that writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Write, get
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.desk.outbox import OutboxRow
from urp.desk.store.outbox_items import outbox_write
from urp.notices.broadcasts.trial_send import TrialsLimitError

_DAYS_COUNTED = 2


def trials_key(day: date) -> tuple[str, str]:
    return "TRIALS", day.isoformat()


class Trials(Store):
    def record(self, rows: Sequence[OutboxRow], day: date, most: int, act: Act) -> None:
        """TrialsLimitError, and nothing is written, when it would be more than `most` that day."""
        pk, sk = trials_key(day)
        counted = Write(
            "Update",
            self._tables.control,
            {"pk": pk, "sk": sk},
            condition="attribute_not_exists(trials) OR trials < :most",
            update="SET expires_at = :end ADD trials :one",
            values={":most": most, ":one": 1, ":end": to_expiry(act.at, _DAYS_COUNTED)},
            on_conflict=TrialsLimitError(
                f"Oggi sono già partite {most} prove, il massimo: si riprova domani."
            ),
        )
        replies = [outbox_write(row, self._tables) for row in rows]
        transact_with_retry(self._client, [*act_writes(act, self._tables), counted, *replies])

    def count(self, day: date) -> int:
        item = get(self._client, self._tables.control, *trials_key(day))
        return 0 if item is None else int(item["trials"])
