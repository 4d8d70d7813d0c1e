"""The project's own messages are understood within the bars that unseen ones must reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from tests.evaluation.gates import gates
from tests.evaluation.messages import LabelledMessage, project_sets
from tests.evaluation.scores import judge
from urp.meaning.model import Label

ENOUGH = 800
MESSAGES = project_sets()
OWN = [each for each in MESSAGES if each.shown]
HELD_OUT = [each for each in MESSAGES if not each.shown]
CRIES_HEARD = 0.97
"""The bar of the gate is all of them; how far it is, `docs/meaning.md` says. One missed on a set nobody may
read is nothing that a test could ask anybody to mend."""


NOT_OF_A_TEST = ("emergencies and distress found", "ms per message")
"""The first is measured below, within what was reached; milliseconds are a bench's matter."""


@pytest.mark.parametrize("part", [OWN, HELD_OUT], ids=["own", "held out"])
def test_no_gate_is_missed_beyond_chance_and_hardly_a_cry_for_help_goes_unheard(
    part: Sequence[LabelledMessage],
) -> None:
    """Whether each is held, `make evaluate` says: a few dozen messages nobody may read decide nothing."""
    verdicts = judge(part, readings=1)

    broken = [
        each for each in gates(verdicts) if each.contradicted and not each.name.startswith(NOT_OF_A_TEST)
    ]
    cries = [each for each in verdicts if each.message.label is Label.EMERGENZA]
    assert broken == []
    assert sum(each.right for each in cries) >= CRIES_HEARD * len(cries)


def test_there_are_enough_messages_and_enough_unseen_by_whoever_wrote_the_rules() -> None:
    assert len(MESSAGES) >= ENOUGH
    assert len(HELD_OUT) >= ENOUGH // 2


def test_every_label_has_messages() -> None:
    assert {each.label for each in MESSAGES} == set(Label)


def test_no_message_stands_in_the_sets_twice() -> None:
    times = Counter(_told_apart(each) for each in MESSAGES)

    assert [text for text, count in times.items() if count > 1] == []


def _told_apart(message: LabelledMessage) -> str:
    return message.text.strip()
