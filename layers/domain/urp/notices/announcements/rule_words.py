"""A rule as the office says it: «ogni primo lunedì», «il 16 di ogni mese», «dal lunedì al venerdì».

It reads what `words` writes of simple rules, and the ways people shorten it; what it does not know is read as
RFC 5545 has it (`rule_reading`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from urp.errors import InvalidError
from urp.notices.announcements.rule import WEEKDAY_CODES, Rule
from urp.notices.announcements.rule_reading import LONGEST_RULE, parse_rule
from urp.town.opening_hours.words import MONTH_NAMES, WEEKDAY_NAMES

_ORDINALS = {"prim": 1, "second": 2, "terz": 3, "quart": 4, "quint": 5, "ultim": -1, "penultim": -2}
_NUMBERS = {"due": 2, "tre": 3, "quattro": 4}
_DAY = "(?:luned|marted|mercoled|gioved|venerd)[iì]|sabato|domenica"
_DAYS = rf"(?:{_DAY})(?:(?:, (?:e )?| e )(?:(?:il|la) )?(?:{_DAY}))*"
_ORDINAL = f"(?:{'|'.join(_ORDINALS)})[oa]"
_NTHS = rf"{_ORDINAL}(?:(?:, | e )(?:il |la |l')?{_ORDINAL})*"
_DATES = r"\d{1,2}º?(?:(?:, | e )(?:il |l')?\d{1,2}º?)*"
_MONTH = "|".join(MONTH_NAMES)
_EVERY = r"(?:ogni|tutti i|tutte le|il|la|i|le) "
_THE = r"(?:(?:ogni|il|la) |l')?"
_OF_THE_MONTH = r" (?:del mese|di ogni mese|d'ogni mese)"
_END = re.compile(rf",? fino al(?:l')? ?(\d{{1,2}})º? ({_MONTH}) (\d{{4}})$")
_NOT_KNOWN = (
    "non si capisce: si scrive per esempio «ogni martedì», «dal lunedì al venerdì», «ogni due settimane, il"
    " mercoledì», «ogni primo lunedì», «l'ultimo venerdì del mese», «il 16 di ogni mese», «l'ultimo giorno"
    " del mese», «ogni anno il 16 giugno», anche con «fino al 31 marzo 2027»; l'ora si scrive a parte"
)


def read_rule(text: str) -> Rule:
    """Words, or RFC 5545. Raises InvalidError("rule")."""
    if len(text) > LONGEST_RULE or "=" in text:
        return parse_rule(text)
    said = re.sub(r"\s+", " ", text.strip().lower().replace("’", "'").replace("°", "º")).rstrip(".")
    end = _END.search(said)
    days = _read_days(said[: end.start()] if end else said)
    if days is None:
        raise InvalidError("rule", _NOT_KNOWN)
    until = f";UNTIL={end[3]}{MONTH_NAMES.index(end[2]) + 1:02}{int(end[1]):02}" if end else ""
    return parse_rule(days + until)


def _read_days(said: str) -> str | None:
    return next((read(found) for form, read in _FORMS if (found := form.fullmatch(said))), None)


def _codes(text: str) -> Sequence[str]:
    starts = [name[:3] for name in WEEKDAY_NAMES]
    return [WEEKDAY_CODES[starts.index(day[:3])] for day in re.findall(_DAY, text)]


def _span(found: re.Match[str]) -> str:
    first, last = (WEEKDAY_CODES.index(code) for code in _codes(found[0]))
    steps = (last - first) % len(WEEKDAY_CODES)
    return f"FREQ=WEEKLY;BYDAY={_join(WEEKDAY_CODES[(first + step) % 7] for step in range(steps + 1))}"


def _weeks(found: re.Match[str]) -> str:
    number = _NUMBERS.get(found[1]) or found[1]
    days = f";BYDAY={_join(_codes(found[2]))}" if found[2] else ""
    return f"FREQ=WEEKLY;INTERVAL={number}{days}"


def _nths(found: re.Match[str]) -> str:
    numbers = [_ORDINALS[each[:-1]] for each in re.findall(_ORDINAL, found[1])]
    return f"FREQ=MONTHLY;BYDAY={_join(f'{number}{_codes(found[2])[0]}' for number in numbers)}"


def _join(parts: Iterable[object]) -> str:
    return ",".join(map(str, parts))


_FORMS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    (re.compile("ogni giorno|tutti i giorni"), lambda _: "FREQ=DAILY"),
    (re.compile(rf"dal(?:la)? (?:{_DAY}) al(?:la)? (?:{_DAY})"), _span),
    (re.compile(rf"{_EVERY}({_DAYS})"), lambda found: f"FREQ=WEEKLY;BYDAY={_join(_codes(found[1]))}"),
    (re.compile(rf"ogni (\d{{1,2}}|{'|'.join(_NUMBERS)}) settimane(?:,? (?:di |il |la )({_DAYS}))?"), _weeks),
    (re.compile(rf"{_THE}({_NTHS}) ({_DAY})(?:{_OF_THE_MONTH})?"), _nths),
    (re.compile(rf"{_THE}ultimo giorno{_OF_THE_MONTH}"), lambda _: "FREQ=MONTHLY;BYMONTHDAY=-1"),
    (
        re.compile(rf"(?:ogni |il |l')({_DATES}){_OF_THE_MONTH}"),
        lambda found: f"FREQ=MONTHLY;BYMONTHDAY={_join(re.findall(r'\d+', found[1]))}",
    ),
    (
        re.compile(rf"ogni anno,? (?:il |l')(\d{{1,2}})º? (?:di )?({_MONTH})"),
        lambda found: f"FREQ=YEARLY;BYMONTH={MONTH_NAMES.index(found[2]) + 1};BYMONTHDAY={found[1]}",
    ),
)
