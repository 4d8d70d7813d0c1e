"""`python -m tests.evaluation.counting`: counts and weighs the train set's words for the second reading."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.evaluation.learning import learned
from tests.evaluation.learning_danger import weighed
from tests.evaluation.messages import TRAIN, LabelledMessage, project_set
from urp.meaning.danger_words import IN_ONE, danger_features_of
from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import read_words
from urp.meaning.word_counts import MILDEST
from urp.meaning.word_features import features_of

_WORDS = Path(__file__).parents[2] / "layers/domain/urp/meaning/words"
FILE, DANGER_FILE = _WORDS / "counts.tsv", _WORDS / "danger.tsv"
_SEEN = 2
"""A word of one message only says nothing of the next one."""
_BESIDE_COUNTS = 4.0
"""So much is a weight worth there: it was learned in company, while each count speaks as if alone."""

type Read = tuple[frozenset[str], Kind]


def file_of(messages: Iterable[LabelledMessage]) -> bytes:
    return "".join(f"{line}\n" for line in _lines_of(messages)).encode()


def danger_file_of(messages: Iterable[LabelledMessage]) -> bytes:
    read = [danger_features_and_label(each) for each in messages]
    stood = Counter(feature for features, _ in read for feature in features)
    weights = weighed(read, [feature for feature, times in stood.items() if times >= _SEEN])
    whole = ((feature, round(IN_ONE * weight)) for feature, weight in weights.items())
    return b"".join(sorted(f"{feature}\t{weight}\n".encode() for feature, weight in whole if weight))


def danger_features_and_label(message: LabelledMessage) -> tuple[frozenset[str], bool]:
    return danger_features_of(read_words(message.text)), message.label is Label.EMERGENZA


def _lines_of(messages: Iterable[LabelledMessage]) -> Iterator[str]:
    """First of all kinds, then of every word, beginning and pair."""
    read = [features_and_kind(each) for each in messages]
    counts = counted(read)
    kinds = sorted({kind for _, kind in read})
    weights = learned([(features, kinds.index(kind)) for features, kind in read], counts, len(kinds))
    yield f"\t{told(totals_of(counts))}\t"
    for feature, meant in counts.items():
        yield f"{feature}\t{told(meant)}\t{told(_whole(kinds, weights[feature]))}"


def counted(messages: Iterable[Read]) -> Mapping[str, Counter[Kind]]:
    """Per feature, in the order of the file, in how many messages of which kind it stands."""
    meant: dict[str, Counter[Kind]] = defaultdict(Counter)
    for features, kind in messages:
        for feature in features:
            meant[feature][kind] += 1
    return {feature: meant[feature] for feature in sorted(meant) if meant[feature].total() >= _SEEN}


def totals_of(counts: Mapping[str, Counter[Kind]]) -> Counter[Kind]:
    return sum(counts.values(), Counter[Kind]())


def features_and_kind(message: LabelledMessage) -> Read:
    kind = Kind.DISTRESS if message.distress else MILDEST[message.label]
    return features_of(read_words(message.text)), kind


def _whole(kinds: Sequence[Kind], weights: Sequence[float]) -> Mapping[Kind, int]:
    return {
        kind: whole
        for kind, each in zip(kinds, weights, strict=True)
        if (whole := round(_BESIDE_COUNTS * each))
    }


def told(numbers: Mapping[Kind, int]) -> str:
    """As the file has it: "complaint 2 report 12"."""
    return " ".join(f"{kind.value} {numbers[kind]}" for kind in sorted(numbers))


if __name__ == "__main__":
    train = project_set(TRAIN)
    FILE.write_bytes(file_of(train))
    DANGER_FILE.write_bytes(danger_file_of(train))
