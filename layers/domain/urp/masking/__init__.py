"""Identifiers of people inside a text: found, and masked wherever nobody of the office needs to see them."""

from urp.masking.finding import find_identifiers, masked, published
from urp.masking.model import Identifier, IdentifierKind

__all__ = ["Identifier", "IdentifierKind", "find_identifiers", "masked", "published"]
