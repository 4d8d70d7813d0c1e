"""What Meta saw of one notice, in figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from infra.local.meta.limits import SlidingSecond
from infra.local.meta_client import MetaClient, SentMessage
from urp.notices.broadcasts.trackers import parse_tracker

_PAGE = 2000
THROTTLED = "130429"


@dataclass(frozen=True)
class Sends:
    """Every call for a person of the notice, refused ones too, in order."""

    calls: Sequence[SentMessage]

    @cached_property
    def accepted(self) -> Sequence[SentMessage]:
        return [each for each in self.calls if each.outcome == "accepted"]

    @cached_property
    def first(self) -> float:
        return self.accepted[0].at

    @cached_property
    def last(self) -> float:
        return self.accepted[-1].at

    @property
    def seconds(self) -> float:
        return self.last - self.first

    @property
    def per_second(self) -> float:
        return (len(self.accepted) - 1) / self.seconds if self.seconds else 0.0

    @property
    def people(self) -> int:
        return len({each.tracker for each in self.accepted})

    @property
    def duplicates(self) -> int:
        return len(self.accepted) - self.people

    @property
    def throttled(self) -> int:
        return sum(1 for each in self.calls if each.outcome == THROTTLED)

    def seconds_below(self, messages: int) -> list[str]:
        """The whole seconds from the first on with fewer accepted than that, as `second: messages`."""
        each_second = Counter(int(each.at - self.first) for each in self.accepted)
        whole = range(int(self.seconds))
        return [f"{at}: {each_second[at]}" for at in whole if each_second[at] < messages]


def sends_of(meta: MetaClient, notice: str, after: int = 0) -> Sends:
    """Page by page: a bench must not keep the simulated Meta from its work."""
    return Sends([each for each in everything_sent(meta, after) if _notice_of(each) == notice])


def everything_sent(meta: MetaClient, after: int = 0) -> list[SentMessage]:
    sent: list[SentMessage] = []
    while True:
        page = meta.sent(after, _PAGE)
        if not page.messages:
            return sent
        sent += page.messages
        after = page.next


def most_in_a_second(calls: Sequence[SentMessage]) -> int:
    window = SlidingSecond()
    for each in calls:
        window.add(each.at)
    return window.most


def _notice_of(sent: SentMessage) -> str:
    tracker = parse_tracker(sent.tracker)
    return str(tracker.row.broadcast_id) if tracker else ""
