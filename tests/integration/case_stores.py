"""The casebook with the desk beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.acting import AS_OPERATOR
from tests.fakes.cases import ANNA, NOON, proposed
from tests.fakes.days import RETENTION
from tests.fakes.desk_world import RecordedReplies
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.metas_list import RecordedBlockOrders
from tests.fakes.stored import know
from tests.fakes.two_people import second_person_on
from tests.integration import desk_stores
from urp.acts.model import Act, IdempotencyMark
from urp.aws.dynamodb import from_attributes, transact
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizens import CitizenReader
from urp.moderation.blocks.office import BlockOffice
from urp.moderation.casebook.deciding import DecideCase
from urp.moderation.casebook.figures import CountCases
from urp.moderation.casebook.ladder import Decision
from urp.moderation.casebook.model import CaseOpening, StepKind, StoredCase
from urp.moderation.casebook.office import CaseOffice
from urp.moderation.casebook.opening import OpenCase
from urp.moderation.casebook.telling import TellCitizen
from urp.moderation.evidence.holding import HoldCase
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.case_writes import write_opening
from urp.moderation.store.cases import CaseRegister
from urp.town.municipality import load_municipality_from
from urp.town.texts import load_texts_from

PROFILE = Path(__file__).parents[1] / "profiles" / "roccaserena"
TOWN = replace(load_municipality_from(PROFILE, placeholders_allowed=True), retention=RETENTION)
TEXTS = load_texts_from(PROFILE, TOWN, placeholders_allowed=True)
CITIZEN: Citizen = desk_stores.CITIZEN


@dataclass(frozen=True, slots=True)
class CaseStores:
    register: CaseRegister
    desk: desk_stores.DeskStores
    blocks: BlockRegister
    people: CitizenReader
    put: Callable[[CaseOpening], None]
    tables: Tables
    replies: RecordedReplies = field(default_factory=RecordedReplies)

    @property
    def see(self) -> CaseOffice:
        return CaseOffice(self.register, self.people, TOWN)

    @property
    def open(self) -> OpenCase:
        return OpenCase(self.register, self.desk.register, TOWN)

    @property
    def hold(self) -> HoldCase:
        return HoldCase(self.register, TOWN)

    @property
    def count(self) -> CountCases:
        return CountCases(self.register)

    @property
    def office(self) -> BlockOffice:
        """Of blocks, as the citizen's page uses it."""
        return BlockOffice(
            self.blocks,
            self.people,
            self.replies,
            TOWN,
            TEXTS,
            RecordedBlockOrders(),
            self.register,
            second_person_on(self.tables),
        )

    @property
    def decide(self) -> DecideCase:
        return DecideCase(
            register=self.register,
            desk=self.desk.register,
            people=self.people,
            replies=self.replies,
            blocks=self.office,
            tell=TellCitizen(TEXTS),
            municipality=TOWN,
        )

    def put_citizen(self, citizen: Citizen) -> None:
        know(self.tables, citizen)

    def puts(self, openings: Sequence[CaseOpening]) -> None:
        for opening in openings:
            self.put(opening)

    def found(self, opening: CaseOpening) -> StoredCase:
        found = self.register.find_case(opening.case.id)
        assert found is not None
        return found

    @property
    def anna(self) -> Citizen:
        citizen = self.people.find_one(ANNA)
        assert citizen is not None
        return citizen

    def said(self) -> list[str]:
        """The texts on their way to the citizen, oldest first."""
        rows = self.desk.register.replies(self.replies.ids)
        return [rows[one_id].text for one_id in self.replies.ids if one_id in rows]


def open_stores(tables: Tables) -> CaseStores:
    client = tables.client
    register = CaseRegister(tables)
    blocks = BlockRegister(tables, exclusions=MemoryExclusions())
    people = CitizenReader(tables)

    def put(opening: CaseOpening) -> None:
        transact(client, list(write_opening(opening, tables)))

    know(tables, CITIZEN)
    return CaseStores(register, desk_stores.open_stores(tables), blocks, people, put, tables)


def stored(tables: Tables) -> list[dict[str, Any]]:
    """Every item of the desk's table."""
    found = tables.client.scan(TableName=tables.desk)["Items"]
    return [from_attributes(item) for item in found]


def act(name: str = "case.note", number: int = 1, *, key: str | None = None, at: datetime = NOON) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(
        f"act{number}",
        "staff-1",
        name,
        "case/1",
        at,
        "come da regole",
        idempotency=mark,
        standing=AS_OPERATOR,
    )


def a_case(stores: CaseStores, number: int = 1, **how: Any) -> CaseOpening:  # noqa: ANN401 - of `proposed`
    opening = proposed(number, **how)
    stores.put(opening)
    return opening


def takes(stores: CaseStores, opening: CaseOpening, kind: StepKind, number: int, **more: Any) -> None:  # noqa: ANN401
    """`more` of the decision."""
    stores.decide(opening.case.id, Decision(kind, "come da regole", **more), act(f"case.{kind}", number))
