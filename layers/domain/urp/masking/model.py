"""Kinds of identifiers, and one identifier at its place in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    TAX_CODE = "tax_code"
    IBAN = "iban"
    PAYMENT_CARD = "payment_card"
    VAT_NUMBER = "vat_number"
    PLATE = "plate"
    PHONE = "phone"
    EMAIL = "email"
    IDENTITY_DOCUMENT = "identity_document"
    HEALTH_CARD = "health_card"


SHOWN: Mapping[IdentifierKind, str] = {
    IdentifierKind.TAX_CODE: "[codice fiscale]",
    IdentifierKind.IBAN: "[IBAN]",
    IdentifierKind.PAYMENT_CARD: "[numero di carta]",
    IdentifierKind.VAT_NUMBER: "[partita IVA]",
    IdentifierKind.PLATE: "[targa]",
    IdentifierKind.PHONE: "[numero di telefono]",
    IdentifierKind.EMAIL: "[indirizzo e-mail]",
    IdentifierKind.IDENTITY_DOCUMENT: "[documento d'identità]",
    IdentifierKind.HEALTH_CARD: "[tessera sanitaria]",
}
"""Replacements; words, since a screen reader reads dots and stars one by one."""


@dataclass(frozen=True, slots=True)
class Identifier:
    kind: IdentifierKind
    start: int
    end: int
    """One past its last character, in the text as it was written."""
