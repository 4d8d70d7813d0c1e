"""What a profile says, typed. Each class is one table of profile.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from urp.meaning.town_words import TownWords
from urp.retention.days import RetentionDays
from urp.town.municipality.answering import Answering
from urp.town.municipality.codes import Category
from urp.town.municipality.english import EnglishWords
from urp.town.opening_hours import DeskCalendar


@dataclass(frozen=True, slots=True)
class Desk:
    """The office that answers, and the WhatsApp number it answers from."""

    whatsapp_number: str
    """Digits with the country code and without `+`."""
    phone: str
    email: str
    counter: str
    review_email: str
    """Where somebody asks for a second look at a block."""


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


@dataclass(frozen=True, slots=True)
class ReportChannels:
    """Where problem reports go (art. 3 of the Disciplinare). An empty one loses its line; never all four."""

    system_url: str
    email: str
    phone: str
    counter: str
    own_channels: Mapping[Category, str] = field(default_factory=dict)
    """By category, in words for citizens: who takes care of just that, such as the waste company."""


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    number: str
    violence_line: str
    listening_line: str
    """Somebody to talk to, with number and hours; may be empty."""
    social_services: str = ""
    """Who helps where money, food or a roof is missing, with the number; may be empty."""
    children_lines: str = ""
    """Whom a child can call, with the numbers and hours; may be empty."""


@dataclass(frozen=True, slots=True)
class AutomaticStop:
    """When a running notice holds itself until a person lets it go on: both the people and the share must be
    passed. Percentages are whole."""

    refusals_people: int
    refusals_percent: int
    refusals_of_last: int
    """Sends looked back at for Meta's refusals."""
    complaints_people: int
    complaints_percent: int
    """Of the people reached so far."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a notice can be about, and a subscriber can do without. Danger is none: it concerns everybody."""

    id: str
    """Kept with each citizen's choice: it never changes, whatever the topic is called."""
    title: str
    description: str
    """What belongs to it, in a few words."""


@dataclass(frozen=True, slots=True)
class Moderation:
    block_days: int
    """How long a block lasts unless whoever decides says otherwise."""
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
    retention: RetentionDays
    moderation: Moderation
    switches: Switches
    english: EnglishWords
    answering: Answering
    words: TownWords
    topics: tuple[Topic, ...] = ()
    """None: every notice goes to everybody, and nothing is said of topics."""

    @property
    def zone(self) -> ZoneInfo:
        return self.calendar.zone
