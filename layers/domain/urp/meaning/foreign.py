"""What is written in a language that the desk does not answer in: which one, and the few things heard in it.

A language is told by its script, its commonest words (`words/foreign/`) or its dictionary; in Latin letters
only where its words outnumber the Italian and English ones. Its cries for help and its wish to leave are
phrases as in the other word files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from urp.language import HEARD, UNKNOWN
from urp.meaning.concepts import concepts_of
from urp.meaning.model import LIFE, Kind, Meaning
from urp.meaning.normalisation import END_OF_HAN, FIRST_HAN, LONGEST, Wording, Words, fold_words
from urp.meaning.phrases import Compiled, Hit, PhraseBook, Phrases
from urp.meaning.word_counts import WordCounts, load_word_counts
from urp.meaning.word_features import foreign_features_of
from urp.meaning.word_files import load_built, load_entries, load_words

NOT_UNDERSTOOD = "foreign.unknown"
"""Rule of a possible danger of which nothing is known but that no language heard here explains it."""
LATIN, HAN = "latin", "han"
_END_OF_LATIN = 0x0250
_SCRIPTS = (
    ("cyrillic", 0x0400, 0x0530),
    ("arabic", 0x0600, 0x0780),
    ("bengali", 0x0980, 0x0A00),
    ("gurmukhi", 0x0A00, 0x0A80),
    (HAN, FIRST_HAN, END_OF_HAN),
)
_LANGUAGES_OF = {
    "cyrillic": ("mk", "ru", "uk"),
    "arabic": ("ary", "ar", "ur"),
    "bengali": ("bn",),
    "gurmukhi": ("pa",),
    HAN: ("zh",),
}
"""All others of those heard are written in Latin letters. Of equally likely ones the first counts: what only
Moroccans say stands among the phrases of Arabic too."""
_IN_LATIN_LETTERS_TOO = ("mk",)
"""Typed in them on many phones: its lists and its messages are read as its dictionary spells them."""
_OWN_LETTERS = {"uk": "іїєґ", "mk": "ѓќѕџљњј", "ru": "ыэъё", "ur": "ٹڈڑںےھ"}
"""Letters of a script that of its languages heard here this one alone writes."""
_OWN_LETTER = 2
_FEW = 2
"""Words that tell nothing: a name, a place, a borrowed greeting; and letters of another script."""
_OF_OTHERS = 3
"""A third of the letters in another script, beside an address in Italian, is no quotation."""
_SURELY, _SENTENCE = 2, 4
_BRIEF = 6
_COMMON = 20
"""Messages in Italian that a word stood in: from there it tells of no other language."""
_LOOKED_AT = 100
_LIKELY = 3
_LONGEST_COMMAND = 40
_LONGEST_ALONE = 4
_LONGEST_NAME = 4
"""Letters of a word that is Macedonian for "it burns" and an Italian surname."""
_SURE_FROM = 0.35
"""From here the staff on duty are alerted. Chosen on a quarter of `foreign_train.jsonl`, with weights learned
from the rest; so are the next two."""
_AGREED_FROM = 0.0
"""A cry of the lists is one from here; else it is a possible one."""
_POSSIBLE_FROM = 0.1
_DOUBTED_BELOW = -0.7
"""A cry of the lists is none below, in more than a few words. Chosen on possible alarms."""
_ASKING = "?؟？"
_RULE = "foreign."
_PHRASES = {
    "cries": ("distress", "emergency", "alone", "help", "hurt", "possible", "past", "calm"),
    "leave": ("doubt",),
    "erase": ("anywhere",),
    "join": ("anywhere",),
    "person": ("anywhere",),
}
_ONLY_POSSIBLE = ("help", "alone", "possible")
_LONGEST_BEGINNING = 12  # that a phrase book looks for
_NO_WORDS = re.compile(r"\S*\*|_")
"""Beginnings of words, and the gaps of a phrase."""
_VIETNAMESE = re.compile("[ơưạ-ỹ]")
"""Letters of no language that is read; without their marks its words look like French ones."""
_WISHES = {"join": Kind.WANTS_TO_JOIN, "person": Kind.QUESTION}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Words that tell the languages in Latin letters apart, loaded at once."""

    words: Mapping[str, Set[str]]
    """By language."""
    alone: Mapping[str, str]
    """By whole message of four words or fewer, the language whose cry or leave it is."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the word files of some languages found in a message."""

    rules: frozenset[str]
    cry: Meaning | None
    asks: bool


