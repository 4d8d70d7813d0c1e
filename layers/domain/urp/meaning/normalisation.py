"""Reads a text as plain words in linear time, without accents, marks, disguises and phone shorthand.

`read_words` is for Italian and English, `fold_words` for all other languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.word_files import load_table

LONGEST = 4_096  # WhatsApp's longest text
_LONGEST_APART = LONGEST + LONGEST // 4  # with its accents as characters of their own
MOST_PIECES = 1_000
"""Words and marks of a text that are read: 4,096 characters of any language hold some 900."""
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Accents and other marks, zero-width and direction characters, soft hyphens, variation selectors."""
_KEPT_CONTROLS = "\n\t\r"
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′ʹ"), "'")
_CONFUSABLES = str.maketrans(
    "асеорхуіјѕһԁкмтвнгпοανικρτυχεηωσ",
    "aceopxyijshdkmtbhrnoavikptuxenwo",
)
"""Cyrillic and Greek letters that look Latin; used only inside words that mix scripts."""
_TOKEN = re.compile(r"[^\W_]+|[.,;:!?\n()]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_SPELLED_OUT = 4  # single letters in a row that are a word spelled out: "c a n c e l l a m i"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a message, and for each of them its clause and its sentence."""

    words: tuple[str, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    asking: frozenset[int]
    """Sentences that end in a question mark."""
    exclaims: bool
    raw: str
    """Folded, with everything that is not a word still in it."""
    written: str
    """As the citizen wrote it: capitals tell names from words."""
    town: TownWords = NO_TOWN
    """The town whose citizens write."""

    @property
    def asks(self) -> bool:
        return bool(self.asking)

    @property
    def longest_number(self) -> int:
        """Digits of the longest number, also when written in groups: ten are a phone."""
        runs = groupby(self.words, key=str.isdigit)
        return max((sum(map(len, run)) for digits, run in runs if digits), default=0)


class _Folding(dict[int, str | None]):
    """Folded characters, computed once; those beyond the first planes are not kept, so it stays small."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        dropped = unicodedata.category(character) in _DROPPED and character not in _KEPT_CONTROLS
        folded = None if dropped else _APOSTROPHES.get(code, character)
        if code < 0x3000:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case, without accents, marks and invisible characters; compatibility letters made plain."""
    shortened = text[:LONGEST]
    if not shortened.isascii():
        # Some single characters decompose into eighteen: cut again, so that time stays linear and small.
        shortened = unicodedata.normalize("NFKD", shortened)[:_LONGEST_APART].translate(_FOLDING)
    return shortened.casefold()


def read_words(text: str, town: TownWords = NO_TOWN) -> Wording:
    folded = fold(text)
    pieces = split_pieces(folded.replace(" + ", " piu "))
    return replace(build_wording(pieces[:MOST_PIECES], folded, text), town=town)


def split_pieces(folded: str) -> list[str]:
    """Words, and the marks that end a clause or a sentence."""
    return _TOKEN.findall(folded)


def build_wording(pieces: list[str], folded: str, written: str) -> Wording:
    words: list[str] = []
    clauses: list[int] = []
    sentences: list[int] = []
    asking: set[int] = set()
    plain_once = cache(_read_token)  # for this text alone: hostile ones repeat themselves
    clause = sentence = 0
    for piece in _join_spelled_out(pieces):
        if piece in ".!?\n":
            if piece == "?":
                asking.add(sentences[-1] if sentences else 0)
            clause, sentence = clause + 1, sentence + 1
        elif piece in ",;:()":
            clause += 1
        else:
            words.append(plain_once(piece))
            clauses.append(clause)
            sentences.append(sentence)
    exclaims = "!" in folded
    return Wording(
        tuple(words), tuple(clauses), tuple(sentences), frozenset(asking), exclaims, folded, written[:LONGEST]
    )


def _is_single(piece: str) -> bool:
    return len(piece) == 1 and piece != "\n"


def _join_spelled_out(pieces: list[str]) -> Iterator[str]:
    """Words spelled out letter by letter, with spaces or dots, become words again."""
    for spelled, run in groupby(pieces, key=_is_single):
        letters = list(run)
        word = "".join(letter for letter in letters if letter.isalpha())
        if spelled and len(word) >= _SPELLED_OUT:
            yield word
            if letters[-1] in ".!?":
                yield letters[-1]
        else:
            yield from letters


def _read_token(token: str) -> str:
    if not token.isascii() and any(character.isascii() for character in token):
        token = token.translate(_CONFUSABLES)
    token = _STRETCHED.sub(r"\1", token)
    return _load_shorthand().get(token, token)


@cache
def _load_shorthand() -> Mapping[str, str]:
    """How people shorten and spell on a phone, and in the dialect: the word that is meant."""
    return {short: meant for short, meant in load_table("shorthand").items() if isinstance(meant, str)}


def parts_of(wording: Wording, numbers: Sequence[int]) -> Iterator[Wording]:
    """Each sentence or clause by itself, as `numbers` tells them apart; none, where there is but one."""
    for _, run in groupby(range(len(wording.words)), key=numbers.__getitem__):
        places = list(run)
        if len(places) < len(wording.words):
            yield _select(wording, places)


def leave_out(wording: Wording, places: Set[int]) -> Wording:
    """The message as if these words had not been written."""
    return _select(wording, [place for place in range(len(wording.words)) if place not in places])


def stretches_of(wording: Wording, length: int) -> Iterator[Wording]:
    """So many words in a row, each stretch half over the one before; none, where there are no more."""
    last = len(wording.words) - length
    starts = range(0, last, length // 2) if last > 0 else ()
    yield from (
        _select(wording, range(start, start + length)) for start in (*starts, *([last] if starts else []))
    )


def _select(wording: Wording, places: Sequence[int]) -> Wording:
    words = tuple(wording.words[place] for place in places)
    sentences = tuple(wording.sentences[place] for place in places)
    return replace(
        wording,
        words=words,
        clauses=tuple(wording.clauses[place] for place in places),
        sentences=sentences,
        asking=wording.asking & set(sentences),
        exclaims=False,
        raw=" ".join(words),
    )


type Words = tuple[str, ...]

STRETCHED = re.compile(r"(.)\1{2,}")
"""Three or more of the same character."""

FIRST_HAN, END_OF_HAN = 0x3400, 0xA000
_INDIC_MARKS = range(0x0900, 0x0E00)
"""Their vowels are marks: without them words are no words."""
_FOLDED_LETTERS = str.maketrans("łđøıæœأإآٱىیئؤةکہھەё", "ldoiaoاااايييوهكهههе")
_MOST_FOREIGN_WORDS, _NORMALISED_AT_ONCE = 2_000, 256
"""In Chinese each character is a word: what follows the first 2,000 is not read."""


class _ForeignFolding(dict[int, str]):
    """As `_Folding`; Chinese characters are words of their own, and too many to keep."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if FIRST_HAN <= code < END_OF_HAN:
            return f" {character} "
        category = unicodedata.category(character)
        if category == "Cf" or (category[0] == "M" and code not in _INDIC_MARKS):
            folded = ""
        elif category[0] in "LNM":
            plain = character.translate(_FOLDED_LETTERS)
            accented = unicodedata.name(plain, "").startswith(("LATIN", "GREEK"))
            folded = unicodedata.normalize("NFKD", plain)[0] if accented else plain
        else:
            folded = " "
        if code < 0x3000:
            self[code] = folded
        return folded


_FOREIGN_FOLDING = _ForeignFolding()


def fold_words(text: str) -> Words:
    """Words of any language, folded: what two people may write differently becomes the same.

    No capitals, no accents on Latin letters, no vowel signs on Arabic ones, no look-alikes of another script.
    The word files of other languages are read so too.
    """
    plain = _normalise(text[:LONGEST]).casefold()
    return tuple(plain.translate(_FOREIGN_FOLDING).split())[:_MOST_FOREIGN_WORDS]


def _normalise(text: str) -> str:
    """NFKC in pieces, cut to the longest text: some single characters become eighteen."""
    whole = ""
    for start in range(0, len(text), _NORMALISED_AT_ONCE):
        whole += unicodedata.normalize("NFKC", text[start : start + _NORMALISED_AT_ONCE])
        if len(whole) >= LONGEST:
            break
    return whole[:LONGEST]


SHORTEST_FORGIVEN = 7
"""Below seven letters one change makes too many other words: stop and step, crollo and collo."""

_ME = ("mi", "me", "ci")
_ANOTHER = frozenset({"ti", "si", "vi", "lo", "la", "li", "le", "ne", "re", "te"})


def drop_each_letter(word: str) -> Iterator[str]:
    """The word, and the word with each letter left out: two words one letter apart share one of these."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def is_one_letter_away(word: str, right: str) -> bool:
    """True with one letter wrong, missing or added, or two swapped.

    The first letter must be right: wrong first letters make other words (malore, valore).
    """
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


def is_done_to_others(word: str, right: str) -> bool:
    """ "Toglieteli" is no mistake for "toglietemi"."""
    return right.endswith(_ME) and word[-2:] in _ANOTHER and word[:-2] == right[:-2]
