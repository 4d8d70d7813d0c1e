"""Endless digits are passed over; a number at either end of them is not."""

from __future__ import annotations

import pytest

from urp.masking import mask


@pytest.mark.parametrize("piece", ["1 ", "12 ", "12 3 "])
def test_a_number_beside_endless_digits_is_masked(piece: str) -> None:
    endless = piece * 200

    assert mask(f"{endless}chiama 333 1234567").endswith("[numero di telefono]")
    assert "1234567" not in mask(f"333 1234567, {endless}")
