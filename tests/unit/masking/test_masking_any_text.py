"""Whatever is written around it and between its digits, no identifier is left; and no text makes it slow."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.masking import find_identifiers, mask
from urp.masking.model import SHOWN

KNOWN = [
    "RSSMRA80A01H501U",
    "IT60X0542811101000000123456",
    "FR1420041010050500013M02606",
    "4111111111111111",
    "5555555555554444",
    "80380000000000000000",
    "3330000123",
    "3930000012",
    "00743110157",
]
MOST_ADDED = max(map(len, SHOWN.values()))
MOST_TIMES_SLOWER = 40
"""For a text 16 times as long: linear work takes 16 times as long, quadratic 256."""


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """One and the same mark between all characters, or between every four of them."""
    code = draw(st.sampled_from(KNOWN))
    mark = draw(st.sampled_from(["", " ", ".", "-", "\u200b", "\u00a0"]))
    size = draw(st.sampled_from([1, 4, len(code)]))
    pieces = [code[place : place + size] for place in range(0, len(code), size)]
    return draw(st.sampled_from([str.upper, str.lower]))(mark.join(pieces))


around = st.text(alphabet="abc ,;:!?\n", max_size=20)


@given(before=around, identifier=disguised(), after=around)
def test_no_identifier_is_left_however_it_is_spaced(before: str, identifier: str, after: str) -> None:
    hidden = mask(f"{before}\n{identifier}\n{after}")

    assert identifier not in hidden
    assert find_identifiers(hidden) == ()


@given(text=st.text(max_size=300))
def test_what_was_masked_once_is_not_changed_again(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(text=st.text(alphabet="0123456789 +-./@ABCX:\n", max_size=200))
def test_masking_leaves_everything_else_in_its_place(text: str) -> None:
    found = find_identifiers(text)
    ends = [each.end for each in found]

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(end <= following.start for end, following in zip(ends, found[1:], strict=False))
    assert len(mask(text)) <= len(text) + MOST_ADDED * len(found)


@every(
    "piece",
    [
        "1 ",
        "1",
        "3 ",
        "33-",
        "a",
        "a@",
        "a. ",
        "a.a@",
        "AB 12 ",
        "IT60 ",
        "it12x",
        "4111 ",
        "tre ",
        "L ",
        "M80A01",
        "+",
    ],
)
def test_a_hostile_text_takes_time_that_grows_with_its_length_alone(piece: str) -> None:
    def fastest(length: int) -> float:
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            started = time.process_time()
            find_identifiers(text)
            times.append(time.process_time() - started)
        return min(times)

    short, long = fastest(512), fastest(8_192)

    assert long <= MOST_TIMES_SLOWER * max(short, 0.0005)
