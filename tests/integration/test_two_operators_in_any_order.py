"""Whatever two operators and a citizen do, in any order: no answer goes out past something its author has not
read, or past a colleague, unless they said so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.dynamodb.tables import create_tables
from tests.integration.desk_stores import (
    NOON,
    TALK,
    Desk,
    DeskStores,
    act,
    asked,
    citizen_writes,
    hire,
    open_stores,
    says,
)
from urp.acts.model import Act, Role
from urp.desk.holding import find_writing
from urp.desk.model import Conversation
from urp.errors import ConflictError

BEA, CARLO = "staff-bea", "staff-carlo"
COLLEAGUE = {BEA: CARLO, CARLO: BEA}


@dataclass(slots=True)
class Day:
    stores: DeskStores = field(default_factory=lambda: open_stores(create_tables()))
    desk: Desk = field(init=False)
    now: timedelta = timedelta(0)
    read: dict[str, int] = field(default_factory=lambda: {BEA: 0, CARLO: 0})
    acts: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)
    """What each count of the conversation was."""

    def __post_init__(self) -> None:
        self.desk = asked(self.stores)
        for staff in COLLEAGUE:
            hire(self.stores.tables, staff, Role.OPERATOR)

    @property
    def talk(self) -> Conversation:
        found = self.stores.register.conversation(TALK)
        assert found is not None
        return found

    def act(self, staff: str) -> Act:
        self.acts += 1
        return replace(act(number=self.acts), by=staff, at=NOON + self.now)

    def reads(self, staff: str) -> None:
        self.read[staff] = self.talk.said

    def answers(self, staff: str, *, take_over: bool = False) -> None:
        self.desk.answer(TALK, says(seen=self.read[staff], take_over=take_over), self.act(staff))


type Deed = Callable[[Day, str], object]
DEEDS: dict[str, Deed] = {
    "reads": Day.reads,
    "takes": lambda day, staff: day.desk.assign.take(TALK, day.act(staff)),
    "takes over": lambda day, staff: day.desk.assign.take(TALK, day.act(staff), take_over=True),
    "lets go": lambda day, staff: day.desk.assign.release(TALK, day.act(staff)),
    "gives": lambda day, staff: day.desk.assign.give(TALK, COLLEAGUE[staff], None, day.act(staff)),
    "notes": lambda day, staff: day.desk.assign.note(TALK, "Nota.", day.act(staff)),
    "writes": lambda day, staff: day.desk.assign.write(TALK, staff, NOON + day.now),
    "stops": lambda day, staff: day.desk.assign.stop_writing(TALK, staff, NOON + day.now),
    "answers": Day.answers,
    "answers over": lambda day, staff: day.answers(staff, take_over=True),
    "citizen writes": lambda day, staff: citizen_writes(day.stores, "E poi?"),
}
steps = st.lists(
    st.tuples(st.sampled_from((BEA, CARLO)), st.sampled_from(sorted(DEEDS)), st.integers(0, 90)), max_size=40
)


@given(steps)
def test_nobody_is_answered_unknowingly(history: list[tuple[str, str, int]]) -> None:
    day = Day()

    for staff, deed, pause in history:
        day.now += timedelta(seconds=pause)
        before, sent = day.talk, len(day.desk.replies.ids)
        with suppress(ConflictError):
            DEEDS[deed](day, staff)

        went_out = len(day.desk.replies.ids) > sent
        writing = find_writing(before, NOON + day.now)
        busy = {before.hold.by if before.hold else staff, writing.by if writing else staff} - {staff}
        day.said += [(staff, deed)] * (day.talk.said - before.said)
        unread = day.said[day.read[staff] : before.said]
        assert not went_out or set(unread) <= {(staff, "notes")}
        assert not went_out or deed == "answers over" or not busy
        assert day.talk.said - before.said in (0, 1)
