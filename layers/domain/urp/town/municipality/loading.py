"""From profile.toml to a `Municipality`: strict, and naming the field that is wrong, never its value."""

from __future__ import annotations

from calendar import monthrange
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from urp.errors import InvalidError, MisconfiguredError
from urp.town.municipality.model import COUNTRY, ISTAT, Municipality, answering_of, own_words_of
from urp.town.municipality.tables import (
    automatic_stop_of,
    channel_of,
    desk_of,
    emergency_of,
    english_of,
    moderation_of,
    policy_of,
    privacy_of,
    reports_of,
    retention_of,
    switches_of,
    topics_of,
    url,
)
from urp.town.opening_hours import WEEKDAYS, DeskCalendar, HolidayRules, LocalHoliday, Week
from urp.town.profile_files import ProfileFolder, Section, folder_of_package, read_section

PROFILE_FILE = "profile.toml"

_OWN_ADDRESSES = 3
"""The site, the notice and the rules: who is sent to one of them finds it at once."""
_LEAP_YEAR = 2024  # so that 29 February may be a holiday


def load_municipality(package: str, *, placeholders_allowed: bool = False) -> Municipality:
    """Read the profile of an importable package of data; production never allows placeholders."""
    return load_municipality_from(folder_of_package(package), placeholders_allowed=placeholders_allowed)


def load_municipality_from(
    folder: Path | ProfileFolder, *, placeholders_allowed: bool = False
) -> Municipality:
    profile = read_section(folder, PROFILE_FILE, placeholders_allowed=placeholders_allowed)
    _refuse_unconfirmed(profile, placeholders_allowed=placeholders_allowed)
    names = profile.section("municipality")
    answering = answering_of(profile.section("answering"))
    reports, emergency = reports_of(profile.section("reports")), emergency_of(profile.section("emergency"))
    topics = topics_of(profile)
    municipality = Municipality(
        name=names.text("name"),
        of_name=names.text("of_name"),
        istat_code=names.text("istat_code", pattern=ISTAT, wanted="six digits"),
        website=url(names, "website"),
        desk=desk_of(profile.section("desk")),
        policy=policy_of(profile.section("policy")),
        privacy=privacy_of(profile.section("privacy")),
        channel=channel_of(profile.section("channel")),
        calendar=DeskCalendar(
            zone=_zone(names),
            week=_week(profile.section("opening_hours")),
            holidays=_holidays(profile.section("holidays")),
        ),
        reports=reports,
        emergency=emergency,
        automatic_stop=automatic_stop_of(profile.section("automatic_stop")),
        retention=retention_of(profile.section("retention_days")),
        moderation=moderation_of(profile.section("moderation")),
        switches=switches_of(profile.section("switches")),
        english=english_of(profile.section("english"), reports, emergency),
        answering=answering,
        words=own_words_of(profile.section("words"), answering.official_domains, topics),
        topics=topics,
    )
    names.finish()
    profile.finish()
    if len({municipality.website, municipality.policy.url, municipality.privacy.url}) < _OWN_ADDRESSES:
        profile.refuse("privacy", "and policy each need an address of their own, not that of the web site")
    return municipality


def _refuse_unconfirmed(profile: Section, *, placeholders_allowed: bool) -> None:
    """`to_confirm` lists fields whose values were found, not given: production waits for somebody's word."""
    for field in profile.texts("to_confirm"):
        table, _, key = field.partition(".")
        if not profile.holds(table, key):
            profile.refuse("to_confirm", "names a field that is not in the profile")
        if not placeholders_allowed:
            raise MisconfiguredError(profile.field(field), "is still listed in to_confirm")


def _zone(names: Section) -> ZoneInfo:
    key = names.text("timezone")
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError):
        names.refuse("timezone", "is not a time zone")


def _week(section: Section) -> Week:
    try:
        week = Week.parse({day: section.texts(day) for day in WEEKDAYS})
    except InvalidError as wrong:
        section.refuse(wrong.field, wrong.problem)
    section.finish()
    return week


def _holidays(section: Section) -> HolidayRules:
    rules = HolidayRules(
        country=section.text("country", pattern=COUNTRY, wanted="two capital letters"),
        subdivision=section.optional_text("subdivision") or None,
        local=tuple(_local_holiday(holiday) for holiday in section.sections("local")),
    )
    section.finish()
    return rules


def _local_holiday(section: Section) -> LocalHoliday:
    month = section.integer("month", at_least=1, at_most=12)
    holiday = LocalHoliday(
        month=month,
        day=section.integer("day", at_least=1, at_most=monthrange(_LEAP_YEAR, month)[1]),
        name=section.text("name"),
        english=section.text("english"),
    )
    section.finish()
    return holiday
