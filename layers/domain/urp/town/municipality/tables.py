"""Read the tables of profile.toml, except the calendar's, into their classes."""

from __future__ import annotations

from datetime import timedelta

from urp.acts.model import Role
from urp.retention.days import RetentionDays
from urp.town.municipality.model import (
    DIGITS,
    EMAIL,
    PHONE,
    SHORT_NUMBER,
    TOPIC,
    URL,
    VERSION,
    ApprovalLimits,
    AutomaticStop,
    BreakGlassLimits,
    Channel,
    ClimbTimes,
    Desk,
    Duty,
    EmergencyNumbers,
    EnglishWords,
    Moderation,
    Policy,
    PrivacyNotice,
    ReportChannels,
    Switches,
    Topic,
    TopicWords,
    read_own_channels,
)
from urp.town.profile_files import Section


def read_english(section: Section, reports: ReportChannels, emergency: EmergencyNumbers) -> EnglishWords:
    """Read the English words; Italian and English must cover the same."""
    words = EnglishWords(
        name=section.read_text("name"),
        of_name=section.read_text("of_name"),
        desk_counter=section.read_text("desk_counter"),
        privacy_purpose=section.read_text("privacy_purpose"),
        privacy_basis=section.read_text("privacy_basis"),
        privacy_rights=section.read_text("privacy_rights"),
        report_counter=section.read_optional_text("report_counter"),
        listening_line=section.read_optional_text("listening_line"),
        social_services=section.read_optional_text("social_services"),
        children_lines=section.read_optional_text("children_lines"),
        topics={topic: _read_english_topic(words) for topic, words in section.read_tables("topics").items()},
    )
    if bool(words.report_counter) != bool(reports.counter):
        section.refuse("report_counter", "goes with the counter in reports")
    if bool(words.listening_line) != bool(emergency.listening_line):
        section.refuse("listening_line", "goes with the listening line in emergency")
    if bool(words.social_services) != bool(emergency.social_services):
        section.refuse("social_services", "goes with the social services in emergency")
    if bool(words.children_lines) != bool(emergency.children_lines):
        section.refuse("children_lines", "goes with the lines for children in emergency")
    section.finish()
    return words


def _read_english_topic(section: Section) -> TopicWords:
    words = TopicWords(title=section.read_text("title"), description=section.read_text("description"))
    if len(words.title) > LONGEST_TITLE:
        section.refuse("title", f"is longer than {LONGEST_TITLE} characters")
    if len(words.description) > LONGEST_DESCRIPTION:
        section.refuse("description", f"is longer than {LONGEST_DESCRIPTION} characters")
    section.finish()
    return words


RESTORABLE_DAYS = 35  # DynamoDB: how far back a table can be restored
REDELIVERY_DAYS = 8
"""Meta delivers a webhook again for up to 7 days, so its mark lives one day longer."""
LATE_STATUS_DAYS = 30
"""Statuses of an accepted message may come for 30 days."""
A_YEARS_REPORT_DAYS = 456
"""A year, and three months to write its report in."""
MOST_DAYS_KEPT = 36_500
NUMBERS_A_DAY = 20
"""Default. A moderator who reports a threat needs one."""
MOST_MINUTES_UNHEARD = 120
REMIND_HOURS = 2
"""Default, of an edition for the Channel."""
MOST_ALONE = 500
"""People: never everything. A town with fewer subscribers sets less."""
MOST_EURO = 10_000_000
MOST_TOPICS = 9
"""Meta's list has ten rows, and one of them is for all topics."""
LONGEST_TITLE = 24
LONGEST_DESCRIPTION = 50
"""Meta's rows take 24 and 72 characters; a description follows a few words of ours."""


def read_url(section: Section, key: str) -> str:
    return section.read_text(key, pattern=URL, wanted="an address that starts with https://")


def _read_email(section: Section, key: str) -> str:
    return section.read_text(key, pattern=EMAIL, wanted="an e-mail address")


def _read_version(section: Section) -> str:
    return section.read_text("version", pattern=VERSION, wanted="a date such as 2026-01-31")


