"""How somebody joined and left, looked up by number or user id: whoever is asked must be able to show it
(GDPR art. 7(1)). Recorded, and counted as a whole number seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.acts.model import Act
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, SenderIds
from urp.errors import InvalidError
from urp.notices.imports.model import LineFault
from urp.notices.imports.phones import mobile_phone

if TYPE_CHECKING:
    from urp.desk.searching import LookUpPerson
    from urp.privacy.store.consents import ConsentLedger

_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")


@dataclass(frozen=True, slots=True)
class LookUpConsent:
    look_up: LookUpPerson
    ledger: ConsentLedger

    def __call__(
        self, phone: str | None, user_id: str | None, act: Act
    ) -> tuple[Citizen | None, tuple[LedgerEntry, ...]]:
        """One of the two, as it was written. None where it is nobody's that we know."""
        citizen = self.look_up(SenderIds(user_id, read_phone(phone) if phone else None), act)
        return citizen, self.ledger.of(citizen) if citizen else ()


def read_phone(written: str) -> str:
    """As WhatsApp names it. An Italian number may come without the country's code."""
    italian = mobile_phone(written)
    if not isinstance(italian, LineFault):
        return italian
    abroad = _ABROAD.fullmatch(re.sub(r"[\s./()-]+", "", written))
    if abroad is None or abroad[1].startswith("39"):
        raise InvalidError("phone", "non è un numero di cellulare: si scrive come +39 seguito dalle cifre")
    return abroad[1]