_WRITTEN = re.compile(r"[\u0590-\u1cff\u2e80-\ud7ff\uf900-\ufaff]+")
"""Scripts whose letters look like no Latin ones."""
_NOT_ITALIAN = re.compile(r"[^\W\d_a-zàáâèéêìíîòóôùúû]")
_LATIN_LETTER = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_OTHER_LETTER = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")


def languages_of(words: Words, text: str, counts: WordCounts) -> Words:
    """ISO codes: the language of the text, or `UNKNOWN`, then the others of its script, which people mix.

    None for what is, or may well be, Italian or English. `words`: those of the text.
    """
    words = tuple(word for word in words if not word.isdigit())[:_LOOKED_AT]
    letters = Counter[str]()
    for word in words:
        scripts = {_script(ord(character)) for character in word}
        letters[LATIN if LATIN in scripts else scripts.pop()] += len(word)  # mixed ones hide a Latin word
    latin = letters.pop(LATIN, 0)
    script, most = max(letters.items(), key=lambda each: each[1], default=("", 0))
    if most >= _FEW and most * _OF_OTHERS >= latin:
        return _tell_apart(words, script, text[:LONGEST].casefold())
    return _tell_apart_in_latin_letters(words, text, counts)


def drop_other_scripts(text: str) -> str:
    """Keep what may be Italian or English: words hidden by look-alikes too, and all that has no letters."""
    tokens = _WRITTEN.sub(" ", text[:LONGEST]).split(" ")
    return " ".join(
        token for token in tokens if _LATIN_LETTER.search(token) or not _OTHER_LETTER.search(token)
    )


def hear(languages: Words, words: Words, text: str) -> Meaning:
    """Read cries first, then wishes; only a sentence that is a listed one, and asks nothing, is a leave."""
    lists = _read_lists([each for each in languages if each != UNKNOWN], words, text)
    heard, language = lists.cry, languages[0]
    if language != UNKNOWN:
        heard = _weigh(lists.cry, language, _features(language, words, lists), brief=len(words) <= _BRIEF)
    if heard is None or lists.cry is None:
        wish = _read_wish(languages, words, lists.rules, asks=lists.asks)
        if heard is None or wish.kind is Kind.LEAVE or (heard.doubtful and wish.kind is not Kind.QUESTION):
            heard = wish
    if heard.kind in LIFE and language != UNKNOWN and _script_of(language) == LATIN:
        return replace(heard, written_in=heard.rule.split(".")[1])  # the others are as likely
    return replace(heard, written_in=language)


def features_to_learn(language: str, text: str) -> frozenset[str]:
    """What `hear` weighs, of a labelled message."""
    words = fold_words(text)
    return _features(language, words, _read_lists((language,), words, text))


def is_in_two_scripts(words: Words) -> bool:
    """True for words in Latin letters beside words without any: look-alikes hide inside a word."""
    others = any(_OTHER_LETTER.search(word) and not _LATIN_LETTER.search(word) for word in words)
    return others and any(map(_LATIN_LETTER.search, words))


def is_the_command_anywhere(words: Words) -> bool:
    """With courtesy of one of the languages whose letters stand there, or of one not heard here."""
    scripts = {_script(ord(word[0])) for word in words}
    languages = (language for script in scripts for language in _LANGUAGES_OF.get(script, ()))
    return any(is_the_command(language, words) for language in (UNKNOWN, *languages))


