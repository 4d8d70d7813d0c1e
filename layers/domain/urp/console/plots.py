"""Plots as SVG in the page: attributes and classes alone, since the policy allows no inline style.

A plot is a picture of numbers that stand in a table beside it; a line is told from another by its dashes and
its name, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from urp.public.words import write_number

_WIDTH, _HEIGHT = 640, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 32, 16, 56
_STEPS = 4
_MOST_LABELS = 8
_NICE = (1, 2, 5, 10)

_FRAME = Markup(
    '<figure class="c-plot"><svg viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">'
    "{}</svg><figcaption>{}</figcaption></figure>"
)
_GRID = Markup('<line class="c-plot-grid" x1="{}" x2="{}" y1="{}" y2="{}"/>')
_TICK = Markup('<text class="c-plot-tick" x="{}" y="{}" text-anchor="{}">{}</text>')
_LINE = Markup('<polyline class="c-plot-line c-plot-{}" points="{}"/>')
_DOT = Markup('<circle class="c-plot-dot c-plot-{}" cx="{}" cy="{}" r="3"/>')
_BAR = Markup('<rect class="c-plot-bar c-plot-{}" x="{}" y="{}" width="{}" height="{}"/>')
_KEY = Markup(
    '<span class="c-plot-key"><svg viewBox="0 0 32 12" width="32" height="12" aria-hidden="true">{}</svg>'
    " {}</span>"
)


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: Sequence[float | None]
    """One for each label; None: not known, and the line is broken there."""


def draw_lines(title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Values from 0 up, over labels at equal distances."""
    top = _top_of(series)
    drawn = _axes(labels, top, [_x(at, len(labels)) for at in range(len(labels))])
    for number, each in enumerate(series):
        for run in _runs(each.values):
            points = [(_x(at, len(labels)), _y(value, top)) for at, value in run]
            drawn += _LINE.format(number, " ".join(f"{x},{y}" for x, y in points))
            drawn += Markup("").join(_DOT.format(number, x, y) for x, y in points)
    return _figure(title, drawn, series, bars=False)


def draw_bars(title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """The bars of one label stand side by side."""
    top, room = _top_of(series), (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    wide = room * 0.8 / max(1, len(series))
    drawn = _axes(labels, top, [round(_LEFT + room * (at + 0.5), 1) for at in range(len(labels))])
    for number, each in enumerate(series):
        for at, value in enumerate(each.values):
            if value is not None:
                x, y = _LEFT + room * (at + 0.1) + wide * number, _y(value, top)
                drawn += _BAR.format(number, round(x, 1), y, round(wide, 1), round(_y(0, top) - y, 1))
    return _figure(title, drawn, series, bars=True)


def _figure(title: str, drawn: Markup, series: Sequence[Series], *, bars: bool) -> Markup:
    keys = Markup(" ").join(_KEY.format(_key_of(at, bars=bars), each.name) for at, each in enumerate(series))
    return _FRAME.format(_WIDTH, _HEIGHT, f"Grafico: {title}. I numeri sono nella tabella.", drawn, keys)


def _key_of(number: int, *, bars: bool) -> Markup:
    return _BAR.format(number, 0, 0, 32, 12) if bars else _LINE.format(number, "0,6 32,6")


def _axes(labels: Sequence[str], top: float, places: Sequence[float]) -> Markup:
    drawn = Markup("")
    for step in range(_STEPS + 1):
        value = top * step / _STEPS
        y = _y(value, top)
        drawn += _GRID.format(_LEFT, _WIDTH - _RIGHT, y, y)
        drawn += _TICK.format(_LEFT - 8, y + 4, "end", _write(value))
    every = max(1, -(-len(labels) // _MOST_LABELS))
    for at, (label, x) in enumerate(zip(labels, places, strict=True)):
        if at % every == 0:
            drawn += _TICK.format(x, _HEIGHT - _BOTTOM + 22, "middle", label)
    return drawn


def _top_of(series: Sequence[Series]) -> float:
    """A round number that no value passes; ticks of counts are whole."""
    highest = max((value for each in series for value in each.values if value is not None), default=0)
    size = 1.0
    while size * _NICE[-1] * _STEPS < highest:
        size *= 10
    return next(size * nice * _STEPS for nice in _NICE if size * nice * _STEPS >= highest)


def _x(at: int, number: int) -> float:
    return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * at / max(1, number - 1), 1)


def _y(value: float, top: float) -> float:
    return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / top, 1)


def _runs(values: Sequence[float | None]) -> Sequence[Sequence[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at, value))
    return [run for run in runs if run]


def _write(value: float) -> str:
    return write_number(round(value))
