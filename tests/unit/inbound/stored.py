"""What a town's messages left in its tables, in the order of the messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.stored import items_of
from urp.aws.dynamodb import Item
from urp.aws.tables import Tables
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import read_citizen, read_entry
from urp.desk.model import Conversation, DeskMessage, DeskState
from urp.desk.outbox import OutboxRow
from urp.desk.redirects.model import Redirect
from urp.desk.store.conversation_items import conversation_from, message_from, state_from
from urp.desk.store.crowds import CROWDS
from urp.desk.store.outbox_items import outbox_from
from urp.desk.store.redirect_items import kept_from
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.moderation.casebook.model import CaseOpening
from urp.moderation.store.case_items import read_case, read_steps, read_text
from urp.privacy.rights.model import RightsRequest
from urp.privacy.store.rights_items import read_request


class Ledger(InboundLedger):
    """Remembers what had its effect, in order: a store keeps it by person and time."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables, MemoryExclusions())
        self.effects: list[Effect] = []

    def commit(self, effect: Effect, now: datetime) -> None:
        super().commit(effect, now)
        self.effects.append(effect)


@dataclass(frozen=True, slots=True)
class Stored:
    tables: Tables
    ledger: Ledger

    @property
    def citizens(self) -> list[Citizen]:
        """Those who were merged, too."""
        return [read_citizen(item) for item in self._items("Citizens", "CITIZEN#", "PROFILE")]

    @property
    def entries(self) -> list[LedgerEntry]:
        """Of the consent ledger."""
        found = [read_entry(item) for item in self._items("Citizens", "CITIZEN#", "CONSENT#")]
        written = [entry for effect in self.ledger.effects for entry in effect.ledger]
        return sorted(found, key=lambda entry: written.index(entry) if entry in written else -1)

    @property
    def conversations(self) -> list[Conversation]:
        """The town numbers them as they begin."""
        found = [conversation_from(item) for item in self._items("Desk", "CONVERSATION#", "HEADER")]
        return sorted(found, key=lambda talk: talk.id)

    @property
    def messages(self) -> list[DeskMessage]:
        found = [message_from(item) for item in self._items("Desk", "CONVERSATION#", "MESSAGE#")]
        return self._as_they_came(found, lambda message: message.message_id)

    @property
    def hidden(self) -> set[str]:
        """Ids of messages whose words were taken back."""
        there = (item for item in items_of(self.tables, "Desk") if "message_id" in item)
        return {item["message_id"] for item in there if item.get("hidden")}

    @property
    def states(self) -> list[DeskState]:
        return [state_from(item) for item in self._items("Desk", "DESK#", "STATE")]

    @property
    def replies(self) -> list[OutboxRow]:
        rows = [outbox_from(item) for item in self._items("Desk", "OUTBOX#", "OUTBOX")]
        written = [row.id for effect in self.ledger.effects for row in effect.replies]
        return sorted(rows, key=lambda row: written.index(row.id))

    @property
    def redirects(self) -> list[Redirect]:
        there = {(item["pk"], item["sk"]): item for item in items_of(self.tables, "Desk")}
        kept = self._items("Desk", "REDIRECT#", "MESSAGE")
        found = [
            kept_from(item, {(pk, sk): there[pk, sk] for pk, sk in item["copies"]}).redirect for item in kept
        ]
        return self._as_they_came(found, lambda redirect: redirect.message_id)

    @property
    def cases(self) -> list[CaseOpening]:
        texts = {item["pk"]: read_text(item) for item in self._items("Desk", "CASE#", "TEXT")}
        found = [
            CaseOpening(read_case(item), texts[item["pk"]], read_steps(item))
            for item in self._items("Desk", "CASE#", "CASE")
        ]
        return self._as_they_came(found, lambda opening: opening.text.message_id)

    @property
    def crowds(self) -> list[int]:
        """People by text and stretch of time."""
        lines = (item for item in self._items("Control", CROWDS, "") if "people" in item)
        return [item["people"] for item in lines if not item.get("flood")]

    @property
    def floods(self) -> list[UUID]:
        """Conversations in which somebody writes more than anybody reads."""
        lines = (item for item in self._items("Control", CROWDS, "") if item.get("flood"))
        return [UUID(where) for item in lines for where in item["conversations"]]

    @property
    def rights(self) -> list[RightsRequest]:
        found = [read_request(item) for item in self._items("Desk", "RIGHTS#", "REQUEST")]
        return sorted(found, key=lambda request: request.number)

    def _items(self, table: str, pk: str, sk: str) -> list[Item]:
        return [
            item
            for item in items_of(self.tables, table)
            if item["pk"].startswith(pk) and item["sk"].startswith(sk)
        ]

    def _as_they_came[T](self, found: Iterable[T], name: Callable[[T], str]) -> list[T]:
        heard = [effect.message_id for effect in self.ledger.effects]
        return sorted(found, key=lambda each: heard.index(name(each)))
