"""Made-up people: their phones, user ids, names, and the ids of their messages.

Numbers the simulator makes up are 39333000xxxx: the range this repository keeps for people who do not
exist. No message of the simulator leaves the loopback address, so none of them is ever dialled.
"""

import base64
import hashlib
import re
import secrets

MADE_UP_RANGE = "39333000"
MADE_UP_NUMBERS = 10_000

_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_PHONE = re.compile(r"[0-9]{6,15}")
_FIRST_NAMES = (
    "Giulia", "Marco", "Chiara", "Luca", "Elena", "Paolo", "Francesca", "Andrea", "Sara", "Davide", "Marta",
    "Stefano", "Anna", "Matteo", "Laura", "Simone", "Lucia", "Fabio", "Irene", "Nicola", "Teresa", "Pietro",
)  # fmt: skip
_INITIALS = "ABCDFGLMNPRSTVZ"


def is_user_id(address: str) -> bool:
    return _USER_ID.fullmatch(address) is not None


def is_phone(address: str) -> bool:
    return _PHONE.fullmatch(address) is not None


def _hash_to_number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:10])


def make_user_id(phone: str) -> str:
    """The one user id of a phone: always the same, and not readable back into the number."""
    return f"IT.1{_hash_to_number('user id ' + phone) % 10**19:019d}"


def make_phone(number: int) -> str:
    return f"{MADE_UP_RANGE}{number % MADE_UP_NUMBERS:04d}"


def choose_phone_number(user_id: str) -> int:
    """Where in the made-up range a user id nobody has seen yet gets its phone."""
    return _hash_to_number("phone " + user_id) % MADE_UP_NUMBERS


def make_name(phone: str) -> str:
    number = _hash_to_number("name " + phone)
    return f"{_FIRST_NAMES[number % len(_FIRST_NAMES)]} {_INITIALS[number // 100 % len(_INITIALS)]}."


def make_message_id(address: str, *, from_citizen: bool) -> str:
    """A new id in WhatsApp's form, which hides the citizen's number inside as the real ones do."""
    hidden = address.encode()
    mark = b"\x12" if from_citizen else b"\x11"
    inside = b"\x1c\x18" + bytes([len(hidden)]) + hidden + b"\x15\x02\x00" + mark + b"\x18\x14"
    return "wamid." + base64.b64encode(inside + secrets.token_hex(10).upper().encode() + b"\x00").decode()
