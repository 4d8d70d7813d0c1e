"""Load a `Municipality` from profile.toml; errors name the field, never its value."""

from __future__ import annotations

from calendar import monthrange
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from urp.errors import InvalidError, MisconfiguredError
from urp.town.municipality.model import COUNTRY, ISTAT, Municipality, read_answering, read_own_words
from urp.town.municipality.tables import (
    read_approval,
    read_automatic_stop,
    read_break_glass,
    read_channel,
    read_desk,
    read_duty,
    read_emergency,
    read_english,
    read_moderation,
    read_month_euro,
    read_policy,
    read_privacy,
    read_reports,
    read_retention,
    read_switches,
    read_topics,
    read_url,
)
from urp.town.opening_hours import WEEKDAYS, DeskCalendar, HolidayRules, LocalHoliday, Week
from urp.town.profile_files import ProfileFolder, Section, find_package_folder, read_section
from urp.town.quiet_hours import read_quiet_hours

PROFILE_FILE = "profile.toml"

_OWN_ADDRESSES = 3
"""The site, the notice and the rules: who is sent to one of them finds it at once."""
_LEAP_YEAR = 2024  # so that 29 February may be a holiday


def load_municipality(package: str, *, placeholders_allowed: bool = False) -> Municipality:
    """Read the profile of an importable package of data; production never allows placeholders."""
    return load_municipality_from(find_package_folder(package), placeholders_allowed=placeholders_allowed)


def load_municipality_from(
    folder: Path | ProfileFolder, *, placeholders_allowed: bool = False
) -> Municipality:
    profile = read_section(folder, PROFILE_FILE, placeholders_allowed=placeholders_allowed)
    _refuse_unconfirmed(profile, placeholders_allowed=placeholders_allowed)
    names = profile.read_section("municipality")
    answering = read_answering(profile.read_section("answering"))
    reports, emergency = (
        read_reports(profile.read_section("reports")),
        read_emergency(profile.read_section("emergency")),
    )
    topics, zone = read_topics(profile), _read_zone(names)
    municipality = Municipality(
        name=names.read_text("name"),
        of_name=names.read_text("of_name"),
        istat_code=names.read_text("istat_code", pattern=ISTAT, wanted="six digits"),
        website=read_url(names, "website"),
        desk=read_desk(profile.read_section("desk")),
        policy=read_policy(profile.read_section("policy")),
        privacy=read_privacy(profile.read_section("privacy")),
        channel=read_channel(profile.read_section("channel")),
        calendar=DeskCalendar(
            zone=zone,
            week=_read_week(profile.read_section("opening_hours")),
            holidays=_read_holidays(profile.read_section("holidays")),
        ),
        reports=reports,
        emergency=emergency,
        automatic_stop=read_automatic_stop(profile.read_section("automatic_stop")),
        approval=read_approval(profile.read_section("approval"), profile.read_section("alone")),
        break_glass=read_break_glass(profile.read_section("break_glass")),
        duty=read_duty(profile.read_section("duty")),
        month_euro=read_month_euro(profile.read_section("budget")),
        retention=read_retention(profile.read_section("retention_days")),
        moderation=read_moderation(profile.read_section("moderation")),
        switches=read_switches(profile.read_section("switches")),
        english=read_english(profile.read_section("english"), reports, emergency),
        answering=answering,
        words=read_own_words(profile.read_section("words"), answering.official_domains, topics),
        topics=topics,
        quiet_hours=read_quiet_hours(profile.read_optional_section("quiet_hours"), zone),
    )
    names.finish()
    profile.finish()
    if len({municipality.website, municipality.policy.url, municipality.privacy.url}) < _OWN_ADDRESSES:
        profile.refuse("privacy", "and policy each need an address of their own, not that of the web site")
    return municipality


def _refuse_unconfirmed(profile: Section, *, placeholders_allowed: bool) -> None:
    """Refuse unconfirmed values in production: `to_confirm` lists fields whose values were found, not
    given."""
    for field in profile.read_texts("to_confirm"):
        table, _, key = field.partition(".")
        if not profile.holds(table, key):
            profile.refuse("to_confirm", "names a field that is not in the profile")
        if not placeholders_allowed:
            raise MisconfiguredError(profile.name_field(field), "is still listed in to_confirm")


def _read_zone(names: Section) -> ZoneInfo:
    key = names.read_text("timezone")
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError):
        names.refuse("timezone", "is not a time zone")


def _read_week(section: Section) -> Week:
    try:
        week = Week.parse({day: section.read_texts(day) for day in WEEKDAYS})
    except InvalidError as wrong:
        section.refuse(wrong.field, wrong.problem)
    section.finish()
    return week


def _read_holidays(section: Section) -> HolidayRules:
    rules = HolidayRules(
        country=section.read_text("country", pattern=COUNTRY, wanted="two capital letters"),
        subdivision=section.read_optional_text("subdivision") or None,
        local=tuple(_read_local_holiday(holiday) for holiday in section.read_sections("local")),
    )
    section.finish()
    return rules


def _read_local_holiday(section: Section) -> LocalHoliday:
    month = section.read_integer("month", at_least=1, at_most=12)
    holiday = LocalHoliday(
        month=month,
        day=section.read_integer("day", at_least=1, at_most=monthrange(_LEAP_YEAR, month)[1]),
        name=section.read_text("name"),
        english=section.read_text("english"),
    )
    section.finish()
    return holiday
