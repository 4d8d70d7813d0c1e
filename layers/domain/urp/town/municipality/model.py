"""Typed content of a profile; a class is one table of profile.toml."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from urp.acts.model import Role
from urp.meaning.town_words import TownWords
from urp.retention.days import RetentionDays
from urp.town.municipality.codes import Category
from urp.town.opening_hours import DeskCalendar
from urp.town.profile_files import Section
from urp.town.quiet_hours import QuietHours

URL = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[^\s{}]*)?", re.IGNORECASE)
EMAIL = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
PHONE = re.compile(r"\+?\d[\d ]{4,18}\d")
SHORT_NUMBER = re.compile(r"\d{3,6}")
DIGITS = re.compile(r"[1-9]\d{7,14}")
ISTAT = re.compile(r"\d{6}")
VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.\d+)?")
TOPIC = re.compile(r"[a-z][a-z0-9-]{0,29}")
COUNTRY = re.compile(r"[A-Z]{2}")


_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")
LONGEST_GAP = 600
"""Seconds: the loop guard remembers what was said for ten minutes."""


@dataclass(frozen=True, slots=True)
class Answering:
    turn_gap: timedelta
    """A message that follows the citizen's last one within this time, unanswered, is of the same turn."""
    verified_for: timedelta
    """A canned reply that nobody verified for this long is shown as to be verified."""
    official_domains: tuple[str, ...]
    """Domains of the town and its companies, subdomains included, that canned replies may link to and
    citizens may quote without being taken for spammers."""


def read_answering(section: Section) -> Answering:
    domains = section.read_texts("official_domains")
    if not domains or not all(_DOMAIN.fullmatch(domain) for domain in domains):
        section.refuse("official_domains", "must name domains such as comune.esempio.it")
    answering = Answering(
        turn_gap=timedelta(
            seconds=section.read_integer("turn_gap_seconds", at_least=10, at_most=LONGEST_GAP)
        ),
        verified_for=timedelta(days=section.read_integer("verified_for_days", at_least=1, at_most=730)),
        official_domains=domains,
    )
    section.finish()
    return answering


@dataclass(frozen=True, slots=True)
class TopicWords:
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """The profile's words in English; addresses and numbers are the same in all languages."""

    name: str
    of_name: str
    desk_counter: str
    privacy_purpose: str
    privacy_basis: str
    privacy_rights: str
    report_counter: str = ""
    listening_line: str = ""
    social_services: str = ""
    children_lines: str = ""
    topics: Mapping[str, TopicWords] = field(default_factory=dict)
    """By the topic's id. A topic that is not here keeps its Italian words."""


LONGEST = 160
"""The line must still leave room for the four channels."""


def read_own_channels(reports: Section) -> Mapping[Category, str]:
    found: dict[Category, str] = {}
    for section in reports.read_sections("own_channels"):
        words = _describe_channel(section)
        for code in section.read_texts("categories"):
            if code not in Category or code in found:
                section.refuse("categories", "must be codes of categories, each in one channel only")
            found[Category(code)] = words
        section.finish()
    return found


def _describe_channel(section: Section) -> str:
    """`Rifiuti Serena, 0999 000 700, https://…`: a citizen must find at least one way in it."""
    name = section.read_text("name")
    phone = section.read_optional_text("phone", pattern=PHONE, wanted="a phone number")
    url = section.read_optional_text("url", pattern=URL, wanted="an address that starts with https://")
    words = ", ".join(part for part in (name, phone, url) if part)
    if not (phone or url):
        section.refuse("url", "a phone or an address is needed")
    if len(words) > LONGEST:
        section.refuse("name", f"with phone and address it is longer than {LONGEST} characters")
    return words


_LONG_WORD = re.compile(r"[a-z]{4,}")
_THE_WHOLE = {"servizi", "servizio", "avvisi", "notizie"}
"""Words that mean all notices, such as "servizi"."""
_WORD = re.compile(r"[a-z]{3,}")


def read_own_words(
    section: Section, official_domains: tuple[str, ...], topics: Sequence[Topic] = ()
) -> TownWords:
    def words(key: str) -> tuple[str, ...]:
        found = section.read_texts(key)
        if not all(_WORD.fullmatch(each) for each in found):
            section.refuse(key, "must hold single words in small letters without accents")
        return found

    own = TownWords(
        names=words("names"),
        region=words("region"),
        quarters=words("quarters"),
        places=words("places"),
        rivers=words("rivers"),
        neighbours=words("neighbours"),
        bus_companies=words("bus_companies"),
        companies=words("companies"),
        topics=_find_title_words(topics),
        official_domains=official_domains,
    )
    if not own.names:
        section.refuse("names", "is empty")
    places = (*own.names, *own.region, *own.quarters, *own.places, *own.rivers, *own.neighbours)
    if max(Counter((*places, *own.served_by)).values()) > 1:
        section.refuse("names", "and the other lists name a word twice")
    section.finish()
    return own


def _find_title_words(topics: Sequence[Topic]) -> tuple[str, ...]:
    plain = " ".join(unicodedata.normalize("NFKD", topic.title) for topic in topics).encode("ascii", "ignore")
    return tuple(sorted(set(_LONG_WORD.findall(plain.decode().lower())) - _THE_WHOLE))