def is_the_command(language: str, words: Words) -> bool:
    """ "Cancellami" with courtesy in their own language."""
    command = {(each,) for each in load_words("leaving", "beside_danger.command")}
    if language == UNKNOWN:
        return _is_one_of(words, command, frozenset(map(fold_words, load_words("foreign_words", "courtesy"))))
    return _is_only(words, command, language)


def is_partly_ours(language: str, words: Words) -> bool:
    """Some of it is Italian, and no word of theirs as well; so are Latin letters among others."""
    if (language == UNKNOWN or _script_of(language) != LATIN) and is_in_two_scripts(words):
        return True
    theirs = _load_vocabulary().words.get(language) or (
        _load_all_words(language) if language != UNKNOWN else frozenset()
    )
    return len((load_words("languages", "italian") - theirs).intersection(words)) >= _FEW


def _read_cry(languages: Sequence[str], words: Words, hits: Sequence[Hit], *, asks: bool) -> Meaning | None:
    """Of any of them; what is an idiom in one of them is none in its neighbour either. A call for help beside
    other words is a possible danger, and a sure one beside a fall, a body or a fire: none of last year's, and
    where nothing is asked."""
    calm = [hit for hit in hits if hit.rule.endswith(".calm")]
    heard: dict[str, Hit] = {}
    for hit in hits:
        name = hit.rule.rpartition(".")[2]
        if name in _ONLY_POSSIBLE:
            explained = any(each.start < hit.end and hit.start < each.end for each in calm)
        else:
            explained = any(each.start <= hit.start and hit.end <= each.end for each in calm)
        if not explained:
            heard.setdefault(name, hit)
    for name, kind in (("distress", Kind.DISTRESS), ("emergency", Kind.EMERGENCY)):
        if name in heard:
            return _danger_of(kind, heard[name], words)
    for language in languages:
        if "alone" in heard and _is_only(words, _load_sentences(language, "cries", "alone"), language):
            return Meaning(Kind.EMERGENCY, f"{_RULE}{language}.alone", words)
    for name in _ONLY_POSSIBLE:
        if name in heard:
            sure = name == "help" and "hurt" in heard and "past" not in heard and not asks
            return replace(_danger_of(Kind.EMERGENCY, heard[name], words), doubtful=not sure)
    return None


def _weigh(listed_cry: Meaning | None, language: str, features: Set[str], *, brief: bool) -> Meaning | None:
    """What the lists heard and what all words say together; of a few words the lists know more."""
    speaks = load_word_counts().foreign.weigh(features)
    certain = listed_cry is not None and not listed_cry.doubtful
    sure = speaks >= _SURE_FROM or (certain and (brief or speaks >= _AGREED_FROM))
    listed_one = listed_cry is not None and (brief or speaks >= _DOUBTED_BELOW)
    if not (sure or listed_one or speaks >= _POSSIBLE_FROM):
        return None
    heard = listed_cry or Meaning(Kind.EMERGENCY, f"{_RULE}{language}.weighed")
    return replace(heard, doubtful=not sure)


def _read_lists(languages: Sequence[str], words: Words, text: str) -> _Lists:
    hits = [
        hit
        for language in languages
        for hit in _load_phrases(language).hits(_wording(_spell(language, words)))
    ]
    asks = any(mark in text for mark in _ASKING)
    return _Lists(frozenset(hit.rule for hit in hits), _read_cry(languages, words, hits, asks=asks), asks)


def _features(language: str, words: Words, lists: _Lists) -> frozenset[str]:
    cry = "none" if lists.cry is None else "possible_cry" if lists.cry.doubtful else "cry"
    names = {rule.rpartition(".")[2] for rule in lists.rules} | {cry}
    words = _spell(language, words)
    return foreign_features_of(language, words, concepts_of(language).read(words), names, asks=lists.asks)


def _danger_of(kind: Kind, hit: Hit, words: Words) -> Meaning:
    return Meaning(kind, hit.rule, words[hit.start : hit.end])


