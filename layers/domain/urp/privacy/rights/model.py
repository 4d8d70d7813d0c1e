"""A request about one's own data, and the data held on the citizen who asked."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from urp.desk.model import RightsKind
from urp.desk.outbox import LOST, ReplyOutcome

if TYPE_CHECKING:
    from urp.acts.second_person import ProposalChange
    from urp.citizens.consent import LedgerEntry
    from urp.citizens.identity.model import Citizen
    from urp.desk.model import Conversation, ConversationChange, DeskMessage, DeskStateChange, StoredMessage
    from urp.desk.outbox import OutboxRow
    from urp.desk.redirects.model import KeptRedirect
    from urp.moderation.blocks.model import BlockEvent
    from urp.moderation.casebook.model import Case, Step

ARTICLES: Mapping[RightsKind, str] = {
    RightsKind.ACCESS: "15",
    RightsKind.RECTIFICATION: "16",
    RightsKind.ERASURE: "17",
    RightsKind.RESTRICTION: "18",
    RightsKind.PORTABILITY: "20",
    RightsKind.OBJECTION: "21",
    RightsKind.NO_AUTOMATED_DECISION: "22",
    RightsKind.WITHDRAWAL: "7(3)",
}


NEED_THE_DATA = frozenset({RightsKind.ACCESS, RightsKind.PORTABILITY, RightsKind.RESTRICTION})
"""While one of these is open nothing of the person is erased on request."""


class RightsState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    """With its reasons, and told that one may complain to the Garante (art. 12(4))."""


@dataclass(frozen=True, slots=True)
class Extension:
    """Two more months, with the reason the citizen was told within the first (art. 12(3))."""

    until: date
    reason: str
    at: datetime
    by: str
    told: str
    """How the citizen was told: `chat`, or what a person wrote of another way."""
    reply: str | None = None
    """In the chat: the outbox row."""
    in_chat: ReplyOutcome | None = None
    """Its outcome, kept after the row is deleted."""


CHAT = "chat"
"""How the citizen was told, where it was not in another way."""


CITIZEN = "citizen"
"""Author of the acts, and of the answer, of an erasure by the code of the chat."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The start of an erasure, stored before anything is deleted, so that an interrupted one can be
    continued."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """That a copy of the person's data waits without an end (art. 18), until two people lifted it."""

    at: datetime
    by: str
    items: int
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    at: datetime
    by: str
    words: str
    """What the citizen was answered, or why it was refused."""
    told: str
    reply: str | None = None
    in_chat: ReplyOutcome | None = None

    @property
    def lost(self) -> bool:
        """True if it is recorded as answered but the reply did not reach the citizen."""
        return self.in_chat in LOST


@dataclass(frozen=True, slots=True)
class RightsRequest:
    id: UUID
    number: str
    """`2026/0001`: one sequence a year, which shows that the register is complete."""
    kind: RightsKind
    citizen_id: UUID
    conversation_id: UUID
    """The conversation with the citizen's request, while it is kept."""
    received_at: datetime
    due: date
    """The last day on which it may be answered."""
    left: bool = False
    """It ended the subscription at once."""
    asked: RightsKind | None = None
    """The kind understood from the citizen's own words, before corrections by staff. None: stored before this
    field existed."""
    confirmed_at: datetime | None = None
    """Of an erasure: when the citizen typed its code, after which it needs no member of staff."""
    state: RightsState = RightsState.OPEN
    extension: Extension | None = None
    erasure: Erasure | None = None
    restriction: Restriction | None = None
    closing: Closing | None = None
    version: int = 0

    @property
    def erases_until(self) -> datetime | None:
        """What was written later stays: since the code was typed, else since the erasure began. None: not
        begun."""
        if self.erasure is None:
            return None
        by_code = self.erasure.by == CITIZEN and self.confirmed_at is not None
        return self.confirmed_at if by_code else self.erasure.at

    @property
    def erases_by_staffs_word(self) -> bool:
        """True if staff, not the citizen, made it a request for erasure."""
        return self.kind is RightsKind.ERASURE and self.asked is not RightsKind.ERASURE

    @property
    def restricted(self) -> bool:
        """True while its restriction is in force."""
        return self.restriction is not None and self.restriction.lifted_at is None

    def count_days_left(self, today: date) -> int:
        """Negative once it is overdue."""
        return (self.due - today).days


def format_number(year: int, count: int) -> str:
    return f"{year}/{count:04}"


@dataclass(frozen=True, slots=True)
class RightsStep:
    """Changes of one act, stored together with the act or not at all."""

    request: RightsRequest
    """As it becomes, with the version it was read in."""
    state: DeskStateChange | None = None
    reply: OutboxRow | None = None
    message: DeskMessage | None = None
    """The reply, where the citizen's conversation shows it."""
    conversation: ConversationChange | None = None
    """Whose conversation that is."""
    confirmed: ProposalChange | None = None
    """The proposal of an erasure decided by two people."""


@dataclass(frozen=True, slots=True)
class Talk:
    conversation: Conversation
    messages: tuple[StoredMessage, ...]


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    case: Case
    text: str
    """Empty once it is erased."""
    steps: tuple[Step, ...] = ()
    """Steps, oldest first; none about files of evidence, also after release: whether there was one is not
    disclosed."""


@dataclass(frozen=True, slots=True)
class Held:
    """All data held on one citizen, for art. 15, under all of their ids."""

    citizen: Citizen
    consent: tuple[LedgerEntry, ...]
    blocks: tuple[BlockEvent, ...]
    talks: tuple[Talk, ...]
    redirects: tuple[KeptRedirect, ...]
    requests: tuple[RightsRequest, ...]
    cases: tuple[JudgedMessage, ...] = ()
    """Without those held as evidence: what may be disclosed of them is not this service's decision."""


MONTHS = 1
MONTHS_EXTENDED = 3
"""One, extended by two further months: counted from receipt."""
_SATURDAY = 5

type IsHoliday = Callable[[date], bool]
"""Of the whole country: a patron saint's day gives one town no more time."""


def find_due_day(received: date, is_holiday: IsHoliday, *, months: int = MONTHS) -> date:
    day = add_months(received, months)
    while day.weekday() >= _SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """31 January → 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
