"""What a row of the list of topics is called, so that it is known when it comes back."""

from __future__ import annotations

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import ancona
from urp.inbound.reading import TopicRow, parse_topic_row
from urp.whatsapp.outgoing import MOST_ROWS


@pytest.mark.parametrize("row", [TopicRow(None), TopicRow("scuola"), TopicRow("scuola", wanted=False)])
def test_a_row_is_understood_when_it_comes_back(row: TopicRow) -> None:
    assert parse_topic_row(str(row)) == row


@every("payload", ["", "topic", "topic:scuola", "topic:on:", "topic:maybe:scuola", "Scuola"])
def test_whatever_is_no_row_of_ours_is_none(payload: str) -> None:
    assert parse_topic_row(payload) is None


def test_every_topic_and_the_way_back_fit_into_one_list() -> None:
    assert len(ancona().topics) < MOST_ROWS
