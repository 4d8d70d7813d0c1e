"""Notices as the office makes and watches them, through the API; and what Meta saw of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from infra.local.approval import approve, submit_and_approve
from infra.local.meta.reading import Json, read_object, read_objects, read_text
from infra.local.meta_client import MetaClient, SentMessage
from infra.local.town import TownHall
from infra.local.warming import find_alias
from tests.e2e.patience import comes_true, eventually
from tests.e2e.people import Citizen
from urp.notices.broadcasts.trackers import parse_tracker

A_CROWDS_PATIENCE_S = 300.0
"""The number takes eighty messages a second; the machine may not: shared with a dozen others, it took more
than two minutes for four hundred people (measured)."""


class Notices:
    def __init__(self, town: TownHall) -> None:
        self.editor: Final = town.staff("editor")
        self._town = town
        self._meta = MetaClient(town.meta.url)
        self._sent: list[SentMessage] = []
        self._read_up_to = 0
        self._patterns = {
            read_text(each, "name"): each for each in read_objects(self.editor.get("/templates"), "items")
        }

    def draft(self, template: str, **changes: object) -> Json:
        """Every parameter takes the example of the template's file."""
        parameters = read_objects(self._patterns[template], "parameters")
        return {
            "title": f"Prova: {template}",
            "template": template,
            "parameters": {read_text(each, "name"): read_text(each, "example") for each in parameters},
            "link": "https://www.comune.ancona.it/avvisi/1",
            **changes,
        }

    def create(self, template: str, **changes: object) -> str:
        return read_text(self.editor.post("/broadcasts", self.draft(template, **changes)), "id")

    def send(self, notice: str) -> None:
        submit_and_approve(self._town, notice)

    def approve(self, notice: str) -> Json:
        return approve(self._town, notice)

    def plan(self, notice: str, at: datetime) -> Json:
        return submit_and_approve(self._town, notice, at.isoformat())

    def reach_everybody(self, template: str, **changes: object) -> Json:
        """Create, send now, wait for the closing statement and return it."""
        notice = self.create(template, **changes)
        self.send(notice)
        return self.closed(notice)

    def clock_ticks(self) -> None:
        """As it does every minute."""
        name = self._town.endpoints.aws.outputs["BroadcastDispatchFunctionName"]
        called = find_alias(self._town.aws, name)
        assert "FunctionError" not in self._town.aws.functions().invoke(FunctionName=called, Payload=b"{}")

    def seen(self, notice: str) -> Json:
        return self.editor.get(f"/broadcasts/{notice}")

    def becomes(self, notice: str, status: str, seconds: float = A_CROWDS_PATIENCE_S) -> Json:
        return eventually(
            lambda: seen if (seen := self.seen(notice))["status"] == status else None,
            lambda: f"the notice becomes {status}; it is {_told(self.seen(notice))}",
            seconds,
            every=0.5,
        )

    def closed(self, notice: str, seconds: float = A_CROWDS_PATIENCE_S) -> Json:
        self.becomes(notice, "closed", seconds)
        return self.editor.get(f"/broadcasts/{notice}/statement")

    def sends(self, notice: str) -> list[SentMessage]:
        """Every call to Meta for a person of that notice, refused ones too, in order."""
        page = self._meta.sent(self._read_up_to)
        self._sent += page.messages
        self._read_up_to = page.next
        return [each for each in self._sent if _notice_of(each) == notice]

    def not_reached(self, notice: str, citizens: Sequence[Citizen]) -> list[Citizen]:
        """Those of them to whom no call to Meta was made for that notice so far."""
        reached = {each.recipient for each in self.sends(notice)}
        return [each for each in citizens if not reached & {each.phone, each.user_id}]

    def wait_for_sends(self, notice: str, people: int) -> list[SentMessage]:
        comes_true(
            lambda: len(self.sends(notice)) >= people,
            lambda: f"{people} people are written to; they are {len(self.sends(notice))}",
            A_CROWDS_PATIENCE_S,
        )
        return self.sends(notice)


def counts(statement: Json) -> Mapping[str, int]:
    """By where people ended; what nobody ended in is left out."""
    found = {name: number for name, number in read_object(statement, "counts").items() if name != "total"}
    return {name: number for name, number in found.items() if isinstance(number, int) and number}


def balances(statement: Json) -> bool:
    """Everybody of the frozen audience ended in exactly one state."""
    told = read_object(statement, "counts")
    return sum(counts(statement).values()) == told["total"] == statement["audience"]


def copies(sends: list[SentMessage]) -> Counter[str]:
    """How often each person's message was accepted by Meta, answered or not."""
    rows = [_row_of(each) for each in sends if each.outcome == "accepted"]
    return Counter(rows)


def most_in_a_second(sends: list[SentMessage]) -> int:
    moments = sorted(each.at for each in sends)
    return max((sum(1 for at in moments if 0 <= at - start < 1) for start in moments), default=0)


def _notice_of(sent: SentMessage) -> str:
    tracker = parse_tracker(sent.tracker)
    return str(tracker.row.broadcast_id) if tracker else ""


def _row_of(sent: SentMessage) -> str:
    tracker = parse_tracker(sent.tracker)
    return str(tracker.row) if tracker else ""


def _told(seen: Json) -> str:
    return f"{seen['status']}, hold {seen['hold']}, counts {seen['counts']}, jobs {seen['jobs']}"
