"""The conversation script, read: who writes what, and what comes back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.meta.reading import Json, as_object
from urp.language import Language
from urp.texts import VALUES_OF, TextKey, Texts
from urp.texts.values import MAY_BE_EMPTY

FOLDER = Path(__file__).parent / "conversations"
_MESSAGES = "messages.toml"
_GAP = "\ue000"  # of no text's own

type Heard = tuple[TextKey, Language]


@dataclass(frozen=True, slots=True)
class Turn:
    writes: tuple[str | Json, ...] = ()
    """Texts, and message objects of Meta's, all at once."""
    presses: str = ""
    edits: str = ""
    deletes: bool = False
    gets: Heard | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    title: str
    turns: tuple[Turn, ...]
    closed: bool
    seen: tuple[str, ...]
    """What the office reads in the end, turn by turn."""

    @property
    def hears(self) -> list[Heard]:
        return [turn.gets for turn in self.turns if turn.gets]


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
        self._patterns = [
            ((key, language), re.compile(pattern, re.DOTALL))
            for key in TextKey
            for language in Language
            for pattern in _patterns(texts, key, language)
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
    language = Language(str(read.get("language", Language.ITALIAN)))
    turns = read["turns"]
    seen = read.get("seen", [])
    assert isinstance(turns, list)
    assert isinstance(seen, list)
    return Talk(
        title=str(read["title"]),
        turns=tuple(_turn(as_object(turn), language, messages) for turn in turns),
        closed=read.get("desk") == "closed",
        seen=tuple(map(str, seen)),
    )


def _turn(read: Json, language: Language, messages: Json) -> Turn:
    burst = read.get("burst", [])
    assert isinstance(burst, list)
    written = [*burst, *(read[word] for word in ("says", "sends") if word in read)]
    spoken = Language(str(read["language"])) if "language" in read else language
    return Turn(
        writes=tuple(as_object(messages[each]) if each in messages else str(each) for each in written),
        presses=str(read.get("presses", "")),
        edits=str(read.get("edits", "")),
        deletes=read.get("deletes") is True,
        gets=(TextKey(str(read["gets"])), spoken) if "gets" in read else None,
    )
