"""Identifiers of people inside a text: found, and masked wherever nobody of the office needs to see them."""

from urp.personal_data.finding import find_identifiers, published
from urp.personal_data.masking import masked
from urp.personal_data.model import Identifier, IdentifierKind

__all__ = ["Identifier", "IdentifierKind", "find_identifiers", "masked", "published"]
