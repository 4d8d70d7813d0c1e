"""Days that are counted, in Italian: «il primo e il terzo lunedì», «l'8 e il 23», «l'ultimo giorno»."""

from __future__ import annotations

from collections.abc import Sequence

from urp.notices.announcements.rule import RuleDay
from urp.town.opening_hours.words import WEEKDAY_NAMES, is_elided, write_list

_SUNDAY = 6
_MASCULINE = ("primo", "secondo", "terzo", "quarto", "quinto")
_FROM_THE_END = ("ultimo", "penultimo", "terzultimo", "quartultimo", "quintultimo")


def counted_days(days: Sequence[RuleDay]) -> str:
    """`il primo e il terzo lunedì`, `il primo lunedì e l'ultima domenica`."""
    several: dict[int, list[int]] = {}
    for day in days:
        several.setdefault(day.weekday, []).append(day.nth)
    return write_list([_the(numbers, WEEKDAY_NAMES[weekday]) for weekday, numbers in several.items()])


def positions_in_words(positions: Sequence[int]) -> str:
    return _the(positions, "giorno")


def _the(numbers: Sequence[int], what: str) -> str:
    """`il primo e l'ultimo giorno`; numbers without a name of their own say from where they count."""
    feminine = what == WEEKDAY_NAMES[_SUNDAY]
    named = [_ordinal(number, feminine=feminine) for number in numbers if number >= -len(_FROM_THE_END)]
    unnamed = [
        f"{_ordinal(number, feminine=feminine)} {what} dalla fine"
        for number in numbers
        if number < -len(_FROM_THE_END)
    ]
    return write_list([*([f"{write_list(named)} {what}"] if named else []), *unnamed])


def _ordinal(number: int, *, feminine: bool = False) -> str:
    """With its article: `il primo`, `l'ultima`, `l'8º`."""
    word = _bare_ordinal(number, feminine=feminine)
    if word.startswith(("u", "8", "11")):
        return f"l'{word}"
    return f"la {word}" if feminine else f"il {word}"


def _bare_ordinal(number: int, *, feminine: bool = False) -> str:
    names = _MASCULINE if number > 0 else _FROM_THE_END
    if abs(number) <= len(names):
        name = names[abs(number) - 1]
        return f"{name[:-1]}a" if feminine else name
    return f"{abs(number)}{'ª' if feminine else 'º'}"


def month_days_in_words(days: Sequence[int], period: str) -> str:
    """`l'8 e il 23 del mese`, `l'ultimo giorno del mese`."""
    counted = [numbered(day) for day in days if day > 0]
    from_the_end = [day for day in days if day < 0]
    return f"{write_list([*counted, *([_the(from_the_end, 'giorno')] if from_the_end else [])])} {period}"


def numbered(day: int) -> str:
    return f"l'{day}" if is_elided(day) else f"il {bare_number(day)}"


def bare_number(day: int) -> str:
    if day < 0:
        return _bare_ordinal(day) + (" dalla fine" if day < -len(_FROM_THE_END) else "")
    return "1º" if day == 1 else str(day)


def weekday_name(day: RuleDay) -> str:
    return WEEKDAY_NAMES[day.weekday]


def on_a_weekday(weekday: int) -> str:
    return f"la {WEEKDAY_NAMES[weekday]}" if weekday == _SUNDAY else f"il {WEEKDAY_NAMES[weekday]}"


def either(words: Sequence[str]) -> str:
    return either_of(write_list(words))


def either_of(words: str) -> str:
    first, _, last = words.rpartition(" e ")
    return f"{first} o {last}" if first else words
