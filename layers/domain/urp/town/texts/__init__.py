"""Texts of automatic replies, and the words for their values."""

from urp.town.texts.catalogue import Texts, load_texts, load_texts_from
from urp.town.texts.keys import VALUES_OF, TextKey
from urp.town.texts.readability import compute_gulpease

__all__ = ["VALUES_OF", "TextKey", "Texts", "compute_gulpease", "load_texts", "load_texts_from"]
