"""A rule as it is written: `FREQ=MONTHLY;BYDAY=1MO`. Each refusal names the part that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise

from urp.errors import InvalidError
from urp.notices.announcements.rule import WEEKDAY_CODES, Frequency, Rule, RuleDay

LONGEST_RULE = 200  # characters
LONGEST_INTERVAL = 366
MOST_TIMES = 1000
_WEEKS_OF_A_YEAR = 53
_WEEKS_OF_A_MONTH = 5
_ITEMS = 31  # of one list; a whole month of days
_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "COUNT", "UNTIL"})
_PART = re.compile(r"([A-Z][A-Z-]*)=([0-9A-Z,+-]+)")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_FIELD = "rule"


def parse_rule(text: str) -> Rule:
    """Raises InvalidError("rule"). What it accepts names at most one time a day."""
    if len(text) > LONGEST_RULE:
        raise _refused(f"è più lungo di {LONGEST_RULE} caratteri")
    parts = _parts(text.strip().upper().removeprefix("RRULE:"))
    rule = Rule(
        frequency=_frequency(parts),
        interval=_number(parts, "INTERVAL", LONGEST_INTERVAL) or 1,
        days=_days(parts),
        month_days=_numbers(parts, "BYMONTHDAY", 31, signed=True),
        months=_numbers(parts, "BYMONTH", 12),
        positions=_numbers(parts, "BYSETPOS", 366, signed=True),
        count=_number(parts, "COUNT", MOST_TIMES),
        until=_until(parts),
    )
    _check_together(rule)
    return rule


def _parts(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in text.split(";"):
        match = _PART.fullmatch(each)
        if match is None:
            raise _refused("si scrive FREQ=WEEKLY;BYDAY=TU, con le parti divise da punto e virgola")
        name, value = match.groups()
        if name not in _PARTS:
            raise _refused(f"{name}: non è una di {', '.join(sorted(_PARTS))}")
        if name in found:
            raise _refused(f"{name}: c'è due volte")
        found[name] = value
    return found


def _frequency(parts: Mapping[str, str]) -> Frequency:
    wanted = parts.get("FREQ")
    if wanted is None:
        raise _refused("FREQ: manca")
    if wanted not in set(Frequency):
        raise _refused(f"FREQ: è una fra {', '.join(Frequency)}; al più una volta al giorno")
    return Frequency(wanted)


def _number(parts: Mapping[str, str], name: str, most: int) -> int | None:
    text = parts.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= most:
        raise _refused(f"{name}: è un numero intero da 1 a {most}")
    return int(text)


def _numbers(parts: Mapping[str, str], name: str, most: int, *, signed: bool = False) -> tuple[int, ...]:
    def read(text: str) -> int | None:
        fits = re.fullmatch(r"[+-]?[0-9]{1,3}" if signed else r"[0-9]{1,3}", text)
        return int(text) if fits and 1 <= abs(int(text)) <= most else None

    numbers = f"numeri da 1 a {most}" + (" o da -1 in giù" if signed else "")
    found = _list(parts, name, read, numbers)
    return tuple(sorted(found, key=_from_the_first_to_the_last))


def _days(parts: Mapping[str, str]) -> tuple[RuleDay, ...]:
    def read(text: str) -> RuleDay | None:
        match = _DAY.fullmatch(text)
        if match is None or (match[1] is not None and int(match[1]) == 0):
            return None
        return RuleDay(int(match[1] or 0), WEEKDAY_CODES.index(match[2]))

    found = _list(parts, "BYDAY", read, "giorni come TU, 1MO o -1FR")
    return tuple(sorted(found, key=lambda day: (*_from_the_first_to_the_last(day.nth), day.weekday)))


def _list[T: (int, RuleDay)](
    parts: Mapping[str, str], name: str, read: Callable[[str], T | None], wanted: str
) -> tuple[T, ...]:
    """Sorted: the order in which they are written means nothing."""
    if name not in parts:
        return ()
    read_ones = [read(text) for text in parts[name].split(",")]
    found = sorted(each for each in read_ones if each is not None)
    if len(found) < len(read_ones):
        raise _refused(f"{name}: è un elenco di {wanted}")
    if len(found) > _ITEMS or any(one == other for one, other in pairwise(found)):
        raise _refused(f"{name}: ne contiene al massimo {_ITEMS}, ognuno una volta")
    return tuple(found)


def _from_the_first_to_the_last(number: int) -> tuple[bool, int]:
    """1, 2, 3, -3, -2, -1."""
    return number < 0, number


def _until(parts: Mapping[str, str]) -> date | datetime | None:
    text = parts.get("UNTIL")
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{8}", text):
            return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
        if re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", text):
            return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise _refused("UNTIL: è un giorno come 20261231, o un momento come 20261231T225959Z")


def _check_together(rule: Rule) -> None:
    if rule.count is not None and rule.until is not None:
        raise _refused("COUNT: non va insieme a UNTIL")
    if rule.month_days and rule.frequency is Frequency.WEEKLY:
        raise _refused("BYMONTHDAY: non va con FREQ=WEEKLY")
    _check_counted_days(rule)
    if rule.positions and rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        raise _refused("BYSETPOS: va solo con FREQ=MONTHLY o YEARLY")
    if rule.positions and not (rule.days or rule.month_days):
        raise _refused("BYSETPOS: chiede BYDAY o BYMONTHDAY")


def _check_counted_days(rule: Rule) -> None:
    counted = [day for day in rule.days if day.nth]
    if not counted:
        return
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        raise _refused("BYDAY: un numero davanti al giorno va solo con FREQ=MONTHLY o YEARLY")
    in_a_month = rule.frequency is Frequency.MONTHLY or rule.months
    most = _WEEKS_OF_A_MONTH if in_a_month else _WEEKS_OF_A_YEAR
    if any(abs(day.nth) > most for day in counted):
        raise _refused(f"BYDAY: il numero davanti al giorno è al massimo {most}")
    if rule.month_days or rule.positions:
        raise _refused("BYDAY: un numero davanti al giorno non va insieme a BYMONTHDAY e BYSETPOS")
    if len(counted) < len(rule.days):
        raise _refused("BYDAY: o tutti i giorni hanno un numero davanti, o nessuno")


def _refused(problem: str) -> InvalidError:
    return InvalidError(_FIELD, problem)
