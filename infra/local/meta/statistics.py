"""What happened: every send in order, and the counts a bench or a person wants to see."""

from collections import Counter
from dataclasses import dataclass, field

from infra.local.meta.limits import SlidingSecond
from infra.local.meta.outgoing import Outgoing
from infra.local.meta.phones import PhoneMessage
from infra.local.meta.reading import Json

_MOST_NOTICES = 20


@dataclass(slots=True, kw_only=True)
class SentMessage:
    """One call to `POST /messages`: accepted, refused (outcome is the code), or unheard while down."""

    seq: int
    at: float
    recipient: str
    type: str
    text: str
    body: Json
    tracker: str
    outcome: str
    answered: bool = True
    held: bool = False
    message: PhoneMessage | None = None

    def described(self) -> Json:
        return {
            "seq": self.seq,
            "at": round(self.at, 3),
            "recipient": self.recipient,
            "type": self.type,
            "text": self.text,
            "body": self.body,
            "tracker": self.tracker,
            "id": self.message.id if self.message else None,
            "outcome": self.outcome,
            "answered": self.answered,
            "held": self.held,
            "status": self.message.status if self.message else None,
        }


@dataclass(slots=True, kw_only=True)
class Notice:
    """One template with one set of words, however many people it went to."""

    template: str
    text: str
    first: float
    last: float
    people: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    def described(self) -> Json:
        return {
            "template": self.template,
            "text": self.text,
            "first": round(self.first, 3),
            "last": round(self.last, 3),
            "people": self.people,
            "statuses": dict(self.statuses),
        }


class Statistics:
    """Counts since the last reset. Not safe for threads by itself: callers hold the lock."""

    def __init__(self) -> None:
        self.sent: list[SentMessage] = []
        self.outcomes: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.inbound = 0
        self.unknown_paths: Counter[str] = Counter()
        """Graph calls to anything but what the simulator knows, such as a photo's."""
        self._first: float | None = None
        self._last: float | None = None
        self._accepted = SlidingSecond()
        self._copies: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[int, Counter[str]] = {}
        self._notices: dict[tuple[str, str], Notice] = {}

    def record(self, message: SentMessage, outgoing: Outgoing | None = None, person: str = "") -> None:
        """Count one call; `outgoing` and `person` (their phone) only when it was accepted."""
        self.sent.append(message)
        self.outcomes[message.outcome] += 1
        second = self._seconds.setdefault(int(message.at), Counter())
        if outgoing is None:
            second["refused"] += 1
            return
        second["accepted"] += 1
        self._accepted.add(message.at)
        self._first = message.at if self._first is None else self._first
        self._last = message.at
        self._copies[person, message.tracker] += 1
        if outgoing.template:
            notice = self._notice(outgoing, message.at)
            notice.people += 1
            notice.last = message.at

    def record_status(self, outgoing: Outgoing, status: str, code: int | None) -> None:
        self.statuses[status] += 1
        if code:
            self.failures[str(code)] += 1
        notice = self._notices.get((outgoing.template, outgoing.text))
        if notice:
            notice.statuses[status] += 1

    def described(self, *, copies: bool = True) -> Json:
        told: Json = {
            "totals": dict(self.outcomes),
            "first_send": self._first,
            "last_send": self._last,
            "max_sends_in_a_second": self._accepted.most,
            "inbound": self.inbound,
            "unknown_paths": dict(self.unknown_paths),
            "unanswered": sum(1 for each in self.sent if not each.answered),
            "held": sum(1 for each in self.sent if each.held),
            "statuses": dict(self.statuses),
            "failures": dict(self.failures),
            "most_copies": max(self._copies.values(), default=0),
        }
        if copies:
            told["copies"] = [
                {"recipient": person, "tracker": tracker, "copies": count}
                for (person, tracker), count in self._copies.items()
            ]
        return told

    def pulse(self, now: float, seconds: int) -> Json:
        """The last whole seconds one by one and the latest notices: what the page draws."""
        moments = range(int(now) - seconds, int(now))
        return {
            "now": now,
            "seconds": [
                {"at": at, "accepted": counts["accepted"], "refused": counts["refused"]}
                for at in moments
                for counts in [self._seconds.get(at, Counter())]
            ],
            "in_the_last_second": self._accepted.count(now),
            "totals": dict(self.outcomes),
            "statuses": dict(self.statuses),
            "failures": dict(self.failures),
            "max_sends_in_a_second": self._accepted.most,
            "inbound": self.inbound,
            "notices": [
                each.described()
                for each in sorted(self._notices.values(), key=lambda each: each.last)[
                    : -_MOST_NOTICES - 1 : -1
                ]
            ],
        }

    def _notice(self, outgoing: Outgoing, now: float) -> Notice:
        key = outgoing.template, outgoing.text
        if key not in self._notices:
            self._notices[key] = Notice(template=outgoing.template, text=outgoing.text, first=now, last=now)
        return self._notices[key]
