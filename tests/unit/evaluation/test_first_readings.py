"""What is published is each hand's first reading, also of those opened because a cry was missed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.evaluation.first_readings import RECORD, first_readings, is_a_hand, newest, report
from tests.evaluation.gates import gates
from tests.evaluation.messages import SETS, project_sets
from urp.meaning.model import Label


def test_every_hand_of_the_sets_has_its_first_reading_and_none_was_left_out() -> None:
    written = [json.loads(line)["hand"] for line in RECORD.read_text("utf-8").splitlines()]

    assert sorted(written) == sorted(file.stem for file in SETS.glob("*/*.jsonl") if is_a_hand(file.stem))


def test_a_first_reading_is_of_the_same_messages_as_the_set() -> None:
    """But for a few that stood in another set too and were taken out of one."""
    first = Counter(each.message.set_name for each in first_readings())
    today = Counter(Path(each.set_name).name for each in project_sets())

    assert {name for name in first if abs(first[name] - today[name]) > 5} == set()


def test_the_hands_that_were_opened_because_of_a_cry_missed_are_counted_with_it() -> None:
    """Figures that could not come out otherwise would prove nothing: this one is not held, and says so."""
    published = newest(first_readings())
    (cries,) = [gate for gate in gates(published) if gate.name == "emergencies and distress found"]
    opened = {each.message.set_name.removesuffix(".jsonl") for each in published} & {
        file.stem for file in (SETS / "own").glob("*_hand.jsonl")
    }

    assert opened
    assert not cries.held
    assert any(
        line.startswith(cries.name) and line.endswith("NOT HELD") for line in "\n".join(report()).splitlines()
    )


def test_a_record_says_nothing_of_what_anybody_wrote() -> None:
    labels = {label.value for label in Label}

    for line in RECORD.read_text("utf-8").splitlines():
        entry = json.loads(line)
        assert entry.keys() == {"hand", "rules", "read"}
        assert all(told.split()[0] in labels for told in entry["read"])
