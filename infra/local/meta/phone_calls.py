"""Control calls about one phone or all of them: `/simulator/citizens…`."""

from infra.local.meta import identity
from infra.local.meta.control_call import Call, NotUnderstood
from infra.local.meta.inbound import IDENTITIES, Inbound, Writing
from infra.local.meta.phones import Citizen
from infra.local.meta.reading import Json, as_object, read_number, read_object, read_text
from infra.local.meta.receipts import Receipts
from infra.local.meta.state import State

MOST_LISTED = 40
MOST_TIMES = 1000


class PhoneCalls:
    def __init__(self, state: State, inbound: Inbound, receipts: Receipts) -> None:
        self._state = state
        self._inbound = inbound
        self._receipts = receipts

    def calls(self) -> dict[tuple[str, str], Call]:
        return {
            ("GET", "citizens"): self._citizens,
            ("POST", "citizens"): self._invent,
            ("GET", "citizens/*"): self._citizen,
            ("POST", "citizens/*/messages"): self._write,
            ("GET", "citizens/*/messages"): self._phone,
            ("POST", "citizens/*/read"): self._read,
        }

    def _citizens(self, _: list[str], query: dict[str, str], __: object) -> Json:
        """The citizens: first those who wrote, the latest before; `q` looks in names and numbers."""
        sought = query.get("q", "").casefold()
        with self._state.lock:
            everybody = self._state.phones.all()
            found = [each for each in everybody if not sought or sought in _list_names(each)]
            found.sort(key=_find_last_times, reverse=True)
            return {"count": len(everybody), "citizens": [each.described() for each in found[:MOST_LISTED]]}

    def _invent(self, _: list[str], __: dict[str, str], body: object) -> Json:
        with self._state.lock:
            return self._state.phones.invent(read_text(as_object(body), "name")).described()

    def _citizen(self, stars: list[str], _: dict[str, str], __: object) -> Json:
        with self._state.lock:
            return self._find(stars).described()

    def _write(self, stars: list[str], _: dict[str, str], body: object) -> Json:
        asked = as_object(body)
        message = read_object(asked, "message") or {
            "type": "text",
            "text": {"body": read_text(asked, "text")},
        }
        if "message" not in asked and not read_text(asked, "text"):
            raise NotUnderstood("text or message is required")
        shows, times = read_text(asked, "identity"), int(read_number(asked, "times", 1))
        if shows and shows not in IDENTITIES:
            raise NotUnderstood(f"identity must be one of {', '.join(IDENTITIES)}")
        if not 1 <= times <= MOST_TIMES:
            raise NotUnderstood(f"times must be between 1 and {MOST_TIMES}")
        writing = Writing(
            message=message,
            shows=shows or "both",
            name=read_text(asked, "name"),
            username=read_text(asked, "username"),
            at=read_number(asked, "at", 0) if "at" in asked else None,
            times=times,
        )
        return self._inbound.write(_to_address(stars), writing)

    def _phone(self, stars: list[str], _: dict[str, str], __: object) -> Json:
        with self._state.lock:
            citizen = self._find(stars)
            return {
                "citizen": citizen.phone,
                "name": citizen.name,
                "typing": citizen.typing_until > self._state.clock(),
                "messages": [message.described() for message in citizen.messages],
            }

    def _read(self, stars: list[str], _: dict[str, str], __: object) -> Json:
        with self._state.lock:
            return {"read": self._receipts.read(self._find(stars))}

    def _find(self, stars: list[str]) -> Citizen:
        return self._state.phones.find(_to_address(stars))


def _list_names(citizen: Citizen) -> str:
    return f"{citizen.name} {citizen.phone} {citizen.user_id}".casefold()


def _find_last_times(citizen: Citizen) -> tuple[float, float]:
    return citizen.last_wrote_at or 0, citizen.messages[-1].at if citizen.messages else 0


def _to_address(stars: list[str]) -> str:
    address = stars[0].removeprefix("+")
    if not identity.is_phone(address) and not identity.is_user_id(address):
        raise NotUnderstood("a citizen is a phone in digits, or a business-scoped user id")
    return address
