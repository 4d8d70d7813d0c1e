"""The values every text may name without being given them: they come from the profile."""

from __future__ import annotations

from collections.abc import Mapping

from urp.municipality import Municipality
from urp.opening_hours import week_in_words

MAY_BE_EMPTY = frozenset(
    {"report_system_url", "report_email", "report_phone", "report_counter", "listening_line"}
)
"""Each stands alone on its line, so that an empty one takes the line with it and leaves no torn sentence."""

_DAYS_OF_A_YEAR = 365


def profile_values(municipality: Municipality) -> Mapping[str, str]:
    desk, privacy, reports = municipality.desk, municipality.privacy, municipality.reports
    return {
        "municipality": municipality.name,
        "of_municipality": municipality.of_name,
        "weekly_hours": week_in_words(municipality.calendar.week),
        "desk_number": national_number(desk.whatsapp_number),
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
        "questions_kept": days_in_words(municipality.retention.desk_text),
        "consent_kept": days_in_words(municipality.retention.consent_after_leaving),
        "channel_name": municipality.channel.name,
        "channel_url": municipality.channel.url,
        "report_system_url": reports.system_url,
        "report_email": reports.email,
        "report_phone": reports.phone,
        "report_counter": reports.counter,
        "emergency_number": municipality.emergency.number,
        "violence_line": municipality.emergency.violence_line,
        "listening_line": municipality.emergency.listening_line,
    }


def days_in_words(days: int) -> str:
    """`180 giorni`, `1 anno`, `2 anni`: from the retention in force: no text promises another."""
    if days % _DAYS_OF_A_YEAR:
        return "1 giorno" if days == 1 else f"{days} giorni"
    years = days // _DAYS_OF_A_YEAR
    return "1 anno" if years == 1 else f"{years} anni"


def national_number(digits: str) -> str:
    """`393330000001` as people write it in Italy: `333 0000001`. Another country's number keeps its code."""
    if not digits.startswith("39"):
        return f"+{digits}"
    return f"{digits[2:5]} {digits[5:]}"
