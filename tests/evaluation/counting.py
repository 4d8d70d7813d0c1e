"""`python -m tests.evaluation.counting`: counts the words of `sets/own` into the file the service reads."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.evaluation.messages import OWN, LabelledMessage, read_part
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words
from urp.meaning.word_counts import MILDEST, features_of

FILE = Path(__file__).parents[2] / "layers/domain/urp/meaning/words/counts.tsv"
_SEEN = 2
"""A word of one message only says nothing of the next one."""


def counted(messages: Iterable[LabelledMessage]) -> Iterator[str]:
    """The lines of the file: first the sum of every kind, then every word, beginning and pair."""
    meant: dict[str, Counter[Kind]] = defaultdict(Counter)
    for message in messages:
        kind = Kind.DISTRESS if message.distress else MILDEST[message.label]
        for feature in features_of(read_words(message.text)):
            meant[feature][kind] += 1
    lasting = {feature: meant[feature] for feature in sorted(meant) if meant[feature].total() >= _SEEN}
    totals = Counter[Kind]()
    for counts in lasting.values():
        totals.update(counts)
    for feature, counts in {"": totals, **lasting}.items():
        yield f"{feature}\t" + " ".join(f"{kind.value} {counts[kind]}" for kind in sorted(counts))


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in counted(read_part(OWN))), "utf-8")
