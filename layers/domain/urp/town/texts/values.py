"""Values from the profile that every text may use."""

from __future__ import annotations

from collections.abc import Mapping

from urp.language import Language
from urp.town.municipality import Municipality
from urp.town.opening_hours import WORDING

MAY_BE_EMPTY = frozenset(
    {
        "report_system_url",
        "report_email",
        "report_phone",
        "report_counter",
        "listening_line",
        "social_services",
        "children_lines",
        "own_channel",
        "special_days",
    }
)
"""Values alone on their line, so that an empty one removes the line and leaves no broken sentence."""

_DAYS_OF_A_YEAR = 365
_SPANS = {
    Language.ITALIAN: ("giorno", "giorni", "anno", "anni"),
    Language.ENGLISH: ("day", "days", "year", "years"),
}


def list_profile_values(municipality: Municipality, language: Language) -> Mapping[str, str]:
    spoken = _list_english_values(municipality) if language is Language.ENGLISH else {}
    return {**_list_italian_values(municipality), **spoken}


def _list_italian_values(municipality: Municipality) -> Mapping[str, str]:
    desk, privacy, reports = municipality.desk, municipality.privacy, municipality.reports
    return {
        "municipality": municipality.name,
        "of_municipality": municipality.of_name,
        "website": municipality.website,
        "weekly_hours": WORDING[Language.ITALIAN].week(municipality.calendar.week),
        "desk_number": to_national_number(desk.whatsapp_number),
        "desk_phone": desk.phone,
        "desk_email": desk.email,
        "desk_counter": desk.counter,
        "review_email": desk.review_email,
        "policy_url": municipality.policy.url,
        "privacy_url": privacy.url,
        "privacy_controller": privacy.controller,
        "privacy_purpose": privacy.purpose,
        "privacy_basis": privacy.basis,
        "privacy_rights": privacy.rights,
        "privacy_dpo": privacy.dpo_contact,
        "questions_kept": write_days(municipality.retention.desk_text),
        "consent_kept": write_days(municipality.retention.consent_after_leaving),
        "channel_name": municipality.channel.name,
        "channel_url": municipality.channel.url,
        "report_system_url": reports.system_url,
        "report_email": reports.email,
        "report_phone": reports.phone,
        "report_counter": reports.counter,
        "emergency_number": municipality.emergency.number,
        "violence_line": municipality.emergency.violence_line,
        "listening_line": municipality.emergency.listening_line,
        "social_services": municipality.emergency.social_services,
        "children_lines": municipality.emergency.children_lines,
    }


def _list_english_values(municipality: Municipality) -> Mapping[str, str]:
    """Values that differ in English; addresses and numbers are the Italian ones."""
    english = municipality.english
    return {
        "municipality": english.name,
        "of_municipality": english.of_name,
        "weekly_hours": WORDING[Language.ENGLISH].week(municipality.calendar.week),
        "desk_counter": english.desk_counter,
        "privacy_purpose": english.privacy_purpose,
        "privacy_basis": english.privacy_basis,
        "privacy_rights": english.privacy_rights,
        "questions_kept": write_days(municipality.retention.desk_text, Language.ENGLISH),
        "consent_kept": write_days(municipality.retention.consent_after_leaving, Language.ENGLISH),
        "report_counter": english.report_counter,
        "listening_line": english.listening_line,
        "social_services": english.social_services,
        "children_lines": english.children_lines,
    }


def write_days(days: int, language: Language = Language.ITALIAN) -> str:
    """`180 giorni`, `1 anno`, `2 anni`, from the retention in force, so that no text promises another."""
    one_day, more_days, one_year, more_years = _SPANS[language]
    if days % _DAYS_OF_A_YEAR:
        return f"1 {one_day}" if days == 1 else f"{days} {more_days}"
    years = days // _DAYS_OF_A_YEAR
    return f"1 {one_year}" if years == 1 else f"{years} {more_years}"


def to_national_number(digits: str) -> str:
    """`393330000001` as people write it in Italy: `333 0000001`. Another country's number keeps its code."""
    if not digits.startswith("39"):
        return f"+{digits}"
    return f"{digits[2:5]} {digits[5:]}"
