"""Find and mask identifiers of people in a text."""

from urp.masking.finding import collect_published, find_identifiers, mask
from urp.masking.model import Identifier, IdentifierKind

__all__ = ["Identifier", "IdentifierKind", "collect_published", "find_identifiers", "mask"]
