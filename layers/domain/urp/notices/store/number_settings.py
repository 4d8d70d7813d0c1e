"""Our number's rate and messaging limit where staff set them: with the act and what the office reads, or not
at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from urp.acts.model import Act
from urp.acts.second_person import ProposalChange
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import confirmation_writes
from urp.aws.dynamodb import Value, Write, get
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError
from urp.notices.account.model import AccountNote
from urp.notices.store.account_notes import note_put
from urp.whatsapp.reach import LimitSource
from urp.whatsapp.store.rate_item import learn_limit, rate_key


class NumberSettings(Store):
    def __init__(self, tables: Tables, phone_number_id: str) -> None:
        super().__init__(tables)
        self._key = rate_key(phone_number_id)

    def set_rate(
        self, per_second: int, note: AccountNote, act: Act, confirmed: ProposalChange | None = None
    ) -> None:
        """All together. A later word of Meta's takes its place."""
        told = replace(act, before=self._stored("per_second"), after=str(per_second))
        self._transact(self._update("SET per_second = :rate", {":rate": per_second}), note, told, confirmed)

    def set_limit(
        self, people: int | None, note: AccountNote, act: Act, confirmed: ProposalChange | None = None
    ) -> None:
        """All together; None: no limit. A later word of Meta's takes its place."""
        now_people = "none" if people is None else str(people)
        told = replace(act, before=self._stored("messaging_limit"), after=now_people)
        limit = self._update(*learn_limit(people, act.at, LimitSource.STAFF))
        self._transact(limit, note, told, confirmed)

    def _stored(self, attribute: str) -> str:
        """For the record; 0 is no limit."""
        value = (get(self._client, self._tables.control, *self._key) or {}).get(attribute)
        return "unknown" if value is None else str(value)

    def _update(self, update: str, values: Mapping[str, Value], condition: str | None = None) -> Write:
        pk, sk = self._key
        return Write(
            "Update",
            self._tables.control,
            {"pk": pk, "sk": sk},
            update=update,
            values=values,
            condition=condition,
            on_conflict=ConflictError("Nel frattempo Meta ha detto altro: riprova.") if condition else None,
        )

    def _transact(
        self, setting: Write, note: AccountNote, act: Act, confirmed: ProposalChange | None
    ) -> None:
        writes = [*act_writes(act, self._tables), *confirmation_writes(confirmed, self._tables)]
        transact_with_retry(self._client, [*writes, setting, note_put(self._tables, note)])