def read_desk(section: Section) -> Desk:
    desk = Desk(
        whatsapp_number=section.read_text(
            "whatsapp_number", pattern=DIGITS, wanted="digits with the country code"
        ),
        phone=section.read_text("phone", pattern=PHONE, wanted="a phone number"),
        email=_read_email(section, "email"),
        counter=section.read_text("counter"),
        review_email=_read_email(section, "review_email"),
    )
    section.finish()
    return desk


def read_policy(section: Section) -> Policy:
    policy = Policy(url=read_url(section, "url"), version=_read_version(section))
    section.finish()
    return policy


def read_privacy(section: Section) -> PrivacyNotice:
    notice = PrivacyNotice(
        url=read_url(section, "url"),
        version=_read_version(section),
        controller=section.read_text("controller"),
        purpose=section.read_text("purpose"),
        basis=section.read_text("basis"),
        rights=section.read_text("rights"),
        dpo_contact=section.read_text("dpo_contact"),
    )
    section.finish()
    return notice


def read_channel(section: Section) -> Channel:
    hours = section.read_optional_integer("remind_hours", at_least=1, at_most=72)
    channel = Channel(
        name=section.read_text("name"),
        url=read_url(section, "url"),
        remind_after=timedelta(hours=hours or REMIND_HOURS),
    )
    section.finish()
    return channel


def read_duty(section: Section) -> Duty:
    names = ("again_after_minutes", "second_after_minutes", "administrators_after_minutes")
    again, second, administrators = (
        section.read_integer(name, at_least=1, at_most=MOST_MINUTES_UNHEARD) for name in names
    )
    if second <= again:
        section.refuse("second_after_minutes", "deve venire dopo again_after_minutes")
    if administrators <= second:
        section.refuse("administrators_after_minutes", "deve venire dopo second_after_minutes")
    try:
        roles = frozenset(map(Role, section.read_texts("roles")))
    except ValueError:
        section.refuse("roles", "contiene un ruolo che non esiste")
    if not roles or Role.READER in roles:
        section.refuse("roles", "vuole almeno un ruolo, e nessuno che può soltanto leggere")
    section.finish()
    again_after, second_after, administrators_after = (
        timedelta(minutes=each) for each in (again, second, administrators)
    )
    return Duty(ClimbTimes(again_after, second_after, administrators_after), roles)


def read_reports(section: Section) -> ReportChannels:
    reports = ReportChannels(
        system_url=section.read_optional_text(
            "system_url", pattern=URL, wanted="an address that starts with https://"
        ),
        email=section.read_optional_text("email", pattern=EMAIL, wanted="an e-mail address"),
        phone=section.read_optional_text("phone"),
        counter=section.read_optional_text("counter"),
        own_channels=read_own_channels(section),
    )
    if not any((reports.system_url, reports.email, reports.phone, reports.counter)):
        section.refuse("system_url", "at least one of the four channels for reports is needed")
    section.finish()
    return reports


def read_emergency(section: Section) -> EmergencyNumbers:
    numbers = EmergencyNumbers(
        number=section.read_text("number", pattern=SHORT_NUMBER, wanted="an emergency number"),
        violence_line=section.read_text("violence_line", pattern=SHORT_NUMBER, wanted="a short number"),
        listening_line=section.read_optional_text("listening_line"),
        social_services=section.read_optional_text("social_services"),
        children_lines=section.read_optional_text("children_lines"),
    )
    section.finish()
    return numbers


def read_automatic_stop(section: Section) -> AutomaticStop:
    def people(key: str) -> int:
        return section.read_integer(key, at_least=2, at_most=100_000)

    def percent(key: str) -> int:
        return section.read_integer(key, at_least=1, at_most=100)

    limits = AutomaticStop(
        refusals_people=people("refusals_people"),
        refusals_percent=percent("refusals_percent"),
        refusals_of_last=section.read_integer("refusals_of_last", at_least=50, at_most=500),
        complaints_people=people("complaints_people"),
        complaints_percent=percent("complaints_percent"),
    )
    section.finish()
    return limits


