"""The Graph side: which call is meant, whether it may be made, and the small ones answered here."""

import hmac
import re
from dataclasses import dataclass

from infra.local.meta import blocks, templates
from infra.local.meta.limits import window_is_open
from infra.local.meta.phones import raise_status
from infra.local.meta.reading import Json, read_object, read_text
from infra.local.meta.refusals import Refusal
from infra.local.meta.sending import Late, Sending
from infra.local.meta.state import State

KNOWN_VERSIONS = frozenset(f"v{number}.0" for number in range(21, 28))
TYPING_SECONDS = 25
_PATH = re.compile(r"/(v\d+\.\d+)/([^/]+)(?:/([a-z_]+))?/?")
_TIERS = {250: "TIER_250", 2000: "TIER_2K", 10_000: "TIER_10K", 100_000: "TIER_100K"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphCall:
    method: str
    path: str
    query: dict[str, str]
    authorization: str
    body: Json | None
    """None when there was none, or it was not a JSON object."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Json
    after: float = 0.0
    """Seconds to wait before answering."""
    given: bool = True
    """False: the connection is closed without an answer."""


def is_graph(path: str) -> bool:
    return re.match(r"/v\d", path) is not None


class UnknownPath(Refusal):
    """Nothing that the service has any reason to call."""


class Graph:
    def __init__(self, state: State, sending: Sending) -> None:
        self._state = state
        self._sending = sending

    def answer(self, call: GraphCall) -> Answer:
        faults = self._state.faults
        if faults.down:
            if call.path.endswith("/messages") and call.body is not None:
                self._sending.unheard(call.body)
            return Answer(503, {}, given=False)
        try:
            return self._answer(call)
        except Late as late:
            return Answer(late.refusal.http_status, late.refusal.body(), late.latency)
        except UnknownPath as unknown:
            with self._state.lock:
                self._state.statistics.unknown_paths[f"{call.method} {call.path}"] += 1
            return Answer(unknown.http_status, unknown.body())
        except Refusal as refusal:
            return Answer(refusal.http_status, refusal.body())

    def _answer(self, call: GraphCall) -> Answer:
        config = self._state.config
        found = _PATH.fullmatch(call.path)
        if not found or found[1] not in KNOWN_VERSIONS | {config.graph_version}:
            raise UnknownPath(2500, f"Unknown path components: {call.path}")
        if not hmac.compare_digest(call.authorization.encode(), f"Bearer {config.access_token}".encode()):
            raise Refusal(190, "Error validating access token")
        node, edge = found[2], found[3] or ""
        if node == config.phone_number_id:
            return self._number(call, edge)
        if node == config.waba_id:
            return self._account(call, edge)
        raise UnknownPath(100, f"Object with ID '{node}' does not exist", subcode=33)

    def _number(self, call: GraphCall, edge: str) -> Answer:
        match call.method, edge:
            case "GET", "":
                return Answer(200, _select_fields(self._number_fields(), call.query.get("fields", "")))
            case "POST", "messages" if "status" in _require_body(call.body):
                return Answer(200, self._mark_read(_require_body(call.body)))
            case "POST", "messages":
                accepted = self._sending.send(_require_body(call.body))
                return Answer(200, accepted.body, accepted.latency, accepted.answered)
            case "GET", "block_users":
                limit = call.query.get("limit", "")
                page = blocks.list_blocked(
                    self._state, int(limit) if limit.isdecimal() else 100, call.query.get("after", "")
                )
                return Answer(200, page)
            case ("POST" | "DELETE") as method, "block_users":
                status, body = blocks.change(self._state, _require_body(call.body), blocked=method == "POST")
                return Answer(status, body)
            case _:
                raise UnknownPath(2500, f"Unknown path components: /{edge}")

    def _account(self, call: GraphCall, edge: str) -> Answer:
        match call.method, edge:
            case "GET", "":
                fields: Json = {"id": self._state.config.waba_id, "name": self._state.config.verified_name}
                return Answer(200, _select_fields(fields, call.query.get("fields", "")))
            case "GET", "message_templates":
                return Answer(200, self._templates(call.query))
            case "POST", "message_templates":
                template = templates.read_graph(_require_body(call.body))
                with self._state.lock:
                    self._state.templates.create(template)
                return Answer(
                    200, {"id": template.id, "status": template.status, "category": template.category}
                )
            case _:
                raise UnknownPath(2500, f"Unknown path components: /{edge}")

    def _templates(self, query: dict[str, str]) -> Json:
        with self._state.lock:
            held = self._state.templates.all()
        wanted = [
            each
            for each in held
            if query.get("name", each.name) == each.name and query.get("status", each.status) == each.status
        ]
        limit = int(query["limit"]) if query.get("limit", "").isdecimal() else len(wanted)
        start = int(query["after"]) if query.get("after", "").isdecimal() else 0
        fields = query.get("fields", "")
        told: Json = {
            "data": [_select_fields(each.listed(), fields) for each in wanted[start : start + limit]]
        }
        if start + limit < len(wanted):
            told["paging"] = {"cursors": {"before": str(start), "after": str(start + limit)}}
        return told

    def _mark_read(self, body: Json) -> Json:
        """Read receipt for a citizen's message and those before it; with it, the typing indicator."""
        state = self._state
        with state.lock:
            found = state.phones.where(read_text(body, "message_id"))
            if body.get("status") != "read" or not found:
                raise Refusal(131009, "message_id: no such message")
            citizen, last = found
            for message in citizen.messages:
                if message.author == "citizen" and message.at <= last.at:
                    raise_status(message, "read")
            if read_object(body, "typing_indicator") and window_is_open(citizen.last_wrote_at, state.clock()):
                citizen.typing_until = state.clock() + TYPING_SECONDS
        return {"success": True}

    def _number_fields(self) -> Json:
        config, faults = self._state.config, self._state.faults
        tier = "TIER_UNLIMITED" if faults.tier is None else _TIERS.get(faults.tier, f"TIER_{faults.tier}")
        return {
            "id": config.phone_number_id,
            "display_phone_number": config.display_phone_number,
            "verified_name": config.verified_name,
            "quality_rating": "GREEN",
            "status": "CONNECTED",
            "name_status": "APPROVED",
            "platform_type": "CLOUD_API",
            "code_verification_status": "VERIFIED",
            "throughput": {"level": "STANDARD" if faults.number_rate <= 80 else "HIGH"},
            "whatsapp_business_manager_messaging_limit": tier,
            "health_status": {
                "can_send_message": "AVAILABLE",
                "entities": [
                    {
                        "entity_type": "PHONE_NUMBER",
                        "id": config.phone_number_id,
                        "can_send_message": "AVAILABLE",
                    },
                    {"entity_type": "WABA", "id": config.waba_id, "can_send_message": "AVAILABLE"},
                ],
            },
        }


def _require_body(body: Json | None) -> Json:
    if body is None:
        raise Refusal(100, "the body is not a JSON object")
    return body


def _select_fields(all_of_them: Json, wanted: str) -> Json:
    names = [name.strip() for name in wanted.split(",") if name.strip()] or list(all_of_them)
    for name in names:
        if name not in all_of_them:
            raise Refusal(100, f"Tried accessing nonexisting field ({name})")
    return {"id": all_of_them["id"], **{name: all_of_them[name] for name in names}}
