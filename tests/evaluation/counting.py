"""`python -m tests.evaluation.counting`: counts and weighs the words of both train sets.

The tables are built, not kept: written anew only where the train set, or the code that counts it, is another
than the one they were made from. `--check` ends with 1 instead.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

from tests.evaluation.learning import learned
from tests.evaluation.learning_danger import weighed
from tests.evaluation.messages import FOREIGN_TRAIN, SETS, TRAIN, LabelledMessage, project_set
from urp.meaning.foreign import features_to_learn
from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import read_words
from urp.meaning.word_counts import IN_ONE, MILDEST
from urp.meaning.word_features import danger_features_of, features_of

_ROOT = Path(__file__).parents[2]
_WORDS = _ROOT / "layers/domain/urp/meaning/words"
FILE, DANGER_FILE, FOREIGN_FILE = (_WORDS / f"{name}.tsv" for name in ("counts", "danger", "foreign"))
_COUNTED = _WORDS / "counted.sha256"
_SEEN, _SEEN_IN_ANY_LANGUAGE = 2, 3
"""A word of one message only says nothing of the next one."""
_BESIDE_COUNTS = 4.0
"""So much is a weight worth there: it was learned in company, while each count speaks as if alone."""

type Read = tuple[frozenset[str], Kind]


def file_of(messages: Iterable[LabelledMessage]) -> bytes:
    return "".join(f"{line}\n" for line in _lines_of(messages)).encode()


def danger_file_of(messages: Iterable[LabelledMessage]) -> bytes:
    return _weights_of([danger_features_and_label(message) for message in messages], _SEEN)


def foreign_file_of(messages: Iterable[LabelledMessage]) -> bytes:
    """Languages mixed: what is read last counts a little more."""
    read = [
        (features_to_learn(message.language, message.text), message.label is Label.EMERGENZA)
        for message in messages
    ]
    return _weights_of(read, _SEEN_IN_ANY_LANGUAGE)


def _weights_of(read: Sequence[tuple[frozenset[str], bool]], seen: int) -> bytes:
    stood = Counter(feature for features, _ in read for feature in features)
    weights = weighed(read, [feature for feature, times in stood.items() if times >= seen])
    whole = ((feature, round(IN_ONE * weight)) for feature, weight in weights.items())
    return b"".join(sorted(f"{feature}\t{weight}\n".encode() for feature, weight in whole if weight))


def danger_features_and_label(message: LabelledMessage) -> tuple[frozenset[str], bool]:
    return danger_features_of(read_words(message.text)), message.label is Label.EMERGENZA


def _lines_of(messages: Iterable[LabelledMessage]) -> Iterator[str]:
    """First of all kinds, then of every word, beginning and pair."""
    read = [features_and_kind(message) for message in messages]
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


def write_tables(check: bool) -> int:
    """What ends the process: 1, where the tables are of another set or code and were to be checked only."""
    counted_now = f"{_of_today()}\n"
    counted = all(file.exists() for file in (FILE, DANGER_FILE, FOREIGN_FILE, _COUNTED))
    if counted and _COUNTED.read_text() == counted_now:
        return 0
    if check:
        return 1
    print("The words of the train set are counted.", flush=True)
    _COUNTED.unlink(missing_ok=True)
    with ProcessPoolExecutor(2) as processes:
        written = [
            processes.submit(_write, FILE, file_of, TRAIN),
            processes.submit(_write, DANGER_FILE, danger_file_of, TRAIN),
            processes.submit(_write, FOREIGN_FILE, foreign_file_of, FOREIGN_TRAIN),
        ]
    for each in written:
        each.result()
    _COUNTED.write_text(counted_now)
    return 0


def _write(file: Path, lines_of: Callable[[Iterable[LabelledMessage]], bytes], name: str) -> None:
    """Replace the file at once: a process that reads the old table reads it to its end."""
    beside = file.with_suffix(".new")
    beside.write_bytes(lines_of(project_set(name)))
    beside.replace(file)


def _of_today() -> str:
    """Of what is learned from, the word files it is read with, and every module of ours that is loaded:
    run by itself, this imports what counting takes and no more."""
    loaded = [Path(file) for module in sys.modules.values() if (file := getattr(module, "__file__", None))]
    ours = {each for each in loaded if each.is_relative_to(_ROOT) and ".venv" not in each.parts}
    read = sha256()
    words = [_WORDS / "shorthand.toml", *sorted(_WORDS.glob("*/*.toml"))]
    for file in [*sorted(ours), *words, *(SETS / f"{name}.jsonl" for name in (TRAIN, FOREIGN_TRAIN))]:
        read.update(sha256(file.read_bytes()).digest())
    return read.hexdigest()


if __name__ == "__main__":
    raise SystemExit(write_tables(check="--check" in sys.argv))
