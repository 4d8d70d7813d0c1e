"""The control side: what people and tests ask of the simulated Meta under `/simulator/`."""

import http
from urllib.parse import unquote

from infra.local.meta import identity
from infra.local.meta.control_call import Call, NotUnderstood
from infra.local.meta.faults import Faults
from infra.local.meta.phone_calls import PhoneCalls
from infra.local.meta.reading import Json, as_object, read_text
from infra.local.meta.receipts import Receipts, to_envelope
from infra.local.meta.state import State
from infra.local.meta.timetable import Timetable
from infra.local.meta.webhooks import Webhooks


class Control:
    def __init__(
        self, state: State, phones: PhoneCalls, receipts: Receipts, webhooks: Webhooks, timetable: Timetable
    ) -> None:
        self._state = state
        self._receipts = receipts
        self._webhooks = webhooks
        self._timetable = timetable
        self._calls: dict[tuple[str, str], Call] = {
            **phones.calls(),
            ("GET", "sent"): self._sent,
            ("GET", "statistics"): self._statistics,
            ("GET", "pulse"): self._pulse,
            ("POST", "webhooks"): self._webhook,
            ("GET", "callback"): self._where,
            ("POST", "callback"): self._call_at,
            ("POST", "templates/*"): self._template,
            ("GET", "faults"): lambda *_: self._state.faults.described(),
            ("POST", "faults"): self._change_faults,
            ("DELETE", "faults"): self._no_faults,
            ("POST", "reset"): self._reset,
        }

    def answer(self, method: str, path: str, query: dict[str, str], body: object) -> Json:
        """The answer to a call under /simulator/; NotUnderstood when there is none, or it makes no sense."""
        pieces = path.removeprefix("/simulator/").strip("/").split("/")
        stars = [unquote(piece) for piece in pieces[1:2]]
        pattern = "/".join("*" if place == 1 else piece for place, piece in enumerate(pieces))
        call = self._calls.get((method, pattern))
        if call is None:
            raise NotUnderstood(f"no such call: {method} {path}", http.HTTPStatus.NOT_FOUND)
        try:
            return call(stars, query, body)
        except ValueError as wrong:
            raise NotUnderstood(str(wrong)) from wrong

    def _sent(self, _: list[str], query: dict[str, str], __: object) -> Json:
        after = int(query.get("after", "0"))
        with self._state.lock:
            limit = int(query.get("limit", len(self._state.statistics.sent)))
            page = self._state.statistics.sent[max(0, after) : max(0, after) + limit]
            return {"next": page[-1].seq if page else after, "messages": [each.described() for each in page]}

    def _statistics(self, _: list[str], query: dict[str, str], __: object) -> Json:
        with self._state.lock:
            told = self._state.statistics.described(copies=query.get("copies") != "no")
            told["max_with_inbound_in_a_second"] = self._state.number_rate.most
        return {**told, "webhooks": self._webhooks.described()}

    def _pulse(self, _: list[str], query: dict[str, str], __: object) -> Json:
        seconds = min(600, max(1, int(query.get("seconds", "60"))))
        with self._state.lock:
            return {
                **self._state.statistics.pulse(self._state.clock(), seconds),
                "number_rate": self._state.faults.number_rate,
                "service_name": self._state.config.verified_name,
                "service_phone": self._state.config.display_phone_number,
            }

    def _webhook(self, _: list[str], __: dict[str, str], body: object) -> Json:
        delivery = self._webhooks.post(body, retried=False)
        return {"status": delivery.status, "ms": delivery.ms}

    def _where(self, _: list[str], __: dict[str, str], ___: object) -> Json:
        return {"url": self._webhooks.url}

    def _call_at(self, _: list[str], __: dict[str, str], body: object) -> Json:
        """Set the callback; with a `verify_token` the handshake is made as at Meta's dashboard."""
        asked = as_object(body)
        callback = self._webhooks.call_at(read_text(asked, "url"))
        if "verify_token" not in asked:
            return {"url": callback.url}
        challenge = identity.make_phone(int(self._state.clock()))
        return {
            "url": callback.url,
            "verified": callback.verified(read_text(asked, "verify_token"), challenge),
        }

    def _template(self, stars: list[str], _: dict[str, str], body: object) -> Json:
        """Change a template's status, with the webhook Meta sends about it."""
        asked = as_object(body)
        status, language = read_text(asked, "status").upper(), read_text(asked, "language") or "it"
        if not status:
            raise NotUnderstood("status is required")
        with self._state.lock:
            template = self._state.templates.set_status(stars[0], language, status)
            now = int(self._state.clock())
        if template is None:
            raise NotUnderstood("no such template", http.HTTPStatus.NOT_FOUND)
        value: Json = {
            "event": status,
            "message_template_id": int(template.id),
            "message_template_name": template.name,
            "message_template_language": template.language,
            "message_template_category": template.category,
            "reason": "NONE",
        }
        delivery = self._webhooks.post(
            to_envelope(self._state, "message_template_status_update", value, time=now)
        )
        return {"status": delivery.status, "ms": delivery.ms}

    def _change_faults(self, _: list[str], __: dict[str, str], body: object) -> Json:
        with self._state.lock:
            self._state.change_faults(as_object(body))
            return self._state.faults.described()

    def _no_faults(self, _: list[str], __: dict[str, str], ___: object) -> Json:
        with self._state.lock:
            self._state.faults = Faults()
            return self._state.faults.described()

    def _reset(self, _: list[str], __: dict[str, str], ___: object) -> Json:
        with self._state.lock:
            self._timetable.clear()
            self._webhooks.forget()
            self._receipts.forget()
            self._state.reset()
        return {"reset": True}
