"""A citizen writes: the message gets Meta's envelope and goes to the callback."""

from dataclasses import dataclass

from infra.local.meta import identity
from infra.local.meta.phones import Citizen, PhoneMessage
from infra.local.meta.reading import Json, read_object, read_objects, read_text
from infra.local.meta.receipts import to_messages_webhook
from infra.local.meta.state import State
from infra.local.meta.webhooks import Delivery, Webhooks

CALL = "call"
"""Not a type of Meta's: a call has a webhook field of its own."""
_WINDOW_STAYS_SHUT = frozenset({"reaction", "system", CALL})
IDENTITIES = ("both", "phone", "user_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What the control side asks a citizen to do. `at` is WhatsApp's timestamp in unix seconds."""

    message: Json
    shows: str = ""
    name: str = ""
    username: str = ""
    at: float | None = None
    times: int = 1


class Inbound:
    def __init__(self, state: State, webhooks: Webhooks) -> None:
        self._state = state
        self._webhooks = webhooks

    def write(self, address: str, writing: Writing) -> Json:
        """Deliver the message, as many times as asked; status and duration are the worst of them."""
        state = self._state
        with state.lock:
            citizen = state.phones.find(address)
            message = self._message(citizen, writing)
            rings = read_text(message, "type") == CALL
            laid = self._lay(citizen, message, writing)
            blocked = citizen.blocked
            contacts = [] if read_text(message, "type") == "system" else [_to_contact(citizen)]
            lists = {"calls": [_to_call(state, message)]} if rings else {"messages": [message]}
            webhook = to_messages_webhook(state, contacts=contacts, **lists)
        deliveries = [] if blocked else [self._post(webhook) for _ in range(writing.times)]
        with state.lock:
            if any(delivery.status == 200 for delivery in deliveries) and laid.status == "accepted":
                laid.status = "delivered"
        worst = next(
            (delivery.status for delivery in deliveries if delivery.status != 200), 200 if deliveries else 0
        )
        return {
            "id": message["id"],
            "status": worst,
            "ms": max((delivery.ms for delivery in deliveries), default=0.0),
            "blocked": blocked,
        }

    def _message(self, citizen: Citizen, writing: Writing) -> Json:
        citizen.shows = writing.shows or citizen.shows
        citizen.name = writing.name or citizen.name
        citizen.username = writing.username or citizen.username
        at = self._state.clock() if writing.at is None else writing.at
        base: Json = {"timestamp": str(int(at))}
        if citizen.shows != "user_id":
            base["from"] = citizen.phone
        if citizen.shows != "phone":
            base["from_user_id"] = citizen.user_id
        seen = citizen.user_id if citizen.shows == "user_id" else citizen.phone
        base["id"] = identity.make_message_id(seen, from_citizen=True)
        return {**base, **self._completed(citizen, writing.message)}

    def _completed(self, citizen: Citizen, message: Json) -> Json:
        """Fill in what follows from the rest: the sender of a quoted message, the card of a shared number."""
        kind = read_text(message, "type")
        context = read_object(message, "context")
        if context:
            message = {**message, "context": {"from": self._state.config.display_phone_number, **context}}
        if kind == "contacts" and not message.get("contacts"):
            card: Json = {
                "name": {"formatted_name": citizen.name, "first_name": citizen.name.split(" ")[0]},
                "phones": [{"phone": "+" + citizen.phone, "wa_id": citizen.phone, "type": "CELL"}],
            }
            message = {"origin": "contact_request", **message, "contacts": [card]}
        return message

    def _lay(self, citizen: Citizen, message: Json, writing: Writing) -> PhoneMessage:
        state = self._state
        now = state.clock()
        at = now if writing.at is None else writing.at
        kind = read_text(message, "type")
        if kind not in _WINDOW_STAYS_SHUT and not citizen.blocked:
            citizen.last_wrote_at = max(at, citizen.last_wrote_at or at)
            citizen.wrote_as = citizen.user_id
        if kind == "system":
            change = read_object(message, "system")
            state.phones.moved(citizen, read_text(change, "wa_id"), read_text(change, "user_id"))
        known = state.phones.where(read_text(message, "id"))
        if known:
            return known[1]
        quotes = read_text(read_object(message, "context"), "id")
        laid = PhoneMessage(
            read_text(message, "id"), "citizen", kind, to_readable(message), at, "accepted", quotes=quotes
        )
        state.phones.put(citizen, laid)
        return laid

    def _post(self, webhook: Json) -> Delivery:
        with self._state.lock:
            self._state.number_rate.add(self._state.clock())
            self._state.statistics.inbound += 1
        return self._webhooks.post(webhook)


def _to_call(state: State, message: Json) -> Json:
    """A call; the offer of a session is what a business would answer."""
    told: Json = {name: value for name, value in message.items() if name != "type"}
    session: Json = {"sdp_type": "offer", "sdp": "v=0"}
    to = state.config.display_phone_number
    return {**told, "to": to, "event": "connect", "direction": "USER_INITIATED", "session": session}


def _to_contact(citizen: Citizen) -> Json:
    profile: Json = {"name": citizen.name}
    if citizen.username:
        profile["username"] = citizen.username
    contact: Json = {"profile": profile}
    if citizen.shows != "user_id":
        contact["wa_id"] = citizen.phone
    if citizen.shows != "phone":
        contact["user_id"] = citizen.user_id
    return contact


def to_readable(message: Json) -> str:
    """What a person sees of a citizen's message; empty for what has no words."""
    kind = read_text(message, "type")
    content = read_object(message, kind)
    if kind == "interactive":
        return read_text(read_object(content, read_text(content, "type")), "title")
    if kind == "contacts":
        return ", ".join(
            read_text(read_object(card, "name"), "formatted_name")
            for card in read_objects(message, "contacts")
        )
    keys = ("body", "text", "caption", "emoji", "filename", "name", "address")
    return next((read_text(content, key) for key in keys if read_text(content, key)), "")
