"""What tells kinds apart weighs, what stands in all of them does not."""

from tests.evaluation.learning import Weights, learned

REPORT, QUESTION = 0, 1
MESSAGES = [
    ({"il", "lampione", "spento"}, REPORT),
    ({"il", "lampione", "rotto"}, REPORT),
    ({"il", "lampione", "spento", "rotto"}, REPORT),
    ({"il", "lampione", "costa"}, QUESTION),
    ({"il", "lampione", "serve"}, QUESTION),
    ({"il", "lampione", "costa", "serve"}, QUESTION),
] * 5
WORDS = {"il", "lampione", "spento", "rotto", "costa", "serve"}


def towards_report(weights: Weights, word: str) -> float:
    return weights[word][REPORT] - weights[word][QUESTION]


def test_what_tells_kinds_apart_weighs_and_what_stands_in_all_does_not() -> None:
    weights = learned(MESSAGES, WORDS, kinds=2)

    assert towards_report(weights, "spento") > 1
    assert towards_report(weights, "costa") < -1
    assert abs(towards_report(weights, "lampione")) < towards_report(weights, "spento") / 4


def test_words_that_are_not_counted_teach_nothing() -> None:
    assert learned(MESSAGES, WORDS - {"spento"}, kinds=2).keys() == WORDS - {"spento"}


def test_the_same_messages_give_the_same_weights() -> None:
    assert learned(MESSAGES, WORDS, kinds=2) == learned(list(MESSAGES), sorted(WORDS), kinds=2)
