"""Whatever somebody wrote, the page shows it and nothing of it acts."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.moderation.evidence.page import escape


@every(
    ("text", "shown"),
    [
        ("Vengo lì", "Vengo lì"),
        ("due\nrighe\te un tab", "due\nrighe\te un tab"),
        ("\u202eottelgi", "[U+202E]ottelgi"),
        ("pa\u200brola", "pa[U+200B]rola"),
        ("fine\r\n", "fine[U+000D]\n"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("a\u200db", "a[U+200D]b"),
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
    ],
)
def test_what_is_read_but_not_seen_is_written_out(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(st.text(max_size=200))
def test_no_mark_of_the_page_and_no_hidden_direction_survives(text: str) -> None:
    shown = escape(text)

    assert not set("<>\"'") & set(shown)
    assert not {each for each in shown if unicodedata.bidirectional(each) in {"RLO", "LRO", "RLE", "LRE"}}
    hidden = {each for each in shown if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"}}
    assert hidden <= set("\n\t")
