"""The same text has the same answer in every process: a verdict that a person contests can be made again."""

import os
import subprocess
import sys

_SEEDS = ("1", "2", "3")
"""Of Python's hashes: sets are gone through in another order with each."""
_PROGRAM = """
import sys
from urp.meaning.understanding import understand
for text in sys.stdin.read().split("|"):
    print(text, understand(text))
"""
_NEAR_TWO_WORDS = (
    "sei un 5tronz",
    "brutta str0nz",
    "siete stronz*",
    "str*nza che sei",
    "5trnza",
    "ti amm*zo",
)
"""Each fits several words of the lexicon equally well."""


def test_a_text_means_the_same_in_every_process_down_to_the_words_named() -> None:
    answers = [_answers(seed) for seed in _SEEDS]

    assert answers[0]
    assert answers.count(answers[0]) == len(_SEEDS), "the first answers that differ: " + next(
        (f"{first} / {other}" for first, other in zip(answers[0], answers[1], strict=True) if first != other),
        "those of the third process",
    )


def _answers(seed: str) -> list[str]:
    done = subprocess.run(  # noqa: S603 - the program above
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "PYTHONHASHSEED": seed},
        input="|".join(_NEAR_TWO_WORDS),
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.splitlines()
