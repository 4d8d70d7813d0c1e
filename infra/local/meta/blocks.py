"""The block list of the number: `…/block_users`."""

from infra.local.meta.faults import ONLY_OF_BLOCKS
from infra.local.meta.identity import is_phone, is_user_id
from infra.local.meta.limits import window_is_open
from infra.local.meta.reading import Json, read_objects, read_text
from infra.local.meta.refusals import Refusal, find_words, to_failure
from infra.local.meta.state import State

MOST_BLOCKED = 64_000


def change(state: State, body: Json, *, blocked: bool) -> tuple[int, Json]:
    """Block or unblock people; HTTP status and body, which names who failed even beside an error."""
    people = read_objects(body, "block_users")
    if body.get("messaging_product") != "whatsapp" or not people:
        raise Refusal(100, "messaging_product and block_users are required")
    done: list[Json] = []
    failed: list[Json] = []
    with state.lock:
        for person in people:
            address = read_text(person, "user").removeprefix("+") or read_text(person, "user_id")
            code = _find_refusal(state, address, blocked=blocked) or _choose_error(state)
            told: Json = {"input": address, ("wa_id" if is_phone(address) else "user_id"): address}
            if code:
                failed.append({**told, "errors": [_to_error(code)]})
            else:
                state.phones.find(address).blocked = blocked
                done.append(told)
    answer: Json = {"messaging_product": "whatsapp"}
    lists: Json = {"added_users" if blocked else "removed_users": done}
    if not failed:
        return 200, {**answer, "block_users": lists}
    return 400, {**answer, "block_users": {**lists, "failed_users": failed}, **Refusal(139100).body()}


def list_blocked(state: State, limit: int, after: str) -> Json:
    """A page of the block list; `after` is the cursor of the page before."""
    start = int(after) if after.isdecimal() else 0
    with state.lock:
        blocked = [each for each in state.phones.all() if each.blocked]
    page = blocked[start : start + limit]
    told: Json = {
        "data": [
            {"messaging_product": "whatsapp", "wa_id": each.phone, "user_id": each.user_id} for each in page
        ]
    }
    if start + limit < len(blocked):
        told["paging"] = {"cursors": {"before": str(start), "after": str(start + limit)}}
    return told


def _find_refusal(state: State, address: str, *, blocked: bool) -> int | None:
    if not is_phone(address) and (not is_user_id(address) or ".ENT." in address):
        return 131009
    if address == state.config.display_phone_number:
        return 131021
    if not blocked:
        return None
    person = state.phones.find(address)
    if person.wrote_as != person.user_id or not window_is_open(person.last_wrote_at, state.clock()):
        return 131047
    return 139101 if sum(each.blocked for each in state.phones.all()) >= MOST_BLOCKED else None


def _choose_error(state: State) -> int | None:
    """Of the injected errors those that only a block can meet: they are no message's."""
    errors = (error for error in state.faults.errors if error.code in ONLY_OF_BLOCKS)
    return next((error.code for error in errors if state.chance.random() < error.rate), None)


def _to_error(code: int) -> Json:
    return {"message": find_words(code), "code": code, "error_data": to_failure(code)["error_data"]}
