"""`python -m tests.evaluation.left_out`: each own set, understood with the words of others alone.

The sets are dealt into eight heaps, and each heap is read with what the other seven taught. At the end the
gates over general hands that no rule was tuned on: how far the words of some hands carry to the next.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.evaluation.counting import danger_file_of, file_of
from tests.evaluation.gates import false_alarms, gates
from tests.evaluation.messages import OWN, read_part
from tests.evaluation.report import by_file, gate_table
from tests.evaluation.scores import PROFILE, Verdict, judge, understood_in
from urp.meaning.word_counts import read_counts

_HEAPS = 8
_TUNED_ON = frozenset(f"own/{each}_hand.jsonl" for each in ("another", "second", "third", "fourth", "fifth"))


def main() -> None:
    with ProcessPoolExecutor() as processes:
        verdicts = [each for heap in processes.map(_read_with_the_others, range(_HEAPS)) for each in heap]
    for line in by_file(verdicts):
        print(line)
    hands = [each for each in verdicts if _is_general(each.message.set_name)]
    print(f"\n{len(hands)} messages of general hands, each read with the words of others:")
    print(gate_table(gates(hands)))
    print(false_alarms(hands))


def _read_with_the_others(heap: int) -> Sequence[Verdict]:
    messages = read_part(OWN)
    names = sorted({each.set_name for each in messages})
    left_out = frozenset(names[heap::_HEAPS])
    counted = [each for each in messages if each.set_name not in left_out]
    others = read_counts(file_of(counted), danger_file_of(counted))
    return judge(
        [each for each in messages if each.set_name in left_out],
        understood_in(PROFILE, others),
        readings=1,
    )


def _is_general(set_name: str) -> bool:
    return set_name.endswith("_hand.jsonl") and set_name not in _TUNED_ON


if __name__ == "__main__":
    main()