def _read_wish(languages: Words, words: Words, rules: Set[str], *, asks: bool) -> Meaning:
    """An erasure or a wish to leave is one in any of them. What no language explains may be a danger."""
    erasing = [rule for each in languages if (rule := f"{_RULE}{each}.erase") in rules]
    if erasing and not asks:
        return Meaning(Kind.ERASE_DATA, erasing[0])
    language = languages[0]
    unknown = language == UNKNOWN
    if is_the_command(language, words):
        return Meaning(Kind.LEAVE, f"{_RULE}command", words)
    if not unknown and _is_only(words, _load_sentences(language, "leave", "exact"), language):
        kind = Kind.WANTS_TO_LEAVE if asks else Kind.LEAVE
        return Meaning(kind, f"{_RULE}{language}.leave", words)
    for each in languages:
        if f"{_RULE}{each}.doubt" in rules or (each != UNKNOWN and _may_leave(words, each)):
            return Meaning(Kind.WANTS_TO_LEAVE, f"{_RULE}{each}.leave")
    if unknown:
        return Meaning(Kind.EMERGENCY, NOT_UNDERSTOOD, doubtful=True)
    for name, kind in _WISHES.items():
        if f"{_RULE}{language}.{name}" in rules:
            return Meaning(kind, f"{_RULE}{language}.{name}")
    return Meaning(Kind.QUESTION, f"{_RULE}{language}")


def asks_for_person(meaning: Meaning) -> bool:
    return meaning.rule.startswith(_RULE) and meaning.rule.endswith(".person")


def _may_leave(words: Words, language: str) -> bool:
    alone = _load_sentences(language, "leave", "alone")
    exact = _load_sentences(language, "leave", "exact")
    return _is_only(words, alone, language) or _holds(_spell(language, words), exact)


def _is_only(words: Words, sentences: Set[Words], language: str) -> bool:
    """One of these sentences, and nothing but courtesy around it."""
    return _is_one_of(_spell(language, words), sentences, _load_sentences(language, "person", "courtesy"))


def _is_one_of(words: Words, sentences: Set[Words], courtesy: Set[Words]) -> bool:
    if len(words) > _LONGEST_COMMAND:
        return False
    return any(
        words[place : place + len(sentence)] == sentence
        and _is_made_of(words[:place], courtesy)
        and _is_made_of(words[place + len(sentence) :], courtesy)
        for sentence in sentences
        for place in range(len(words) - len(sentence) + 1)
    )


def _holds(words: Words, sentences: Set[Words]) -> bool:
    longest = max(map(len, sentences))
    return any(
        words[place : place + length] in sentences
        for place in range(min(len(words), _LOOKED_AT))
        for length in range(1, longest + 1)
    )


def _is_made_of(words: Words, phrases: Set[Words]) -> bool:
    reached = {0}
    for place in range(len(words)):
        if place in reached:
            reached |= {
                place + len(phrase) for phrase in phrases if words[place : place + len(phrase)] == phrase
            }
    return len(words) in reached


def _tell_apart(words: Words, script: str, text: str) -> Words:
    """By their commonest words and by letters that one language alone has; without any, by a dictionary that
    has most of them: a cry in a language not heard here must stay unknown."""
    neighbours = _LANGUAGES_OF.get(script, ())
    votes = Counter[str]()
    for code in neighbours:
        votes[code] = sum(
            sum(map(own.__contains__, words)) for own in (_load_common_words(code), _load_all_words(code))
        )
        votes[code] += _OWN_LETTER * len(set(_OWN_LETTERS.get(code, "")).intersection(text))
    if not any(votes.values()):
        read = {code: len(set(concepts_of(code).read(words))) for code in neighbours}
        votes.update({code: found for code, found in read.items() if found >= max(_FEW, len(words) / 2)})
    likeliest = sorted(neighbours, key=lambda code: -votes[code])
    known = bool(likeliest) and (len(likeliest) == 1 or votes[likeliest[0]] > 0)
    return tuple(likeliest if known else (UNKNOWN, *likeliest))


