"""What goes wrong, and how often."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from infra.local.meta.reading import Json, as_object, read_number
from infra.local.meta.refusals import LATE_CODES

type Range = tuple[float, float]

ONLY_OF_BLOCKS = frozenset({139101, 139102, 139103})
"""Error codes that no message meets, only a change of the block list."""


@dataclass(frozen=True, slots=True)
class InjectedError:
    code: int
    rate: float
    late: bool
    """Whether it comes as a `failed` status after a 200, or as the answer itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The defaults are an ordinary day. Times are in milliseconds, rates between 0 and 1."""

    seed: int | None = None
    latency_ms: Range = (150, 400)
    errors: tuple[InjectedError, ...] = ()
    unclear_rate: float = 0
    """Accepted, then the connection is closed without an answer."""
    server_error_rate: float = 0
    held_rate: float = 0
    held_ms: Range = (1000, 3000)
    held_drop_rate: float = 0.5
    duplicate_status_rate: float = 0
    reorder_statuses: bool = False
    lose_status_rate: float = 0
    status_delay_ms: Range = (100, 400)
    read_rate: float = 0
    number_rate: int = 80
    pair_rate: bool = True
    tier: int | None = None
    direct_send: bool = False
    """Takes a text outside the window if it names the category utility."""
    down: bool = False
    """Nothing is accepted and no Graph call gets an answer: the connection is closed."""

    def described(self) -> Json:
        return {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "errors": [
                {"code": error.code, "rate": error.rate, "as": "status" if error.late else "answer"}
                for error in self.errors
            ],
        }


def _read_rate(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("a number between 0 and 1")
    return float(value)


def _read_range(value: object) -> Range:
    pair = value if isinstance(value, list) else [value, value]
    numbers = [
        float(each)
        for each in pair
        if isinstance(each, int | float) and not isinstance(each, bool) and each >= 0
    ]
    if len(pair) != 2 or len(numbers) != 2 or numbers[0] > numbers[1]:
        raise ValueError("milliseconds, or [least, most]")
    return numbers[0], numbers[1]


def _read_switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")  # noqa: TRY004 - one kind of error for every wrong fault
    return value


def _read_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a whole number")
    return value


def _read_optional_count(value: object) -> int | None:
    return None if value is None else _read_count(value)


def _read_errors(value: object) -> tuple[InjectedError, ...]:
    if not isinstance(value, list):
        raise ValueError("a list of {code, rate, as}")  # noqa: TRY004 - one kind of error for every wrong fault
    return tuple(_read_error(as_object(each)) for each in value)


def _read_error(body: Json) -> InjectedError:
    code = int(read_number(body, "code", 0))
    kind = body.get("as", "status" if code in LATE_CODES else "answer")
    if code <= 0 or kind not in ("answer", "status"):
        raise ValueError("a list of {code, rate, as}, where as is answer or status")
    return InjectedError(code, _read_rate(body.get("rate", 1)), late=kind == "status")


_READERS: dict[str, Callable[[object], object]] = {
    "seed": _read_optional_count,
    "latency_ms": _read_range,
    "errors": _read_errors,
    "unclear_rate": _read_rate,
    "server_error_rate": _read_rate,
    "held_rate": _read_rate,
    "held_ms": _read_range,
    "held_drop_rate": _read_rate,
    "duplicate_status_rate": _read_rate,
    "reorder_statuses": _read_switch,
    "lose_status_rate": _read_rate,
    "status_delay_ms": _read_range,
    "read_rate": _read_rate,
    "number_rate": _read_count,
    "pair_rate": _read_switch,
    "tier": _read_optional_count,
    "direct_send": _read_switch,
    "down": _read_switch,
}


def merge(faults: Faults, change: Json) -> Faults:
    """The faults with some changed; ValueError names one that does not exist or cannot hold that value."""
    values: dict[str, object] = {}
    for name, value in change.items():
        if name not in _READERS:
            raise ValueError(f"unknown fault: {name}")
        try:
            values[name] = _READERS[name](value)
        except ValueError as wrong:
            raise ValueError(f"{name} must be {wrong}") from wrong
    return dataclasses.replace(faults, **values)  # type: ignore[arg-type]  # each reader returns its field's kind
