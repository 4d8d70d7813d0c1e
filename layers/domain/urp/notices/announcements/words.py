"""A rule in Italian, as the office would say it: «il primo lunedì del mese alle 8:30, non nei festivi»."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from urp.notices.announcements.counting_words import (
    bare_number,
    counted_days,
    either,
    either_of,
    month_days_in_words,
    numbered,
    on_a_weekday,
    positions_in_words,
    weekday_name,
)
from urp.notices.announcements.model import Announcement, HolidayPolicy, Schedule
from urp.notices.announcements.rule import Frequency, Rule, RuleDay
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.town.opening_hours.words import (
    MONTH_NAMES,
    write_hour,
    write_list,
    write_moment,
    write_since,
    write_until,
    write_weekdays,
)

_EVERY_DAY = 7
_UNITS = {Frequency.DAILY: "giorni", Frequency.WEEKLY: "settimane", Frequency.MONTHLY: "mesi"}
_HOLIDAYS = {
    HolidayPolicy.SEND: "",
    HolidayPolicy.SKIP: ", non nei festivi",
    HolidayPolicy.NEXT_WORKING_DAY: "; se è festivo, il primo giorno di apertura che segue",
}
_MOST_DATES = 12


def schedule_in_words(schedule: Schedule, zone: ZoneInfo, today: date) -> str:
    """One line, without a full stop."""
    rule = schedule.rule.anchored(schedule.start)
    days = _days_in_words(rule)
    at = write_hour(schedule.time.hour, schedule.time.minute)
    counted_from_its_start = rule.interval > 1 or schedule.start > today
    since = f", {write_since(_midnight(schedule.start, zone), zone)}" if counted_from_its_start else ""
    comma = "," if "," in days else ""
    return f"{days}{comma} {at}{since}{_end(rule, zone)}{_HOLIDAYS[schedule.holidays]}"


def warning_in_words(announcement: Announcement, under_way: Broadcast, zone: ZoneInfo) -> str:
    """About an occurrence that the announcement no longer decides on."""
    when = write_moment(under_way.due_at or under_way.created_at, zone)
    if under_way.status is BroadcastStatus.SUBMITTED:
        return (
            f"L'annuncio di {when} aspetta l'approvazione di una seconda persona: ciò che cambi qui non lo"
            " riguarda."
        )
    if under_way.status is not BroadcastStatus.STALE:
        return (
            f"L'annuncio di {when} è già un avviso: ciò che cambi qui non lo riguarda. "
            "Se non deve partire, ferma quell'avviso."
        )
    lost = 0 if announcement.last is None else announcement.last.missed_before
    others = "" if not lost else f" Prima di questo ne sono passati altri {lost}: non partiranno."
    others = " Prima di questo ne è passato un altro: non partirà." if lost == 1 else others
    return (
        f"L'annuncio di {when} è stato trovato troppo tardi e non è partito: decidi se mandarlo di nuovo in "
        f"approvazione o annullarlo.{others}"
    )


def _days_in_words(rule: Rule) -> str:
    match rule.frequency:
        case Frequency.DAILY:
            return _every(rule) + _condition(rule) if rule.interval > 1 else _daily(rule)
        case Frequency.WEEKLY:
            return _weekly(rule) + _months(rule)
        case Frequency.MONTHLY:
            every = f"{_every(rule)}, " if rule.interval > 1 else ""
            return every + _in_the_period(rule, "del mese") + _months(rule)
        case Frequency.YEARLY:
            return _yearly(rule)


def _every(rule: Rule) -> str:
    return f"ogni {rule.interval} {_UNITS[rule.frequency]}"


def _daily(rule: Rule) -> str:
    if not rule.month_days:
        return _weekdays(rule.days) + _months(rule)
    return _in_the_period(rule, "del mese") + _months(rule)


def _condition(rule: Rule) -> str:
    """What a day reached by counting must be as well."""
    wanted = [f"se è {either([weekday_name(day) for day in rule.days])}"] if rule.days else []
    wanted += [f"se è {month_days_in_words(rule.month_days, 'del mese')}"] if rule.month_days else []
    return "".join(f", {each}" for each in wanted) + _months(rule)


def _weekly(rule: Rule) -> str:
    if rule.interval == 1:
        return _weekdays(rule.days)
    on = write_list([on_a_weekday(day.weekday) for day in rule.days])
    return f"{_every(rule)}, {on}"


def _yearly(rule: Rule) -> str:
    every = "ogni anno" if rule.interval == 1 else f"ogni {rule.interval} anni"
    dates = _dates(rule)
    if dates is not None:
        return f"{every} {dates}" if rule.interval == 1 else f"{every}, {dates}"
    if rule.months and (rule.positions or any(day.nth for day in rule.days)) and rule.month_days == ():
        months = write_list([f"di {MONTH_NAMES[month - 1]}" for month in rule.months])
        if rule.positions:
            year = "dell'anno" if len(rule.months) > 1 else months
            return f"{every}, {_in_the_period(rule, year)}" + (_months(rule) if len(rule.months) > 1 else "")
        return f"{every}, {_in_the_period(rule, months)}"
    in_a_year = bool(rule.positions) or any(day.nth for day in rule.days)
    words = _in_the_period(rule, "dell'anno" if in_a_year else "del mese") + _months(rule)
    return words if rule.interval == 1 and not in_a_year else f"{every}, {words}"


def _dates(rule: Rule) -> str | None:
    """`il 1º marzo e il 1º giugno`: where days and months alone say it all."""
    plain = not rule.days and not rule.positions and all(day > 0 for day in rule.month_days)
    if not plain or not rule.months or len(rule.months) * len(rule.month_days) > _MOST_DATES:
        return None
    return write_list(
        [f"{numbered(day)} {MONTH_NAMES[month - 1]}" for month in rule.months for day in rule.month_days]
    )


def _in_the_period(rule: Rule, period: str) -> str:
    if rule.positions:
        return f"{positions_in_words(rule.positions)} {period} fra {_set(rule)}"
    if any(day.nth for day in rule.days):
        return f"{counted_days(rule.days)} {period}"
    if not rule.month_days:
        return _weekdays(rule.days)
    days = month_days_in_words(rule.month_days, period)
    return f"{days}, se è {either([weekday_name(day) for day in rule.days])}" if rule.days else days


def _set(rule: Rule) -> str:
    """What the positions are counted in."""
    if not rule.month_days:
        span = write_weekdays([day.weekday for day in rule.days])
        return f"i giorni {span}" if span.startswith("dal ") else f"i giorni che sono {either_of(span)}"
    days = f"i giorni {write_list([bare_number(day) for day in rule.month_days])} del mese"
    return f"{days} che sono {either([weekday_name(day) for day in rule.days])}" if rule.days else days


def _weekdays(days: Sequence[RuleDay]) -> str:
    """`ogni martedì`, `dal lunedì al venerdì`; none are all."""
    if len(days) in (0, _EVERY_DAY):
        return "ogni giorno"
    words = write_weekdays([day.weekday for day in days])
    return words if words.startswith("dal ") else f"ogni {words}"


def _months(rule: Rule) -> str:
    if not rule.months:
        return ""
    names = write_list([MONTH_NAMES[month - 1] for month in rule.months])
    return f", nel mese di {names}" if len(rule.months) == 1 else f", nei mesi di {names}"


def _end(rule: Rule, zone: ZoneInfo) -> str:
    if rule.count is not None:
        return ", una volta sola" if rule.count == 1 else f", per {rule.count} volte"
    match rule.until:
        case None:
            return ""
        case datetime():
            return f", {write_until(rule.until, zone)}"
        case _:
            return f", {write_until(_midnight(rule.until, zone), zone)}"


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
