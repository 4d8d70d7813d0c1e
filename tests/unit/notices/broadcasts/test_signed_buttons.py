"""Only a leave button that we sent takes off whoever it was sent to."""

from __future__ import annotations

import hmac
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.fakes.signed_buttons import BUTTONS
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts import trackers
from urp.notices.broadcasts.trackers import (
    RowReference,
    SignedButtons,
    confirm_payload,
    leave_button,
    leave_payload,
)

NOTICE, ADA, BICE = UUID(int=77), UUID(int=1), UUID(int=2)
ROW = RowReference(NOTICE, 1, ADA)
META_TAKES = 128  # characters of a template button's payload, at the least that is documented anywhere

rows = st.builds(RowReference, st.uuids(), st.integers(0, AUDIENCE_SHARDS - 1), st.uuids())


@given(row=rows)
def test_a_button_of_ours_leads_back_to_its_row(row: RowReference) -> None:
    payload = BUTTONS.leave(row)

    assert BUTTONS.row_of(payload) == row
    assert len(payload) <= META_TAKES


@given(row=rows, data=st.data())
def test_a_button_of_which_one_character_was_changed_names_nobody(
    row: RowReference, data: st.DataObject
) -> None:
    payload = BUTTONS.leave(row)
    place = data.draw(st.integers(0, len(payload) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda each: each != payload[place]))

    assert BUTTONS.row_of(payload[:place] + other + payload[place + 1 :]) is None


def test_the_signature_of_one_row_does_not_hold_for_another() -> None:
    signature = BUTTONS.leave(ROW).rpartition(":")[2]

    assert BUTTONS.row_of(f"{leave_payload(RowReference(NOTICE, 1, BICE))}:{signature}") is None


@every("payload", [leave_payload(ROW), confirm_payload(ROW), "leave:", "Cancellami", "", "::::"])
def test_whatever_bears_no_signature_names_nobody(payload: str) -> None:
    assert BUTTONS.row_of(payload) is None


def test_a_button_that_another_key_signed_is_as_one_without_a_signature() -> None:
    """As after a change of the key: whoever presses it leaves, nobody else does."""
    old = SignedButtons(lambda: "another-made-up-key-0000000000000000002").leave(ROW)

    assert BUTTONS.row_of(old) is None
    assert leave_button(old) is not None


def test_the_signature_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def compare(expected: str, given: str) -> bool:
        compared.append((expected, given))
        return hmac.compare_digest(expected, given)

    monkeypatch.setattr(trackers, "compare_digest", compare)

    forged = BUTTONS.leave(ROW)[:-1] + "-"
    assert BUTTONS.row_of(forged) is None
    assert [given for _, given in compared] == [forged.rpartition(":")[2]]
