"""Confirming, strict: for whoever was asked to confirm; from anybody else the same words are a question."""

from __future__ import annotations

from urp.meaning.normalisation import read_words
from urp.meaning.surroundings import without_courtesy
from urp.meaning.word_files import listed


def confirms(text: str) -> bool:
    """The whole message is the word on the button, and at most politeness."""
    wording = read_words(text)
    return not wording.asks and without_courtesy(wording) in listed("joining", "alone.confirm")
