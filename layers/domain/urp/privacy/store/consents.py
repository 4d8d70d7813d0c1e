"""The ledger of consents, read for one person."""

from __future__ import annotations

from urp.aws.tables import Store
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import read_entry
from urp.privacy.store.citizen_places import list_register_items
from urp.retention.classes import RetentionClass, find_class


class ConsentLedger(Store):
    def of(self, citizen: Citizen) -> tuple[LedgerEntry, ...]:
        """Also under the ids that proved to be theirs, by WhatsApp's time."""
        items = (
            item
            for each in (citizen.id, *citizen.absorbed)
            for item in list_register_items(self._tables, each)
            if find_class(item["pk"], item["sk"]) is RetentionClass.CONSENT
        )
        return tuple(sorted(map(read_entry, items), key=lambda entry: (entry.at, entry.recorded_at)))
