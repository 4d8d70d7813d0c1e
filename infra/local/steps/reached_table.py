"""People reached, second by second, as a person can read it."""

from collections import Counter
from collections.abc import Sequence

PEOPLE_A_MARK = 4


def write_reached_table(moments: Sequence[float]) -> list[str]:
    """Lines of a table; `moments` in seconds of any clock."""
    if not moments:
        return ["    nessuna persona raggiunta"]
    first, last = min(moments), max(moments)
    reached = Counter(int(moment - first) for moment in moments)
    lines = ["    secondo   persone   in tutto"]
    so_far = 0
    for second in range(int(last - first) + 1):
        so_far += reached[second]
        marks = "■" * round(reached[second] / PEOPLE_A_MARK)
        lines.append(f"    {second + 1:7d}   {reached[second]:7d}   {so_far:8d}   {marks}".rstrip())
    lasted = last - first
    if lasted > 0:
        lines.append(
            f"    {len(moments)} persone in {lasted:.1f} secondi: {len(moments) / lasted:.0f} al secondo"
        )
    return lines
