"""How the two buttons of a doubt are named in what comes back, and what counts as pressing one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from urp.desk.doubt import DoubtAnswer
from urp.meaning.normalisation import read_words


@dataclass(frozen=True, slots=True)
class PressedAnswer:
    answer: DoubtAnswer
    doubt_id: str

    def __str__(self) -> str:
        return f"doubt:{self.answer}:{self.doubt_id}"


def parse_doubt_payload(payload: str) -> PressedAnswer | None:
    """None for whatever is not a button of ours."""
    kind, _, rest = payload.partition(":")
    answer, _, doubt_id = rest.partition(":")
    known = kind == "doubt" and answer in DoubtAnswer and doubt_id
    return PressedAnswer(DoubtAnswer(answer), doubt_id) if known else None


def typed_answer(text: str) -> DoubtAnswer | None:
    """The whole message is the label, its number or its plain meaning."""
    return _typed().get(" ".join(read_words(text).words))


@cache
def _typed() -> Mapping[str, DoubtAnswer]:
    content = resources.files("urp.inbound").joinpath("words", "doubt.toml").read_text("utf-8")
    read = tomllib.loads(content)
    return {words: answer for answer in DoubtAnswer for words in read[answer]}
