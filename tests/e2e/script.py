"""The conversation script, read: who writes what, and what comes back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.local.meta.reading import Json, as_object
from urp.language import HEARD, UNKNOWN, Language
from urp.town.texts import VALUES_OF, TextKey, Texts
from urp.town.texts.foreign import FOREIGN
from urp.town.texts.values import MAY_BE_EMPTY

FOLDER = Path(__file__).parent / "conversations"
_MESSAGES = "messages.toml"
_GAP = "\ue000"  # of no text's own

type Heard = tuple[TextKey, str]
"""A text of the profile, and the code of its language."""


@dataclass(frozen=True, slots=True)
class Turn:
    writes: tuple[str | Json, ...] = ()
    """Texts, and message objects of Meta's, all at once."""
    presses: str = ""
    edits: str = ""
    deletes: bool = False
    gets: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    title: str
    turns: tuple[Turn, ...]
    closed: bool
    seen: tuple[str, ...]
    """What the office reads in the end, turn by turn."""
    desk_shows: Mapping[str, object]
    """Of the conversation, by the field's name in the staff API."""
    hidden: tuple[str, ...]
    """Breaches of what a rule hid, in the list that a person looks through each day."""

    @property
    def hears(self) -> list[Heard | str]:
        return self.in_turns([heard for turn in self.turns for heard in turn.gets])

    def in_turns(self, heard: Sequence[Heard | str]) -> list[Heard | str]:
        """Replies to one message arrive in any order: those of a turn are sorted."""
        left, sorted_ones = list(heard), list[Heard | str]()
        for turn in self.turns:
            sorted_ones += sorted(left[: len(turn.gets)], key=str)
            del left[: len(turn.gets)]
        return sorted_ones + left


def talks() -> tuple[Talk, ...]:
    messages = tomllib.loads((FOLDER / _MESSAGES).read_text(encoding="utf-8"))
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name != _MESSAGES)
    return tuple(
        _talk(each, messages)
        for path in files
        for each in tomllib.loads(path.read_text(encoding="utf-8"))["talk"]
    )


class Recogniser:
    """Which text of the profile, in which language, a message on a phone is."""

    def __init__(self, texts: Texts) -> None:
        self._patterns: list[tuple[Heard, re.Pattern[str]]] = [
            ((key, language), re.compile(pattern, re.DOTALL))
            for key in TextKey
            for language in Language
            for pattern in _patterns(texts, key, language)
        ]
        self._patterns += [
            ((key, language), re.compile(re.escape(texts.render_foreign(key, language))))
            for key in FOREIGN
            for language in (*HEARD, UNKNOWN)
        ]

    def heard(self, text: str) -> Heard | str:
        """The text itself where it is none of ours."""
        return next((known for known, pattern in self._patterns if pattern.fullmatch(text)), text)


def _patterns(texts: Texts, key: TextKey, language: Language) -> Iterator[str]:
    """With its values, and without those that may be empty."""
    names = VALUES_OF.get(key, frozenset())
    for missing in {frozenset(), names & MAY_BE_EMPTY}:
        values = {name: "" if name in missing else _GAP for name in names}
        yield ".+".join(map(re.escape, texts.render(key, language=language, **values).split(_GAP)))


def _talk(read: Mapping[str, object], messages: Json) -> Talk:
    language = str(read.get("language", Language.ITALIAN))
    turns = read["turns"]
    seen, hidden = read.get("seen", []), read.get("hidden", [])
    assert isinstance(turns, list)
    assert isinstance(seen, list)
    assert isinstance(hidden, list)
    return Talk(
        title=str(read["title"]),
        turns=tuple(_turn(as_object(turn), language, messages) for turn in turns),
        closed=read.get("desk") == "closed",
        seen=tuple(map(str, seen)),
        desk_shows=as_object(read.get("desk_shows", {})),
        hidden=tuple(map(str, hidden)),
    )


def _turn(read: Json, language: str, messages: Json) -> Turn:
    burst, gets = read.get("burst", []), read.get("gets", [])
    assert isinstance(burst, list)
    keys = gets if isinstance(gets, list) else [gets]
    written = [*burst, *(read[word] for word in ("says", "sends") if word in read)]
    spoken = str(read.get("language", language))
    assert spoken in {*Language, *HEARD, UNKNOWN}, spoken
    return Turn(
        writes=tuple(as_object(messages[each]) if each in messages else str(each) for each in written),
        presses=str(read.get("presses", "")),
        edits=str(read.get("edits", "")),
        deletes=read.get("deletes") is True,
        gets=tuple(_text(TextKey(str(key)), spoken) for key in keys),
    )


def _text(key: TextKey, spoken: str) -> Heard:
    """Whoever writes in a language that the office does not read gets all other texts in English."""
    return key, spoken if key in FOREIGN or spoken in list(Language) else Language.ENGLISH
