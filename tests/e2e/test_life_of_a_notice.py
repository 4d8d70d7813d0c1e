"""Whatever writers and approvers do to notices through the deployed API, in any order, is answered as two
people's rule says, and nothing leaves before its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from infra.local.approval import read_approval
from infra.local.meta.reading import Json, read_object, read_text
from infra.local.staff_client import StaffCallRefusedError, StaffClient
from infra.local.town import TownHall
from tests.contract.notice_life import APPROVERS, DONE, WRITERS, NoticeLife
from tests.e2e.notices import Notices

A_FEW_LIVES = settings(
    max_examples=3,
    stateful_step_count=12,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class DeployedOffice:
    def __init__(self, town: TownHall, notices: Notices) -> None:
        self._town = town
        self._notices = notices
        self._since = datetime.now(UTC).replace(microsecond=0)
        self._ids: list[str] = []
        roles = {WRITERS: "editor", APPROVERS: "approver"}
        self._people = {
            name: town.staff(role, second=bool(second))
            for names, role in roles.items()
            for second, name in enumerate(names)
        }

    def create(self, notice: int, who: str) -> str:
        made = self._people[who].post("/broadcasts", self._notices.draft("evento"))
        self._ids.append(read_text(made, "id"))
        return DONE

    def submit(self, notice: int, who: str, hours: int) -> str:
        at = self._since + timedelta(hours=hours)
        return self._step(notice, who, "submit", {"at": at.isoformat()})

    def read(self, notice: int) -> Json:
        return read_approval(self._town, self._ids[notice])

    def approve(self, notice: int, who: str, shown: object) -> str:
        assert isinstance(shown, dict)
        return self._step(notice, who, "approve", shown)

    def give_back(self, notice: int, who: str, *, final: bool) -> str:
        return self._step(notice, who, "reject" if final else "return", {"reason": "Manca l'ora."})

    def withdraw(self, notice: int, who: str) -> str:
        return self._step(notice, who, "withdraw")

    def stop(self, notice: int, who: str) -> str:
        return self._step(notice, who, "stop")

    def status(self, notice: int) -> str:
        return read_text(self._notices.seen(self._ids[notice]), "status")

    def approved_by(self, notice: int) -> str | None:
        by = read_text(read_object(self._notices.seen(self._ids[notice]), "approval"), "by")
        return next((name for name, client in self._people.items() if client.get("/me")["id"] == by), None)

    def people_join(self) -> bool:
        return False

    def sent(self) -> int:
        sends = sum(len(self._notices.sends(each)) for each in self._ids)
        for notice in range(len(self._ids)):
            if self.status(notice) == "scheduled":
                self.stop(notice, WRITERS[0])
        return sends

    def _step(self, notice: int, who: str, step: str, body: Json | None = None) -> str:
        client: StaffClient = self._people[who]
        return _told(lambda: client.post(f"/broadcasts/{self._ids[notice]}/{step}", body or {}))


def _told(call: Callable[[], object]) -> str:
    try:
        call()
    except StaffCallRefusedError as refused:
        return read_text(refused.problem, "code")
    return DONE


def test_a_notice_lives_as_two_peoples_rule_says(town: TownHall, notices: Notices) -> None:
    class LifeAtTheDesk(NoticeLife):
        writers, approvers = WRITERS, APPROVERS

        def __init__(self) -> None:
            super().__init__()
            self.office = DeployedOffice(town, notices)

    run_state_machine_as_test(seed(20_261_130)(LifeAtTheDesk), settings=A_FEW_LIVES)