def _tell_apart_in_latin_letters(words: Words, text: str, counts: WordCounts) -> Words:
    """Two words may be a name, a place or a borrowed greeting: they must be a cry or a leave, and strange."""
    common = {word for word in words if counts.is_in_messages(word, _COMMON)}
    if common.issuperset(words):
        return ()
    if told := _find_whole_cry(words) or (_VIETNAMESE.search(text[:LONGEST].casefold()) and UNKNOWN):
        return (told,)
    longer = [word for word in words if len(word) > 1]
    never = {word for word in longer if counts.meant.get(word) is None}
    ours = max(
        sum(map(load_words("languages", each).__contains__, longer)) for each in ("italian", "english")
    )
    strange = [
        word for word in longer if word not in common and word not in load_words("languages", "dialect")
    ]
    votes = {
        code: sum(map(own.__contains__, _spell(code, strange)))
        for code, own in _load_vocabulary().words.items()
    }
    most = max(votes.values())
    likeliest = sorted(
        (code for code, vote in votes.items() if vote >= max(1, most - 1)), key=lambda code: -votes[code]
    )
    if most > ours and most >= _SURELY and len(words) > _FEW:
        return tuple(likeliest[:_LIKELY])
    for code in likeliest:
        names = code in _IN_LATIN_LETTERS_TOO and not 1 < len(words) < _SENTENCE  # "Gori" is one
        own = not names and not _load_vocabulary().words[code].isdisjoint(_spell(code, sorted(never)))
        if votes[code] >= _SURELY or own:
            hits = _load_phrases(code).hits(_wording(_spell(code, words)))
            cry = _read_cry((code,), words, hits, asks=False)
            if any(_asks_for_person(code, hit, words, strange) for hit in hits):
                return (code,)
            quoted = cry is not None and cry.doubtful and common.issuperset(cry.words)
            if cry is not None and not quoted and votes[code] >= ours - len(cry.words):
                return (code,)
    if not load_words("foreign_words", "cries").isdisjoint(never):
        return (UNKNOWN,)
    unread = len(never) * 2 >= len(longer) and len(common.intersection(longer)) * _OF_OTHERS <= len(longer)
    if len(longer) >= _SENTENCE:
        few = ours <= 1 if len(_NOT_ITALIAN.findall(text[:LONGEST].casefold())) > 1 else ours == 0
        return (UNKNOWN,) if few and unread else ()
    named = text != text[:1] + text[1:].lower()
    unheard = len(longer) == len(never) == len(words) == _SENTENCE - 1
    return (UNKNOWN,) if unheard and not named and ours == 0 else ()


def _asks_for_person(code: str, hit: Hit, words: Words, strange: Sequence[str]) -> bool:
    """ "Quiero hablar con una persona": three words of five are Italian ones too."""
    own = set(strange).intersection(words[hit.start : hit.end])
    return hit.rule == f"{_RULE}{code}.person" and len(own) >= _FEW


def _find_whole_cry(words: Words) -> str | None:
    """The language whose cry or leave the whole message is, as it stands or as that language spells it."""
    alone = _load_vocabulary().alone
    spelled = (code for code in _IN_LATIN_LETTERS_TOO if alone.get(" ".join(_spell(code, words))) == code)
    return alone.get(" ".join(words)) or next(spelled, None)


def _script_of(language: str) -> str:
    """Of one that could not be told: Latin letters, as most are."""
    return next((script for script, of in _LANGUAGES_OF.items() if language in of), LATIN)


def _script(code: int) -> str:
    for name, first, end in _SCRIPTS:
        if first <= code < end:
            return name
    return LATIN if code < _END_OF_LATIN else "other"


def _wording(words: Words) -> Wording:
    one = (0,) * len(words)
    return Wording(words, one, one, frozenset(), exclaims=False, raw="", written="")


@cache
def _load_phrases(language: str) -> PhraseBook:
    return PhraseBook(load_built(compiled_name(language), lambda: compile_language(language)))


def compiled_name(language: str) -> str:
    return f"foreign/{language}-phrases"


