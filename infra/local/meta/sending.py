"""`POST /messages`: apply Meta's rules in Meta's order, then deliver the message to a phone."""

from dataclasses import dataclass

from infra.local.meta import identity
from infra.local.meta.fate import Fate, choose_fate
from infra.local.meta.limits import window_is_open
from infra.local.meta.outgoing import Outgoing, read_outgoing
from infra.local.meta.phones import Citizen, PhoneMessage
from infra.local.meta.reading import Json, read_text
from infra.local.meta.receipts import Receipts
from infra.local.meta.refusals import Refusal
from infra.local.meta.state import State
from infra.local.meta.statistics import SentMessage


@dataclass(frozen=True, slots=True)
class Accepted:
    """Meta's answer, when to give it (seconds), and whether it is given at all."""

    body: Json
    latency: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Late(Exception):  # noqa: N818 - an answer that takes its time, as the accepted ones do
    """A refusal that chance decided, given after the usual latency."""

    refusal: Refusal
    latency: float


class Sending:
    def __init__(self, state: State, receipts: Receipts) -> None:
        self._state = state
        self._receipts = receipts

    def send(self, body: Json) -> Accepted:
        """Accept one message; Late when Meta refuses it."""
        state = self._state
        with state.lock:
            now = state.clock()
            fate = choose_fate(state.faults, state.chance, is_template=body.get("type") == "template")
            try:
                outgoing = self._allowed(body, fate, now)
            except Refusal as refusal:
                state.statistics.record(self._line(body, now, str(refusal.code)))
                raise Late(refusal, fate.latency) from refusal
            return self._accept(outgoing, body, fate, now)

    def unheard(self, body: Json) -> None:
        """Note a message that came while Meta is down."""
        with self._state.lock:
            self._state.statistics.record(self._line(body, self._state.clock(), "down"))

    def _allowed(self, body: Json, fate: Fate, now: float) -> Outgoing:
        state = self._state
        if state.number_rate.count(now) >= state.faults.number_rate:
            raise Refusal(
                130429, f"more than {state.faults.number_rate} messages in one second from this number"
            )
        if fate.answer_code:
            raise Refusal(fate.answer_code)
        outgoing = read_outgoing(body, state.templates)
        if outgoing.address.lost:
            return outgoing
        citizen = state.phones.find(outgoing.address.id)
        if citizen.blocked:
            raise Refusal(130403, "The recipient is blocked by this business")
        if state.faults.pair_rate and not state.pair_rate.allows(citizen.phone, now):
            raise Refusal(131056, "too many messages to this person; wait and try again")
        in_window = window_is_open(citizen.last_wrote_at, now)
        if outgoing.direct and not state.faults.direct_send:
            raise Refusal(100, "category: Direct Send is not enabled for this account")
        if not in_window and outgoing.type != "template" and not outgoing.direct:
            raise Refusal(131047, "More than 24 hours have passed since the recipient last wrote")
        if not in_window and not state.reach.allows(citizen.phone, now, state.faults.tier):
            raise Refusal(131048, "The messaging limit of this business is reached")
        return outgoing

    def _accept(self, outgoing: Outgoing, body: Json, fate: Fate, now: float) -> Accepted:
        state = self._state
        state.number_rate.add(now)
        message = PhoneMessage(
            id=identity.make_message_id(outgoing.address.id, from_citizen=False),
            author="service",
            type=outgoing.type,
            text=outgoing.text,
            at=now,
            status="accepted",
            buttons=outgoing.buttons,
            quotes=outgoing.quotes,
            header=outgoing.header,
            footer=outgoing.footer,
        )
        line = self._line(body, now, "accepted", outgoing, message)
        line.answered, line.held = fate.answered, fate.held
        person = outgoing.address.id
        if not outgoing.address.lost:
            citizen = state.phones.find(person)
            person = citizen.phone
            self._hand_over(outgoing, message, citizen, fate, now)
        state.statistics.record(line, outgoing, person)
        return Accepted(self._answer(outgoing, message, fate), fate.latency, fate.answered)

    def _hand_over(
        self, outgoing: Outgoing, message: PhoneMessage, citizen: Citizen, fate: Fate, now: float
    ) -> None:
        state = self._state
        state.pair_rate.add(citizen.phone, now)
        if not window_is_open(citizen.last_wrote_at, now):
            state.reach.add(citizen.phone, now)
        if not fate.late_code and not fate.held:
            citizen.typing_until = 0
            state.phones.put(citizen, message)
        self._receipts.follow(outgoing, message, citizen, fate)

    def _answer(self, outgoing: Outgoing, message: PhoneMessage, fate: Fate) -> Json:
        address = outgoing.address
        told: Json = {"id": message.id}
        if outgoing.type == "template":
            told["message_status"] = "held_for_quality_assessment" if fate.held else "accepted"
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": address.raw, ("user_id" if address.by_user_id else "wa_id"): address.id}],
            "messages": [told],
        }

    def _line(
        self,
        body: Json,
        now: float,
        outcome: str,
        outgoing: Outgoing | None = None,
        message: PhoneMessage | None = None,
    ) -> SentMessage:
        raw = read_text(body, "to") or read_text(body, "recipient")
        return SentMessage(
            seq=len(self._state.statistics.sent) + 1,
            at=now,
            recipient=outgoing.address.id if outgoing else raw.removeprefix("+"),
            type=read_text(body, "type"),
            text=outgoing.text if outgoing else "",
            body=body,
            tracker=read_text(body, "biz_opaque_callback_data"),
            outcome=outcome,
            message=message,
        )
