"""What a bench found, against its bar; and the file that keeps the latest of each name."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

TIMES = frozenset({"s", "ms", "min"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    name: str
    value: float
    unit: str
    bar: float
    held: bool
    judged: bool
    """False of seconds on this machine, which say more about the machine: they are printed, and compared with
    another commit's (`AGAINST`)."""
    fine: bool
    """What was measured went as it should, whatever it took."""
    detail: Mapping[str, object]
    """What the figure rests on: how many, how spread, how fast the machine itself was."""


def at_most(
    name: str,
    value: float,
    unit: str,
    bar: float,
    detail: Mapping[str, object],
    *,
    otherwise_fine: bool = True,
    virtual: bool = False,
) -> Measurement:
    """Held when the value does not pass the bar; `otherwise_fine` is False when some of it went wrong.
    `virtual`: times are of a clock of our own, and as exact as what is counted."""
    value = round(value, 3)
    judged = virtual or unit not in TIMES
    return Measurement(
        name=name,
        value=value,
        unit=unit,
        bar=bar,
        held=otherwise_fine and (value <= bar or not (judged or math.isnan(value))),
        judged=judged,
        fine=otherwise_fine,
        detail=detail,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them does not pass (nearest rank); NaN of nothing."""
    ranked = sorted(values)
    return ranked[max(math.ceil(share * len(ranked)), 1) - 1] if ranked else math.nan


def keep(file: Path, measurement: Measurement) -> None:
    """One JSON line a name: a later run replaces the line of the earlier one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [line for line in lines if json.loads(line)["name"] != measurement.name]
    kept.append(json.dumps(asdict(measurement)))
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text("\n".join(kept) + "\n", encoding="utf-8")
    unfinished.replace(file)


def table(measurements: Sequence[Measurement]) -> str:
    rows = [("bench", "measured", "bar", "", "detail")]
    rows += [
        (
            each.name,
            f"{each.value:g} {each.unit}",
            f"{each.bar:g} {each.unit}",
            ("held" if each.judged else "not judged") if each.held else "NOT HELD",
            ", ".join(f"{name} {value}" for name, value in each.detail.items()),
        )
        for each in measurements
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    )
