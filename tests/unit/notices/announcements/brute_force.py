"""The days of a rule by its definition alone, day by day: slow, and with no other library's opinion."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from urp.notices.announcements.rule import Frequency, Rule

ONE_DAY = timedelta(days=1)


def days_by_definition(rule: Rule, start: date, last: date) -> Iterator[date]:
    """`rule` names its days itself: nothing is left to its start."""
    given = 0
    for number in range((last - start).days + 1):
        day = start + number * ONE_DAY
        if not _in_an_interval(rule, start, day) or day not in _set_of(rule, day):
            continue
        given += 1
        if rule.count is not None and given > rule.count:
            return
        yield day


def _in_an_interval(rule: Rule, start: date, day: date) -> bool:
    match rule.frequency:
        case Frequency.DAILY:
            passed = (day - start).days
        case Frequency.WEEKLY:
            passed = (_monday(day) - _monday(start)).days // 7
        case Frequency.MONTHLY:
            passed = (day.year - start.year) * 12 + day.month - start.month
        case Frequency.YEARLY:
            passed = day.year - start.year
    return passed % rule.interval == 0


def _monday(day: date) -> date:
    return day - day.weekday() * ONE_DAY


def _set_of(rule: Rule, day: date) -> list[date]:
    """The days that the rule names in the period of this day."""
    if not rule.positions:
        return [day] if _named(rule, day) else []
    named = [each for each in _period(rule, day) if _named(rule, each)]
    chosen = [position - 1 if position > 0 else position for position in rule.positions]
    return [named[index] for index in chosen if -len(named) <= index < len(named)]


def _period(rule: Rule, day: date) -> list[date]:
    if rule.frequency is Frequency.MONTHLY:
        first, length = day.replace(day=1), monthrange(day.year, day.month)[1]
    else:
        first, length = date(day.year, 1, 1), (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return [first + number * ONE_DAY for number in range(length)]


def _named(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days)
        and (not rule.days or any(_is_the_nth(rule, day, each.nth, each.weekday) for each in rule.days))
    )


def _is_the_nth(rule: Rule, day: date, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    in_a_month = rule.frequency is Frequency.MONTHLY or bool(rule.months)
    if in_a_month:
        place, length = day.day, monthrange(day.year, day.month)[1]
    else:
        place = day.timetuple().tm_yday
        length = date(day.year, 12, 31).timetuple().tm_yday
    before, after = (place - 1) // 7 + 1, (length - place) // 7 + 1
    return nth in (0, before, -after)
