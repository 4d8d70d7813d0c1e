"""Account and number of an event: a webhook brings the events of all accounts and numbers that the
application may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from urp.whatsapp.json_shape import JsonObject, read_id, read_object, read_text


class Elsewhere(StrEnum):
    ANOTHER_ACCOUNT = "another-account"
    ANOTHER_NUMBER = "another-number"


@dataclass(frozen=True, slots=True)
class Origin:
    """Fields are None if Meta does not name them."""

    account_id: str | None = None
    number_id: str | None = None
    display_number: str | None = None
    """Digits only: Meta also writes spaces, dashes and a plus sign."""


@dataclass(frozen=True, slots=True)
class OurNumber:
    account_id: str
    """Meta's id of the WhatsApp account (WABA)."""
    number_id: str
    """Meta's id of the number."""
    display_number: str
    """The number itself, digits with the country code."""

    def find_elsewhere(self, origin: Origin) -> Elsewhere | None:
        """None for an event of ours; what names no account and no number is taken as ours."""
        if origin.account_id not in (None, self.account_id):
            return Elsewhere.ANOTHER_ACCOUNT
        if origin.number_id is not None:  # Meta shows a test number otherwise than it is dialled
            return None if origin.number_id == self.number_id else Elsewhere.ANOTHER_NUMBER
        ours = origin.display_number in (None, self.display_number)
        return None if ours else Elsewhere.ANOTHER_NUMBER


def find_origin(account_id: str | None, value: JsonObject) -> Origin:
    """`account_id`: of the webhook's entry. `value`: of one change."""
    places = (read_object(value, "metadata"), read_object(value, "phone_number_settings"), value)
    numbers = (read_id(place, "phone_number_id") for place in places)
    shown = (read_text(place, "display_phone_number") for place in places)
    return Origin(
        account_id,
        next((number for number in numbers if number), None),
        next((digits for number in shown if (digits := _keep_digits(number))), None),
    )


def _keep_digits(written: str | None) -> str | None:
    return "".join(filter(str.isdecimal, written or "")) or None
