"""Why the office decided about a person, in its own words: kept long after what it is about, so without what
tells who somebody is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from urp.masking import IdentifierKind, find_identifiers

_REFUSED: Mapping[IdentifierKind, str] = {
    IdentifierKind.PHONE: "un numero di telefono",
    IdentifierKind.TAX_CODE: "un codice fiscale",
    IdentifierKind.EMAIL: "un indirizzo e-mail",
    IdentifierKind.IBAN: "un IBAN",
}
"""Told by their form with hardly a mistake; names and illnesses are left to whoever writes."""


def _refuse_identifiers(reason: str) -> str:
    found = {each.kind for each in find_identifiers(reason)}
    told = [words for kind, words in _REFUSED.items() if kind in found]
    if told:
        raise ValueError(f"contiene {' e '.join(told)}: il motivo resta a lungo, va scritto senza")
    return reason


WITHOUT = "Refused with a phone, codice fiscale, e-mail address or IBAN in it"
OfficeReason = Annotated[str, Field(min_length=3, max_length=120), AfterValidator(_refuse_identifiers)]
LongOfficeReason = Annotated[str, Field(min_length=3, max_length=300), AfterValidator(_refuse_identifiers)]
