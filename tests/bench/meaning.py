"""How long a message takes to understand: ordinary ones, and the longest that hostile hands can write."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.bench.measurement import Measurement, at_most
from tests.evaluation.messages import DEVELOPMENT, project_set
from tests.evaluation.scores import PROFILE, understood_in

BAR_MS, BAR_HOSTILE_MS = 5.0, 15.0
LONGEST = 4_096
BAR_GROWTH = 3.0
"""Of the time, when the text is twice as long: 2 is linear, and the machine is noisy."""
_TIMES = 7

HOSTILE: Mapping[str, str] = {
    "one letter": "a ",
    "exclamation marks": "!",
    "question marks": "?",
    "one report": "segnalo una buca in via rotta non funziona ",
    "one cry for help": "aiuto fuoco casa in fiamme non respira ",
    "denials": "non ",
    "commands": "cancellami ",
    "enrolments": "iscrivi nido ",
    "threats": "vengo li e vi spacco la faccia stronzi ",
    "begging": "donate euro iban paypal raccolta fondi ",
    "everything": "dove segnalare buca via perde acqua vergogna nessuno risponde perche mettete panchine ",
    "combining marks": "a\u0301",
    "emoji": "\U0001f600",
    "zero width": "\u200b",
    "one digit": "1 ",
    "a long number": "1",
    "a ligature of eighteen letters": "\ufdfa",
    "letters with dots": "c.a.n.c.",
}


understand = understood_in(PROFILE)


def meaning(_: Path) -> Sequence[Measurement]:
    understand("")  # the first message of a process reads the word files
    messages = project_set(DEVELOPMENT)
    ordinary = [_ms(each.text) for each in messages]
    slow = {name: _ms(_as_long_as(LONGEST, piece)) for name, piece in HOSTILE.items()}
    one_after_another = " ".join(each.text for each in messages)
    strung = _ms(_as_long_as(LONGEST, one_after_another))
    growth = {
        name: slow[name] / _ms(_as_long_as(LONGEST // 2, piece))
        for name, piece in HOSTILE.items()
        if slow[name] > 1  # below a millisecond the clock says more of the machine than of the text
    } | {"messages strung together": strung / _ms(_as_long_as(LONGEST // 2, one_after_another))}
    worst, steepest = max(slow, key=slow.__getitem__), max(growth, key=growth.__getitem__)
    each_ms = {name: round(ms, 2) for name, ms in slow.items()}
    return [
        at_most(
            "meaning",
            median(ordinary),
            "ms",
            BAR_MS,
            {
                "messages": len(ordinary),
                "slowest_ms": round(max(ordinary), 2),
                "strung_together_ms": round(strung, 2),
            },
        ),
        at_most("meaning_hostile", slow[worst], "ms", BAR_HOSTILE_MS, {"worst": worst, **each_ms}),
        at_most(
            "meaning_growth",
            growth[steepest],
            "times",
            BAR_GROWTH,
            {"worst": steepest, "characters": LONGEST},
        ),
    ]


def _as_long_as(length: int, piece: str) -> str:
    return (piece * length)[:length]


def _ms(text: str) -> float:
    """The quickest of some readings: the others tell what else the machine did."""
    readings = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        understand(text)
        readings.append((time.perf_counter() - begun) * 1_000)
    return min(readings)
