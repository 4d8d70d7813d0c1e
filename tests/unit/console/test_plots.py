"""A plot is a picture of its table: inside its frame, named, told apart without colour, and safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from urp.console.plots import Series, draw_bars, draw_lines

numbers = st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=40)


@given(values=numbers)
def test_nothing_is_drawn_outside_and_more_is_higher(values: Sequence[int | None]) -> None:
    labels = [str(at) for at in range(len(values))]

    lines = _read(draw_lines("prova", labels, [Series("uno", values)]))
    bars = _read(draw_bars("prova", labels, [Series("uno", values), Series("due", values)]))

    known = [value for value in values if value is not None]
    heights = [-float(dot.attrib["cy"]) for dot in lines.iter("circle")]
    assert len(heights) == len(known)
    assert [h for _, h in sorted(zip(known, heights, strict=True))] == sorted(heights)
    for drawn in (lines, bars):
        places = [
            (float(each.attrib.get("cx", 64)), float(each.attrib.get("cy", 16))) for each in drawn.iter()
        ]
        assert all(64 <= x <= 624 and 16 <= y <= 224 for x, y in places)
    for bar in bars.find("svg").iter("rect"):  # type: ignore[union-attr]
        x, y, wide, high = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert x >= 64 and x + wide <= 624.1 and high >= 0 and y + high <= 224.1


def test_a_plot_has_no_style_of_its_own_and_shows_words_as_they_are() -> None:
    drawn = draw_lines("<b>", ["<i>"], [Series("<script>", [1]), Series("lette", [0])])

    assert not re.search(r"<(b|i|script)>|style", drawn)
    assert "&lt;script&gt;" in drawn
    assert "c-plot-0" in drawn
    assert "c-plot-1" in drawn


def test_a_value_that_is_not_known_breaks_the_line() -> None:
    drawn = _read(draw_lines("prova", list("abc"), [Series("uno", [1, None, 2])]))

    assert len([each for each in drawn.iter("polyline") if each.attrib["points"] != "0,6 32,6"]) == 2


def _read(drawn: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(drawn))  # noqa: S314 - our own
