"""A word is found in a file of any length where it stands, and no other in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from urp.meaning.word_files import SortedLines, index_lines

WORDS = st.text("abcò ~^", min_size=1, max_size=30)


def file_of(told: dict[str, str], header: bytes = b"") -> bytes:
    return header + b"".join(sorted(f"{word}\t{what}\n".encode() for word, what in told.items()))


@given(st.dictionaries(WORDS, st.text("12-", max_size=2_000), max_size=30), WORDS)
def test_every_word_is_found_and_no_other(told: dict[str, str], another: str) -> None:
    header = b"\tof all 3\n"
    file = file_of(told, header)
    lines = SortedLines(file, index_lines(file, len(header)))

    assert dict(lines) == told
    assert len(lines) == len(told)
    assert lines.get(another) == told.get(another)


def test_the_beginning_of_a_word_is_another_word() -> None:
    file = file_of({"buca in": "1", "bucato": "2"})
    lines = SortedLines(file, index_lines(file))

    assert (lines.get("buca"), lines.get("buca in"), lines.get("ato")) == (None, "1", None)
