"""Whatever several people do to notices, in any order: each step is answered as two people's rule says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis.stateful import invariant

from tests.contract.notice_life import DONE, NoticeLife
from tests.unit.notices.broadcasts.scene import DRAFT, Scene
from urp.acts.model import Act
from urp.errors import UrpError
from urp.notices.broadcasts.approving import ApprovalOffice, ToApprove
from urp.town.municipality import ApprovalLimits

TWO_PEOPLE = ApprovalLimits(lapses_hours=24, growth_percent=20, announcement_days=90)


class OfficeOfTheDomain:
    """Everybody has every role: the rule of two people alone decides."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.scene.town.approval = TWO_PEOPLE
        self.scene.subscribe(50)

    def create(self, notice: int, who: str) -> str:
        return _told(lambda: self.scene.town.office().create(_id(notice), DRAFT, self._by(who)))

    def submit(self, notice: int, who: str, hours: int) -> str:
        at = self.scene.now + timedelta(hours=hours)
        return _told(lambda: self._approvals.submit(_id(notice), at, self._by(who)))

    def read(self, notice: int) -> ToApprove:
        seen = self.scene.town.office().get(_id(notice), self.scene.now).to_approve
        assert seen is not None
        return seen

    def approve(self, notice: int, who: str, shown: object) -> str:
        assert isinstance(shown, ToApprove)
        act = self._by(who)
        return _told(lambda: self._approvals.approve(_id(notice), shown.extent, shown.seal, act))

    def give_back(self, notice: int, who: str, *, final: bool) -> str:
        act = self._by(who)
        return _told(lambda: self._approvals.give_back(_id(notice), "Manca l'ora.", act, final=final))

    def withdraw(self, notice: int, who: str) -> str:
        return _told(lambda: self._approvals.withdraw(_id(notice), self._by(who)))

    def stop(self, notice: int, who: str) -> str:
        return _told(lambda: self.scene.town.office().stop(_id(notice), self._by(who)))

    def status(self, notice: int) -> str:
        return self.scene.header(_id(notice)).status.value

    def approved_by(self, notice: int) -> str | None:
        approval = self.scene.header(_id(notice)).approval
        return None if approval is None else approval.by

    def people_join(self) -> bool:
        self.scene.subscribe(20)
        return True

    def sent(self) -> int:
        self.scene.run(600)
        return len(self.scene.town.meta.accepted)

    @property
    def _approvals(self) -> ApprovalOffice:
        return self.scene.town.office().approvals

    def _by(self, who: str) -> Act:
        return replace(self.scene.act("broadcast.step"), by=who)


def _id(notice: int) -> UUID:
    return UUID(int=notice + 1)


def _told(step: Callable[[], object]) -> str:
    try:
        step()
    except UrpError as refused:
        return refused.code
    return DONE


class LifeInTheDomain(NoticeLife):
    def __init__(self) -> None:
        super().__init__()
        self.office = OfficeOfTheDomain()

    @invariant()
    def each_is_as_it_was_left(self) -> None:
        self.is_as_it_was_left()


LifeInTheDomain.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestLifeInTheDomain = LifeInTheDomain.TestCase
