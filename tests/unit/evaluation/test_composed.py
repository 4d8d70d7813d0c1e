"""Something grave said beside business is counted as heard or missed."""

from __future__ import annotations

import pytest

from tests.evaluation.composed import (
    CALM_PAIRS,
    CRIES,
    THREATS,
    calm_pairs_alarmed,
    composed,
    composed_gates,
)
from tests.evaluation.messages import DEVELOPMENT, LabelledMessage, project_set
from tests.evaluation.scores import judge
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Label, Meaning

CRY = "brucia la cucina"
MESSAGES = [
    *(LabelledMessage(CRY, Label.EMERGENZA, "set:1", shown=False) for _ in range(9)),
    *(LabelledMessage("vi aspetto fuori", Label.MINACCIA, "set:2", shown=False) for _ in range(50)),
    *(
        LabelledMessage("quando aprite?", Label.RICHIESTA_INFORMAZIONI, "set:3", shown=False)
        for _ in range(9)
    ),
]


def everything_is(kind: Kind, breach: Breach | None = None) -> Meaning:
    return Meaning(kind, "test", breach=breach, doubtful=True)


def test_the_same_messages_are_composed_each_time_and_as_many_as_the_gates_are_of() -> None:
    development = project_set(DEVELOPMENT)

    messages = list(composed(development))

    assert messages == list(composed(development))
    assert len(messages) == CRIES + THREATS + CALM_PAIRS


def test_a_cry_stands_whole_beside_something_else() -> None:
    cries = [each.text for each in composed(MESSAGES) if each.label is Label.EMERGENZA]

    assert all(CRY in text and text != CRY for text in cries)


def test_what_nobody_hears_breaks_both_gates() -> None:
    verdicts = judge(composed(MESSAGES), lambda _: everything_is(Kind.QUESTION))

    assert [gate.measured for gate in composed_gates(verdicts)] == ["9 of 9", "50 of 50"]
    assert not any(gate.held for gate in composed_gates(verdicts))


@pytest.mark.parametrize(
    ("meaning", "heard"),
    [
        (everything_is(Kind.REPORT, Breach.THREAT), True),
        (everything_is(Kind.EMERGENCY), True),
        (everything_is(Kind.OFFENCE, Breach.OFFENSIVE_LANGUAGE), False),
    ],
)
def test_a_threat_is_heard_as_a_breach_or_as_a_danger_and_not_as_an_insult(
    meaning: Meaning, *, heard: bool
) -> None:
    _, threats = composed_gates(judge(composed(MESSAGES), lambda _: meaning))

    assert threats.held == heard


def test_calm_pairs_that_alarm_are_counted_without_a_bar() -> None:
    verdicts = judge(composed(MESSAGES), lambda _: everything_is(Kind.DISTRESS))

    assert calm_pairs_alarmed(verdicts) == (
        f"calm pairs: {CALM_PAIRS} of {CALM_PAIRS} taken for an emergency ({CALM_PAIRS} as possible), "
        "0 for a threat"
    )
