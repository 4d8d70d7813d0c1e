"""Identifiers of people inside a text: found, and masked wherever nobody of the office needs to see them."""

from urp.masking.finding import collect_published, find_identifiers, mask
from urp.masking.model import Identifier, IdentifierKind

__all__ = ["Identifier", "IdentifierKind", "collect_published", "find_identifiers", "mask"]