def read_approval(approval: Section, alone: Section) -> ApprovalLimits:
    limits = ApprovalLimits(
        lapses_hours=approval.read_integer("lapses_hours", at_least=1, at_most=24),
        growth_percent=approval.read_integer("growth_percent", at_least=1, at_most=100),
        announcement_days=approval.read_integer("announcement_days", at_least=1, at_most=90),
        alone_ordinary=alone.read_integer("ordinary", at_least=0, at_most=MOST_ALONE),
        alone_emergency=alone.read_integer("emergency", at_least=0, at_most=MOST_ALONE),
    )
    approval.finish()
    alone.finish()
    return limits


def read_break_glass(section: Section) -> BreakGlassLimits:
    limits = BreakGlassLimits(
        people=section.read_integer("people", at_least=0, at_most=10_000_000),
        per_day=section.read_integer("per_day", at_least=1, at_most=20),
        review_hours=section.read_integer("review_hours", at_least=1, at_most=72),
        text_days=section.read_integer("text_days", at_least=1, at_most=365),
        call=section.read_text("call"),
        direct_send=section.read_optional_boolean("direct_send"),
    )
    section.finish()
    return limits


def read_month_euro(section: Section) -> int:
    euro = section.read_integer("month_euro", at_least=0, at_most=MOST_EURO)
    section.finish()
    return euro


def read_retention(section: Section) -> RetentionDays:
    def days(key: str, at_least: int = 1) -> int:
        return section.read_integer(key, at_least=at_least, at_most=MOST_DAYS_KEPT)

    retention = RetentionDays(
        desk_text=days("desk_text"),
        redirected_reports=days("redirected_reports"),
        redirect_counts=days("redirect_counts"),
        recipient_rows=days("recipient_rows", LATE_STATUS_DAYS),
        notices=days("notices", LATE_STATUS_DAYS),
        deduplication=days("deduplication", REDELIVERY_DAYS),
        idempotency=days("idempotency"),
        exclusions=days("exclusions", RESTORABLE_DAYS + 1),
        received_bodies=days("received_bodies", REDELIVERY_DAYS),
        outbox=days("outbox"),
        consent_after_leaving=days("consent_after_leaving"),
        blocks_after_end=days("blocks_after_end"),
        evidence_after_release=days("evidence_after_release"),
        rights_requests=days("rights_requests"),
        proposals=days("proposals"),
        audit=days("audit"),
        calendar=days("calendar"),
        logs=days("logs"),
        hidden_messages=days("hidden_messages"),
        warnings=days("warnings"),
        cases=days("cases", A_YEARS_REPORT_DAYS),
    )
    section.finish()
    return retention


def read_moderation(section: Section) -> Moderation:
    numbers = section.read_optional_integer("numbers_a_day", at_least=1, at_most=1000)
    moderation = Moderation(
        block_days=section.read_integer("block_days", at_least=1, at_most=3650),
        numbers_a_day=numbers or NUMBERS_A_DAY,
    )
    section.finish()
    return moderation


def read_switches(section: Section) -> Switches:
    switches = Switches(must_be_subscribed_to_ask=section.read_boolean("must_be_subscribed_to_ask"))
    section.finish()
    return switches


def read_topics(profile: Section) -> tuple[Topic, ...]:
    topics = tuple(_read_topic(section) for section in profile.read_sections("topics"))
    if len(topics) > MOST_TOPICS:
        profile.refuse("topics", f"at most {MOST_TOPICS} fit into one list")
    if len({topic.id for topic in topics}) < len(topics):
        profile.refuse("topics", "each needs an id of its own")
    if len({topic.title for topic in topics}) < len(topics):
        profile.refuse("topics", "each needs a title of its own")
    return topics


def _read_topic(section: Section) -> Topic:
    topic = Topic(
        id=section.read_text("id", pattern=TOPIC, wanted="small letters, digits and hyphens"),
        title=section.read_text("title"),
        description=section.read_text("description"),
    )
    for key, text, most in (
        ("title", topic.title, LONGEST_TITLE),
        ("description", topic.description, LONGEST_DESCRIPTION),
    ):
        if len(text) > most:
            section.refuse(key, f"is longer than {most} characters")
    section.finish()
    return topic