def compile_language(language: str) -> Compiled:
    phrases_of, file = Phrases(), f"foreign/{language}"
    for table, names in _PHRASES.items():
        for name in names:
            rule = name if name != "anywhere" else table
            phrases = load_entries(file, table).get(name, ())
            plain = [each for phrase in phrases for each in _plain_phrases_of(language, phrase)]
            phrases_of.add(f"{_RULE}{language}.{rule}", plain)
    return phrases_of.compile()


def _plain_phrases_of(language: str, phrase: str) -> Iterator[str]:
    """A phrase as the book reads it: with folded words, one at a time; what of alternatives is several words
    becomes a phrase of its own."""
    parts: list[list[str]] = []
    for part in phrase.replace("_", " _ ").split():
        if part == "_":
            parts.append([part])
            continue
        either = [_fold(language, each) for each in part.split("|")]
        parts.append(either if any(" " in each for each in either) else ["|".join(either)])
    gap = "_6" if any(_script(ord(character)) == HAN for character in phrase) else "_3"
    for chosen in product(*parts):
        yield " ".join(gap if each == "_" else each for each in chosen if each)


def _fold(language: str, word: str) -> str:
    plain = " ".join(_spell(language, fold_words(word)))
    return f"{plain[:_LONGEST_BEGINNING]}*" if word.endswith("*") else plain


@cache
def _load_sentences(language: str, table: str, name: str) -> frozenset[Words]:
    phrases = load_entries(f"foreign/{language}", table).get(name, ())
    return frozenset(_spell(language, fold_words(phrase)) for phrase in phrases)


def _spell(language: str, words: Sequence[str]) -> Words:
    """As the lists of the language are read: as they stand, or all in Latin letters."""
    if language not in _IN_LATIN_LETTERS_TOO:
        return tuple(words)
    return tuple(map(concepts_of(language).spelled, words))


@cache
def _load_vocabulary() -> _Vocabulary:
    table = load_built("telling", compile_vocabulary)
    return _Vocabulary(
        {language: frozenset(words.split()) for language, words in table["words"].items()}, table["alone"]
    )


def compile_vocabulary() -> Mapping[str, Mapping[str, str]]:
    others = {language for languages in _LANGUAGES_OF.values() for language in languages}
    latin = [language for language in HEARD if language not in others]
    words = {
        each: set(_spell(each, sorted(_load_all_words(each)))) for each in (*latin, *_IN_LATIN_LETTERS_TOO)
    }
    alone = (
        (phrase, each)
        for each in (*_IN_LATIN_LETTERS_TOO, *latin)
        for phrase in sorted(_whole_messages_of(each))
        if each in latin or len(phrase) > _LONGEST_NAME
    )
    return {"words": {each: " ".join(sorted(own)) for each, own in words.items()}, "alone": dict(alone)}


@cache
def _load_all_words(language: str) -> frozenset[str]:
    """Those listed, and all that its phrases are made of."""
    tables = (load_entries(f"foreign/{language}", table) for table in _PHRASES)
    said = (phrase for table in tables for phrases in table.values() for phrase in phrases)
    return _load_common_words(language).union(*(fold_words(_NO_WORDS.sub(" ", phrase)) for phrase in said))


@cache
def _load_common_words(language: str) -> frozenset[str]:
    listed_ones = map(fold_words, load_words(f"foreign/{language}", "words"))
    return frozenset(words[0] for words in listed_ones if len(words) == 1)


def _whole_messages_of(language: str) -> Iterator[str]:
    """What of four words or fewer is a whole message."""
    cries = load_entries(f"foreign/{language}", "cries")
    exact = (*cries.get("alone", ()), *load_entries(f"foreign/{language}", "leave")["exact"])
    single = (phrase for name in ("emergency", "distress") for phrase in cries[name] if " " not in phrase)
    for phrase in (*exact, *single):
        for plain in _plain_phrases_of(language, phrase):
            if "*" not in plain and len(plain.split()) <= _LONGEST_ALONE:
                yield from plain.split("|")
