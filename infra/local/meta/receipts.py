"""Status webhooks: each message's statuses come true on time, and go out in Meta's batches."""

import time
from random import Random

from infra.local.meta.batches import LINGER, Batches
from infra.local.meta.fate import Fate, PlannedStatus, plan_statuses
from infra.local.meta.outgoing import Outgoing
from infra.local.meta.phones import Citizen, PhoneMessage, raise_status
from infra.local.meta.reading import Json, read_text
from infra.local.meta.refusals import to_failure
from infra.local.meta.state import State
from infra.local.meta.timetable import Timetable
from infra.local.meta.webhooks import Webhooks


def to_status(
    outgoing: Outgoing, message: PhoneMessage, citizen: Citizen, status: str, at: float, code: int | None
) -> Json:
    """One entry of `statuses[]`. A failed one shows only the id the message was sent to."""
    told: Json = {"id": message.id, "status": status, "timestamp": str(int(at))}
    to_user_id = outgoing.address.by_user_id
    if not to_user_id or (citizen.shows != "user_id" and code is None):
        told["recipient_id"] = outgoing.address.id if not to_user_id else citizen.phone
    if to_user_id or code is None:
        told["recipient_user_id"] = outgoing.address.id if to_user_id else citizen.user_id
    if outgoing.tracker:
        told["biz_opaque_callback_data"] = outgoing.tracker
    if code is not None:
        told["errors"] = [to_failure(code)]
    elif status != "read":
        told["pricing"] = {
            "billable": True,
            "pricing_model": "PMP",
            "type": "regular",
            "category": outgoing.category,
        }
    return told


def to_contacts(statuses: list[Json]) -> list[Json]:
    """The contacts beside statuses: one for each person of those that did not fail."""
    contacts: dict[str, Json] = {}
    for status in statuses:
        if status["status"] != "failed":
            contact: Json = {"user_id": status["recipient_user_id"]}
            if "recipient_id" in status:
                contact["wa_id"] = status["recipient_id"]
            contacts[read_text(status, "recipient_user_id")] = contact
    return list(contacts.values())


class Receipts:
    def __init__(self, state: State, timetable: Timetable, webhooks: Webhooks) -> None:
        self._state = state
        self._timetable = timetable
        self._webhooks = webhooks
        self._chance = (
            Random()
        )  # not the seeded one: how statuses travel must not change what happens to messages
        self._batches: Batches[Json] = Batches(self._chance)
        self._outgoing: dict[str, Outgoing] = {}

    def follow(self, outgoing: Outgoing, message: PhoneMessage, citizen: Citizen, fate: Fate) -> None:
        """Plan the statuses of a message just accepted; the caller holds the lock."""
        self._outgoing[message.id] = outgoing
        for planned in plan_statuses(self._state.faults, self._state.chance, fate):
            self._plan(outgoing, message, citizen, planned)

    def read(self, citizen: Citizen) -> int:
        """That phone reads everything on it; how many messages were unread. The caller holds the lock."""
        now = self._state.clock()
        unread = [
            each for each in citizen.messages if each.author == "service" and each.status in _ON_THE_PHONE
        ]
        for message in unread:
            raise_status(message, "read")
            outgoing = self._outgoing.get(message.id)
            if outgoing:
                self._state.statistics.record_status(outgoing, "read", None)
                self._post(to_status(outgoing, message, citizen, "read", now, None))
        return len(unread)

    def forget(self) -> None:
        self._batches.clear()
        self._outgoing.clear()

    def _plan(
        self, outgoing: Outgoing, message: PhoneMessage, citizen: Citizen, planned: PlannedStatus
    ) -> None:
        at = self._state.clock() + planned.after
        told = to_status(outgoing, message, citizen, planned.status, at, planned.code)
        self._timetable.after(planned.after, lambda: self._come_true(outgoing, message, citizen, planned))
        for seconds in planned.posted_after:
            self._timetable.after(seconds, lambda: self._post(told))

    def _come_true(
        self, outgoing: Outgoing, message: PhoneMessage, citizen: Citizen, planned: PlannedStatus
    ) -> None:
        with self._state.lock:
            if message.id in self._outgoing and raise_status(message, planned.status):
                if planned.status == "sent" and not self._state.phones.where(
                    message.id
                ):  # it was held until now
                    message.at = self._state.clock()
                    self._state.phones.put(citizen, message)
                self._state.statistics.record_status(outgoing, planned.status, planned.code)

    def _post(self, status: Json) -> None:
        with self._state.lock:
            if status["id"] not in self._outgoing:  # forgotten by a reset
                return
            self._batches.add(status, time.monotonic())
        self._flush()
        self._timetable.after(LINGER, self._flush)

    def _flush(self) -> None:
        with self._state.lock:
            ready = self._batches.ready(time.monotonic())
            if self._state.faults.reorder_statuses:
                for statuses in ready:
                    self._chance.shuffle(statuses)
        for statuses in ready:
            self._webhooks.send(
                to_messages_webhook(self._state, statuses=statuses, contacts=to_contacts(statuses))
            )


_ON_THE_PHONE = ("accepted", "sent", "delivered")


def to_messages_webhook(state: State, **lists: list[Json]) -> Json:
    """The envelope of field `messages`, or `calls`; empty lists are left out, as Meta does."""
    config = state.config
    value: Json = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": config.display_phone_number,
            "phone_number_id": config.phone_number_id,
        },
        **{name: items for name, items in lists.items() if items},
    }
    return to_envelope(state, "calls" if "calls" in value else "messages", value)


def to_envelope(state: State, field: str, value: Json, **entry: object) -> Json:
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": state.config.waba_id, **entry, "changes": [{"field": field, "value": value}]}],
    }
