"""Store decisions about people found on Meta's list alone, with their audit entry."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Write, transact
from urp.aws.tables import Store, Tables
from urp.citizens.exclusions import ExclusionRecord, find_exclusions
from urp.citizens.identity.model import CitizenChange
from urp.citizens.store.citizens import write_change
from urp.moderation.blocks.model import BlockEvent, Stranger
from urp.moderation.store.blocks import to_event_item
from urp.moderation.store.mirror import stranger_key

_UNDECIDED = "attribute_exists(pk) AND lifting = :no"


class StrangerDecisions(Store):
    """ConflictError if it was decided already."""

    def __init__(self, tables: Tables, exclusions: ExclusionRecord) -> None:
        super().__init__(tables)
        self._exclusions = exclusions

    def note(self, act: Act) -> None:
        """An act that changes nothing by itself."""
        transact(self._client, list(act_writes(act, self._tables)))

    def lift(self, stranger: Stranger, owner: UUID | None, event: BlockEvent, act: Act) -> None:
        """Write into the citizen's history, if the person is known."""
        pk, sk = stranger_key(stranger.id)
        decided = Write(
            "Update",
            self._tables.citizens,
            {"pk": pk, "sk": sk},
            condition=_UNDECIDED,
            update="SET lifting = :yes, reason = :reason",
            values={":no": False, ":yes": True, ":reason": event.reason},
        )
        lines = [] if owner is None else [self._write_line(owner, event, act)]
        transact(self._client, [*act_writes(act, self._tables), decided, *lines])

    def adopt(
        self, stranger: Stranger, change: CitizenChange, events: Sequence[BlockEvent], act: Act
    ) -> None:
        self._exclusions.record(find_exclusions([change], act.at), act.at)
        pk, sk = stranger_key(stranger.id)
        key = {"pk": pk, "sk": sk}
        gone = Write("Delete", self._tables.citizens, key, condition=_UNDECIDED, values={":no": False})
        known = write_change(change, self._tables, act.at)
        lines = (self._write_line(change.after.id, event, act) for event in events)
        transact(self._client, [*act_writes(act, self._tables), gone, *known, *lines])

    def _write_line(self, citizen_id: UUID, event: BlockEvent, act: Act) -> Write:
        item = to_event_item(citizen_id, event, f"{act.id}#{event.kind}", self._tables.retention)
        return Write("Put", self._tables.citizens, item)
