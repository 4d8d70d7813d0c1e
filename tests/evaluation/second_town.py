"""`python -m tests.evaluation.second_town`: the same messages in a town whose places have other names.

Of the development set, the messages that name the first town, a place, a company or a neighbour of it. Each
name is replaced by one of the invented town's, and read with that town's profile: how far rules and counts
carry to a town whose names no word was counted with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle

from tests.evaluation.gates import false_alarms, gates
from tests.evaluation.messages import DEVELOPMENT, LabelledMessage, project_set
from tests.evaluation.report import gate_table
from tests.evaluation.scores import PROFILE, Verdict, accuracy, judge, understood_in
from urp.meaning.town_words import TownWords
from urp.meaning.understanding import understand
from urp.town.municipality import load_municipality

SECOND_TOWN = "tests.profiles.roccaserena"
_WORD = re.compile(r"[^\W\d_]+")


def words_of(profile: str) -> TownWords:
    return load_municipality(profile, placeholders_allowed=True).words


def renamed(messages: Sequence[LabelledMessage]) -> Iterator[tuple[LabelledMessage, LabelledMessage]]:
    """Each message that names something of the first town, and the same in the second."""
    names = dict(_names(words_of(PROFILE), words_of(SECOND_TOWN)))

    def other(found: re.Match[str]) -> str:
        word = found[0]
        name = names.get(word.lower(), word)
        return name.capitalize() if word[0].isupper() else name

    for message in messages:
        text = _WORD.sub(other, message.text)
        if text != message.text:
            yield message, replace(message, text=text)


def _names(first: TownWords, second: TownWords) -> Iterator[tuple[str, str]]:
    for of in ("names", "quarters", "places", "rivers", "neighbours", "bus_companies", "companies"):
        yield from zip(getattr(first, of), cycle(getattr(second, of)), strict=False)


def judged() -> Mapping[str, tuple[Verdict, ...]]:
    pairs = list(renamed(project_set(DEVELOPMENT)))
    there, here = [first for first, _ in pairs], [second for _, second in pairs]

    return {
        "the first town": judge(there, understood_in(PROFILE)),
        "the second town": judge(here, understood_in(SECOND_TOWN)),
        "the second town, its words left out of the profile": judge(here, understand),
    }


def main() -> None:
    for town, verdicts in judged().items():
        right = sum(verdict.right for verdict in verdicts)
        print(f"{town}: {right} of {len(verdicts)} right ({accuracy(verdicts):.3f})")
        print(gate_table([gate for gate in gates(verdicts) if not gate.name.startswith("ms per message")]))
        print(false_alarms(verdicts), end="\n\n")


if __name__ == "__main__":
    main()
