"""One letter wrong, missing, added, or two swapped: what a thumb does."""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST_FORGIVEN = 7
"""Below seven letters one change makes too many other words: stop and step, crollo and collo."""

_ME = ("mi", "me", "ci")
_ANOTHER = frozenset({"ti", "si", "vi", "lo", "la", "li", "le", "ne", "re", "te"})


def near_words(word: str) -> Iterator[str]:
    """The word, and the word with each letter left out: two words one letter apart share one of these."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def one_letter_away(word: str, right: str) -> bool:
    """The first letter must be right: wrong first letters make other words (malore, valore)."""
    if word == right or word[0] != right[0]:
        return False
    if len(word) == len(right):
        wrong = [place for place in range(len(word)) if word[place] != right[place]]
        if len(wrong) == 1:
            return True
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return swapped and word[wrong[0]] == right[wrong[1]] and word[wrong[1]] == right[wrong[0]]
    longer, shorter = (word, right) if len(word) > len(right) else (right, word)
    if len(longer) != len(shorter) + 1:
        return False
    same = next((place for place in range(len(shorter)) if longer[place] != shorter[place]), len(shorter))
    return longer[same + 1 :] == shorter[same:]


def of_something_else(word: str, right: str) -> bool:
    """ "Toglieteli" is no mistake for "toglietemi"."""
    return right.endswith(_ME) and word[-2:] in _ANOTHER and word[:-2] == right[:-2]
