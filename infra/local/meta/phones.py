"""Everybody's phone: who they are, what is on it, and when they last wrote."""

from dataclasses import dataclass, field

from infra.local.meta import identity
from infra.local.meta.reading import Json


@dataclass(slots=True)
class PhoneMessage:
    """One message as it stands on a phone. `status` rises: accepted, sent, delivered, read; or is failed."""

    id: str
    author: str
    """`citizen` or `service`."""
    type: str
    text: str
    at: float
    status: str
    buttons: list[Json] = field(default_factory=list)
    quotes: str = ""
    header: str = ""
    footer: str = ""
    """First and last part of `text`, where the message has them."""

    def described(self) -> Json:
        return {
            "id": self.id,
            "direction": "in" if self.author == "citizen" else "out",
            "author": self.author,
            "type": self.type,
            "text": self.text,
            "at": round(self.at, 3),
            "status": self.status,
            "buttons": self.buttons,
            "quotes": self.quotes,
            "header": self.header,
            "footer": self.footer,
        }


_STEPS = {"accepted": 0, "sent": 1, "delivered": 2, "read": 3}


def raise_status(message: PhoneMessage, status: str) -> bool:
    """Move a message up to that status; False when it is there already or past it."""
    if status == "failed" and message.status != "failed":
        message.status = status
        return True
    if _STEPS.get(status, -1) <= _STEPS.get(message.status, len(_STEPS)):
        return False
    message.status = status
    return True


@dataclass(slots=True)
class Citizen:
    phone: str
    user_id: str
    name: str
    username: str = ""
    shows: str = "both"
    """Which ids their last webhook showed: both, phone or user_id."""
    last_wrote_at: float | None = None
    blocked: bool = False
    wrote_as: str = ""
    """The user id with which they last wrote: Meta blocks nobody under an id that never did."""
    typing_until: float = 0
    messages: list[PhoneMessage] = field(default_factory=list)

    def described(self) -> Json:
        last = self.messages[-1] if self.messages else None
        return {
            "citizen": self.phone,
            "user_id": self.user_id,
            "name": self.name,
            "blocked": self.blocked,
            "last_wrote_at": self.last_wrote_at,
            "last_text": last.text if last else "",
            "last_type": last.type if last else "",
            "last_at": last.at if last else 0,
            "unread": sum(
                1 for message in self.messages if message.author == "service" and message.status != "read"
            ),
        }


class Phones:
    """All citizens, by every address they have had. Not safe for threads by itself: callers hold the lock."""

    def __init__(self) -> None:
        self._by_address: dict[str, Citizen] = {}
        self._citizens: list[Citizen] = []
        self._places: dict[str, tuple[Citizen, PhoneMessage]] = {}
        self._invented = 0

    def find(self, address: str) -> Citizen:
        """The citizen of that phone or user id. Everybody exists; a new one gets the other half."""
        found = self._by_address.get(address)
        if found is None and identity.is_user_id(address):
            found = self._new(self._free_phone(identity.choose_phone_number(address)), address)
        elif found is None:
            found = self._new(address, identity.make_user_id(address))
        return found

    def invent(self, name: str = "") -> Citizen:
        citizen = self.find(self._free_phone(self._invented))
        self._invented += 1
        citizen.name = name or citizen.name
        return citizen

    def moved(self, citizen: Citizen, phone: str, user_id: str) -> None:
        """A number change: the new ids are theirs from now on, the old ones still name them."""
        if phone:
            citizen.phone = phone
            self._by_address[phone] = citizen
        if user_id and user_id != citizen.user_id:
            citizen.blocked = False  # the block was of the old id
        if user_id:
            citizen.user_id = user_id
            self._by_address[user_id] = citizen

    def put(self, citizen: Citizen, message: PhoneMessage) -> None:
        """Lay a message on a phone, in the order of its time."""
        place = len(citizen.messages)
        while place and citizen.messages[place - 1].at > message.at:
            place -= 1
        citizen.messages.insert(place, message)
        self._places[message.id] = citizen, message

    def where(self, message_id: str) -> tuple[Citizen, PhoneMessage] | None:
        return self._places.get(message_id)

    def all(self) -> list[Citizen]:
        return list(self._citizens)

    def _new(self, phone: str, user_id: str) -> Citizen:
        citizen = Citizen(phone, user_id, identity.make_name(phone))
        self._by_address[phone] = self._by_address[user_id] = citizen
        self._citizens.append(citizen)
        return citizen

    def _free_phone(self, start: int) -> str:
        for step in range(identity.MADE_UP_NUMBERS):
            phone = identity.make_phone(start + step)
            if phone not in self._by_address:
                return phone
        raise ValueError("every made-up number is taken: reset the simulator, or bring numbers of your own")
