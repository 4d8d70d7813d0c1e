"""Who writes in Italian, dialect or English is seldom taken for somebody who writes in another language."""

from __future__ import annotations

import json
from pathlib import Path

from urp.meaning.foreign import languages_of
from urp.meaning.normalisation import fold_words
from urp.meaning.word_counts import load_word_counts

SETS = Path(__file__).parents[2] / "evaluation" / "sets"
ONE_IN = 40
"""The sets are large; which messages they are no failure tells, since some are held out."""


def test_at_most_one_message_of_a_hundred_is_told_to_be_in_another_language() -> None:
    files = [file for file in sorted(SETS.rglob("*.jsonl")) if not file.stem.startswith("foreign")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()[::ONE_IN]]
    texts = [str(json.loads(line)["text"]) for line in lines]

    foreign = sum(bool(languages_of(fold_words(text), text, load_word_counts())) for text in texts)

    assert len(texts) > 100
    assert foreign * 100 <= len(texts)
