"""From profile.toml to a `Municipality`: strict, and naming the field that is wrong, never its value."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from urp.errors import InvalidError, MisconfiguredError
from urp.municipality.formats import (
    COUNTRY,
    DIGITS,
    EMAIL,
    ISTAT,
    PHONE,
    SHORT_NUMBER,
    URL,
    VERSION,
)
from urp.municipality.model import (
    Channel,
    Desk,
    EmergencyNumbers,
    Municipality,
    Policy,
    PrivacyNotice,
    ReportChannels,
    RetentionDays,
    Switches,
)
from urp.opening_hours import WEEKDAYS, DeskCalendar, HolidayRules, LocalHoliday, Week
from urp.profile_files import ProfileFolder, Section, folder_of_package, read_section

PROFILE_FILE = "profile.toml"

REDELIVERY_DAYS = 8
"""Meta delivers a webhook again for up to 7 days, so its mark lives one day longer."""
LATE_STATUS_DAYS = 30
"""Statuses of an accepted message may come for 30 days."""
MOST_DAYS_KEPT = 36_500


def load_municipality(package: str, *, placeholders_allowed: bool = False) -> Municipality:
    """Read the profile of an importable package of data; production never allows placeholders."""
    return load_municipality_from(folder_of_package(package), placeholders_allowed=placeholders_allowed)


def load_municipality_from(
    folder: Path | ProfileFolder, *, placeholders_allowed: bool = False
) -> Municipality:
    profile = read_section(folder, PROFILE_FILE, placeholders_allowed=placeholders_allowed)
    _refuse_unconfirmed(profile, placeholders_allowed=placeholders_allowed)
    names = profile.section("municipality")
    municipality = Municipality(
        name=names.text("name"),
        of_name=names.text("of_name"),
        istat_code=names.text("istat_code", pattern=ISTAT, wanted="six digits"),
        website=_url(names, "website"),
        desk=_desk(profile.section("desk")),
        policy=_policy(profile.section("policy")),
        privacy=_privacy(profile.section("privacy")),
        channel=_channel(profile.section("channel")),
        calendar=DeskCalendar(
            zone=_zone(names),
            week=_week(profile.section("opening_hours")),
            holidays=_holidays(profile.section("holidays")),
        ),
        reports=_reports(profile.section("reports")),
        emergency=_emergency(profile.section("emergency")),
        retention=_retention(profile.section("retention_days")),
        switches=_switches(profile.section("switches")),
    )
    names.finish()
    profile.finish()
    return municipality


def _refuse_unconfirmed(profile: Section, *, placeholders_allowed: bool) -> None:
    """`to_confirm` lists fields whose values were found, not given: production waits for somebody's word."""
    for field in profile.texts("to_confirm"):
        table, _, key = field.partition(".")
        if not profile.holds(table, key):
            profile.refuse("to_confirm", "names a field that is not in the profile")
        if not placeholders_allowed:
            raise MisconfiguredError(profile.field(field), "is still listed in to_confirm")


def _url(section: Section, key: str) -> str:
    return section.text(key, pattern=URL, wanted="an address that starts with https://")


def _email(section: Section, key: str) -> str:
    return section.text(key, pattern=EMAIL, wanted="an e-mail address")


def _version(section: Section) -> str:
    return section.text("version", pattern=VERSION, wanted="a date such as 2026-01-31")


def _zone(names: Section) -> ZoneInfo:
    key = names.text("timezone")
    if key not in available_timezones():
        names.refuse("timezone", "is not a time zone")
    return ZoneInfo(key)


def _desk(section: Section) -> Desk:
    desk = Desk(
        whatsapp_number=section.text(
            "whatsapp_number", pattern=DIGITS, wanted="digits with the country code"
        ),
        phone=section.text("phone", pattern=PHONE, wanted="a phone number"),
        email=_email(section, "email"),
        counter=section.text("counter"),
        review_email=_email(section, "review_email"),
    )
    section.finish()
    return desk


def _policy(section: Section) -> Policy:
    policy = Policy(url=_url(section, "url"), version=_version(section))
    section.finish()
    return policy


def _privacy(section: Section) -> PrivacyNotice:
    notice = PrivacyNotice(
        url=_url(section, "url"),
        version=_version(section),
        controller=section.text("controller"),
        purpose=section.text("purpose"),
        basis=section.text("basis"),
        rights=section.text("rights"),
        dpo_contact=section.text("dpo_contact"),
    )
    section.finish()
    return notice


def _channel(section: Section) -> Channel:
    channel = Channel(name=section.text("name"), url=_url(section, "url"))
    section.finish()
    return channel


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
    holiday = LocalHoliday(
        month=section.integer("month", at_least=1, at_most=12),
        day=section.integer("day", at_least=1, at_most=31),
        name=section.text("name"),
    )
    section.finish()
    return holiday


def _reports(section: Section) -> ReportChannels:
    reports = ReportChannels(
        system_url=section.optional_text(
            "system_url", pattern=URL, wanted="an address that starts with https://"
        ),
        email=section.optional_text("email", pattern=EMAIL, wanted="an e-mail address"),
        phone=section.optional_text("phone"),
        counter=section.optional_text("counter"),
    )
    if not any((reports.system_url, reports.email, reports.phone, reports.counter)):
        section.refuse("system_url", "at least one of the four channels for reports is needed")
    section.finish()
    return reports


def _emergency(section: Section) -> EmergencyNumbers:
    numbers = EmergencyNumbers(
        number=section.text("number", pattern=SHORT_NUMBER, wanted="an emergency number"),
        violence_line=section.text("violence_line", pattern=SHORT_NUMBER, wanted="a short number"),
        listening_line=section.optional_text("listening_line"),
    )
    section.finish()
    return numbers


def _retention(section: Section) -> RetentionDays:
    def days(key: str, at_least: int = 1) -> int:
        return section.integer(key, at_least=at_least, at_most=MOST_DAYS_KEPT)

    retention = RetentionDays(
        desk_text=days("desk_text"),
        redirected_reports=days("redirected_reports"),
        recipient_rows=days("recipient_rows", LATE_STATUS_DAYS),
        notices=days("notices", LATE_STATUS_DAYS),
        deduplication=days("deduplication", REDELIVERY_DAYS),
        idempotency=days("idempotency"),
        received_bodies=days("received_bodies", REDELIVERY_DAYS),
        outbox=days("outbox"),
        consent_after_leaving=days("consent_after_leaving"),
        blocks_after_end=days("blocks_after_end"),
        audit=days("audit"),
        calendar=days("calendar"),
        logs=days("logs"),
    )
    section.finish()
    return retention


def _switches(section: Section) -> Switches:
    switches = Switches(must_be_subscribed_to_ask=section.boolean("must_be_subscribed_to_ask"))
    section.finish()
    return switches
