"""Texts of automatic replies, and the words for their values."""

from urp.town.texts.catalogue import Texts, load_texts, load_texts_from
from urp.town.texts.keys import VALUES_OF, TextKey

__all__ = ["VALUES_OF", "TextKey", "Texts", "load_texts", "load_texts_from"]
