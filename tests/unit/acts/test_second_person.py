"""One person proposes, another confirms: not too early, not too late, and only what they have read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.stored import items_of
from urp.acts.model import Act
from urp.acts.second_person import (
    DESTROYING_LAPSES,
    DESTROYING_WAITS,
    AlreadyConfirmedError,
    AlreadyProposedError,
    ChangedSinceProposedError,
    LapseProposals,
    NotProposedError,
    Proposal,
    ProposalCancelledError,
    ProposalLapsedError,
    ProposalState,
    SamePersonError,
    SecondPerson,
    TooEarlyError,
    TwoPersonAct,
    confirm_proposal,
)
from urp.acts.store.proposals import ProposalRegister
from urp.aws.tables import Tables
from urp.errors import RejectedError

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
THING = UUID(int=7)
BURN = TwoPersonAct("archive.burn", "burning_proposed", DESTROYING_WAITS, DESTROYING_LAPSES)
ANNA, BEA, CARLO = "staff-anna", "staff-bea", "staff-carlo"
WHY = "Il periodo di conservazione è finito"
SECOND = timedelta(seconds=1)


@dataclass
class Bell:
    rung: list[tuple[UUID, str]] = field(default_factory=list)
    answers: bool = True

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        self.rung.append((subject, kind))
        return self.answers


@dataclass
class Office:
    """An office whose archive holds one thing."""

    content: str = "as it was"
    tables: Tables = field(default_factory=create_tables)
    bell: Bell = field(default_factory=Bell)
    burnt: int = 0
    _acts: count[int] = field(default_factory=count)

    @property
    def register(self) -> ProposalRegister:
        return ProposalRegister(self.tables)

    @property
    def two(self) -> SecondPerson:
        return SecondPerson(self.register, self.bell, ZoneInfo("Europe/Rome"))

    def act(self, by: str, after: timedelta) -> Act:
        return Act(
            f"act{next(self._acts)}", by, BURN.name, f"archive/{THING}", NOON + after, standing=AS_OPERATOR
        )

    def proposes(self, by: str = ANNA, after: timedelta = timedelta(), reason: str = WHY) -> Proposal:
        return self.two.propose(BURN, THING, self.content, reason, self.act(by, after)).proposal

    def confirms(self, by: str = BEA, after: timedelta = DESTROYING_WAITS, seen: str | None = None) -> None:
        act = self.act(by, after)
        proposal = self.two.confirmable(BURN, THING, self.content, seen or self.seen, act)
        change, act = confirm_proposal(proposal, act)
        self.register.record(change, act)
        self.burnt += 1

    def cancels(self, by: str = CARLO, after: timedelta = timedelta(hours=1)) -> Proposal:
        return self.two.cancel(BURN, THING, self.act(by, after))

    @property
    def seen(self) -> str:
        stored = self.register.find(BURN.name, THING)
        return stored.seen if stored else "nothing"

    @property
    def audit(self) -> list[tuple[str, str]]:
        return [(each["act"], each["by"]) for each in items_of(self.tables, "Audit")]


@pytest.fixture
def office() -> Office:
    return Office()


def test_nothing_happens_until_another_person_confirms_three_days_later(office: Office) -> None:
    proposal = office.proposes()
    before = office.burnt
    office.confirms()

    assert (before, office.burnt) == (0, 1)
    assert (proposal.earliest, proposal.lapses_at) == (NOON + timedelta(hours=72), NOON + timedelta(days=14))
    assert office.audit == [("archive.burn.propose", ANNA), ("archive.burn.confirm", BEA)]


@pytest.mark.parametrize(
    ("by", "after", "refusal"),
    [
        (ANNA, DESTROYING_WAITS, SamePersonError),
        (BEA, DESTROYING_WAITS - SECOND, TooEarlyError),
        (BEA, timedelta(), TooEarlyError),
        (BEA, DESTROYING_LAPSES, ProposalLapsedError),
        (BEA, DESTROYING_LAPSES + timedelta(days=400), ProposalLapsedError),
    ],
)
def test_who_may_not_confirm_or_not_now_changes_nothing(
    office: Office, by: str, after: timedelta, refusal: type[RejectedError]
) -> None:
    office.proposes()

    with pytest.raises(refusal):
        office.confirms(by, after)

    assert office.burnt == 0
    assert office.audit == [("archive.burn.propose", ANNA)]


def test_it_is_confirmed_until_the_second_before_it_lapses(office: Office) -> None:
    office.proposes()

    office.confirms(after=DESTROYING_LAPSES - SECOND)

    assert office.burnt == 1


def test_what_nobody_proposed_is_neither_confirmed_nor_cancelled(office: Office) -> None:
    with pytest.raises(NotProposedError):
        office.confirms()
    with pytest.raises(NotProposedError):
        office.cancels()


@pytest.mark.parametrize("who", [ANNA, BEA])
def test_anybody_cancels_who_proposed_it_too_and_then_nobody_confirms(office: Office, who: str) -> None:
    office.proposes()

    cancelled = office.cancels(who)

    assert (cancelled.state, cancelled.decided_by) == (ProposalState.CANCELLED, who)
    with pytest.raises(ProposalCancelledError):
        office.confirms()
    with pytest.raises(ProposalCancelledError):
        office.cancels()
    assert office.audit == [("archive.burn.propose", ANNA), ("archive.burn.cancel", who)]


def test_what_is_confirmed_is_confirmed_once_and_cancelled_no_more(office: Office) -> None:
    office.proposes()
    office.confirms()

    with pytest.raises(AlreadyConfirmedError):
        office.confirms(CARLO)
    with pytest.raises(AlreadyConfirmedError):
        office.cancels()

    assert office.burnt == 1


def test_a_thing_that_changed_since_is_not_what_was_proposed(office: Office) -> None:
    office.proposes()
    office.content = "with a page more"

    with pytest.raises(ChangedSinceProposedError):
        office.confirms()

    assert office.burnt == 0


def test_who_read_an_earlier_proposal_confirms_no_later_one(office: Office) -> None:
    read = office.proposes().seen
    office.cancels()
    office.proposes()  # with the same words, at the same moment

    with pytest.raises(ChangedSinceProposedError):
        office.confirms(after=timedelta(days=5), seen=read)

    assert office.burnt == 0


@pytest.mark.parametrize("over", ["cancelled", "lapsed", "confirmed"])
def test_what_is_over_is_proposed_again_and_its_days_begin_anew(office: Office, over: str) -> None:
    office.proposes()
    end: dict[str, Callable[[], object]] = {"cancelled": office.cancels, "confirmed": office.confirms}
    end.get(over, lambda: None)()

    again = office.proposes(BEA, timedelta(days=20))

    assert again.earliest == NOON + timedelta(days=20, hours=72)
    with pytest.raises(TooEarlyError):
        office.confirms(CARLO, timedelta(days=21))
    office.confirms(CARLO, timedelta(days=23))
    assert ("archive.burn.lapse", "clock") in office.audit or over != "lapsed"


def test_an_open_proposal_is_not_replaced_by_another(office: Office) -> None:
    """Or its days would begin anew, and its words change under the eyes of whoever reads them."""
    first = office.proposes()

    with pytest.raises(AlreadyProposedError):
        office.proposes(BEA, timedelta(hours=1))
    with pytest.raises(AlreadyProposedError):
        office.proposes(after=timedelta(hours=1), reason="Un altro motivo")

    assert office.proposes(after=timedelta(hours=1)).seen == first.seen


def test_somebody_is_told_of_a_proposal_by_its_id_alone_and_the_answer_says_so(office: Office) -> None:
    office.proposes()
    office.bell.answers = False
    again = office.two.propose(BURN, THING, office.content, WHY, office.act(ANNA, timedelta(hours=1)))

    assert office.bell.rung == [(THING, "burning_proposed")] * 2
    assert not again.alerted


def test_words_are_kept_no_longer_than_somebody_has_to_read_them(office: Office) -> None:
    reads = office.proposes().reason
    cancelled = office.cancels()

    assert (reads, cancelled.reason) == (WHY, "")
    assert WHY not in str(list(items_of(office.tables, "Audit")))


def test_a_proposal_that_lapsed_is_noted_the_night_after_and_no_other(office: Office) -> None:
    office.proposes()
    night = LapseProposals(office.register)

    night.delete_page(None, NOON + DESTROYING_LAPSES - SECOND)
    early = office.audit
    night.delete_page(None, NOON + DESTROYING_LAPSES)
    night.delete_page(None, NOON + DESTROYING_LAPSES)

    assert early == [("archive.burn.propose", ANNA)]
    assert office.audit == [("archive.burn.propose", ANNA), ("archive.burn.lapse", "clock")]
    with pytest.raises(ProposalLapsedError):
        office.confirms(after=DESTROYING_LAPSES + timedelta(days=1))


def test_the_list_shows_what_can_still_be_decided(office: Office) -> None:
    office.proposes()

    def shown(after: timedelta) -> int:
        return len(office.two.open_at(NOON + after))

    assert [shown(timedelta()), shown(DESTROYING_LAPSES - SECOND), shown(DESTROYING_LAPSES)] == [1, 1, 0]
    office.cancels()
    assert shown(timedelta()) == 0