@dataclass(frozen=True, slots=True)
class Desk:
    """The office that answers, and the WhatsApp number it answers from."""

    whatsapp_number: str
    """Digits with the country code and without `+`."""
    phone: str
    email: str
    counter: str
    review_email: str
    """Contact for a review of a block."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of the service; the consent ledger keeps the version that was in force."""

    url: str
    version: str


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """The informativa (art. 13 GDPR): where the full text is, and the first level for the welcome."""

    url: str
    version: str
    controller: str
    purpose: str
    basis: str
    rights: str
    dpo_contact: str


@dataclass(frozen=True, slots=True)
class Channel:
    """The one-way WhatsApp Channel, to which a person posts by hand."""

    name: str
    url: str
    remind_after: timedelta = timedelta(hours=2)
    """An edition that nobody has posted for so long is late."""


@dataclass(frozen=True, slots=True)
class ReportChannels:
    """Where problem reports go (art. 3 of the Disciplinare). An empty one loses its line; never all four."""

    system_url: str
    email: str
    phone: str
    counter: str
    own_channels: Mapping[Category, str] = field(default_factory=dict)
    """By category, in words for citizens: the company in charge, such as the waste company."""


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    number: str
    violence_line: str
    listening_line: str
    """A listening line, with number and hours; may be empty."""
    social_services: str = ""
    """Help for people without money, food or a home, with the number; may be empty."""
    children_lines: str = ""
    """Whom a child can call, with the numbers and hours; may be empty."""


@dataclass(frozen=True, slots=True)
class AutomaticStop:
    """Thresholds at which a running notice pauses itself until a person resumes it: both the number of people
    and the share must be passed. Percentages are whole."""

    refusals_people: int
    refusals_percent: int
    refusals_of_last: int
    """Sends looked back at for Meta's refusals."""
    complaints_people: int
    complaints_percent: int
    """Of the people reached so far."""


@dataclass(frozen=True, slots=True)
class ApprovalLimits:
    """How long and for how many people an approval holds, and what one person may do alone."""

    lapses_hours: int
    """After the time at which a notice is due."""
    growth_percent: int
    """More people than approved by more than this: an ordinary notice is held before its first message."""
    announcement_days: int
    """The longest that a recurring announcement is approved for."""
    alone_ordinary: int = 0
    """People whom one person alone may write to; 0: nobody."""
    alone_emergency: int = 0

    def alone(self, *, emergency: bool) -> int:
        return self.alone_emergency if emergency else self.alone_ordinary


@dataclass(frozen=True, slots=True)
class BreakGlassLimits:
    """What a duty officer may do alone, with a text that was approved before."""

    people: int
    """The largest audience; 0: nobody sends alone."""
    per_day: int
    """In any 24 hours, by all duty officers together."""
    review_hours: int
    """In which another person reviews it."""
    text_days: int
    """The longest that a text is approved for."""
    call: str
    """Whom to call where these end, in Italian; after "chiama"."""
    direct_send: bool = False
    """Through Meta's Direct Send, the template as fallback; the account must be on Meta's list."""


@dataclass(frozen=True, slots=True)
class ClimbTimes:
    """When an alert that nobody acknowledged is told again, from when it was raised: each after the one
    before."""

    again_after: timedelta
    second_after: timedelta
    administrators_after: timedelta


@dataclass(frozen=True, slots=True)
class Duty:
    times: ClimbTimes
    roles: frozenset[Role]
    """Who may read and answer what an alert of a danger or a threat is about."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of notices that a subscriber can choose. Danger is not one: it concerns all."""

    id: str
    """Stored with citizens' choices: it never changes, even if the title does."""
    title: str
    description: str
    """What belongs to it, in a few words."""


@dataclass(frozen=True, slots=True)
class Moderation:
    block_days: int
    """Default length of a block."""
    numbers_a_day: int
    """Whole phone numbers that one member of staff may look at in a day."""


@dataclass(frozen=True, slots=True)
class Switches:
    must_be_subscribed_to_ask: bool


@dataclass(frozen=True, slots=True)
class Municipality:
    """One profile. Italian joins preposition and article: "Comune di …", but "del Comune di …"."""

    name: str
    of_name: str
    istat_code: str
    website: str
    desk: Desk
    policy: Policy
    privacy: PrivacyNotice
    channel: Channel
    calendar: DeskCalendar
    reports: ReportChannels
    emergency: EmergencyNumbers
    automatic_stop: AutomaticStop
    approval: ApprovalLimits
    break_glass: BreakGlassLimits
    duty: Duty
    month_euro: int
    """What notices may cost in a month; 0: no ceiling."""
    retention: RetentionDays
    moderation: Moderation
    switches: Switches
    english: EnglishWords
    answering: Answering
    words: TownWords
    topics: tuple[Topic, ...] = ()
    """None: every notice goes to everybody, and nothing is said of topics."""
    quiet_hours: QuietHours | None = None
    """Of what is not urgent."""

    @property
    def zone(self) -> ZoneInfo:
        return self.calendar.zone
