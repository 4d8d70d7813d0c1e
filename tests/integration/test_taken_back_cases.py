"""What a citizen deletes is the desk's no more, a case of it or not: through the real function and tables."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from functions.inbound_handle.handler import lambda_handler as receive
from tests.fakes.cases import FILE
from tests.integration.functions_town import Invocation, records, text
from tests.integration.test_a_citizens_journey import TownHall
from tests.integration.test_a_citizens_journey import town_hall as town_hall
from urp.adapters.dynamodb import from_attributes
from urp.casebook.finding import MessageGoneError
from urp.casebook.ladder import Decision
from urp.casebook.model import CaseState, StepKind, case_id_of
from urp.casebook.use_cases import CasebookUseCases
from urp.casebook.views import CaseSummary
from urp.desk.model import ConversationStatus
from urp.desk.office_views import StoredMessage
from urp.meaning.breaches import Breach
from urp.observability import digest
from urp.staff.model import Act
from urp.wiring.casebook import casebook_use_cases

INSULT = "Siete dei cretini incapaci"
BESIDE = "Che orari fa la mia vicina Anna Bianchi, codice fiscale BNCNNA80A41A271X?"


class Office:
    """The casebook and the desk behind one citizen's phone."""

    def __init__(self, town_hall: TownHall) -> None:
        self.hall = town_hall
        self.casebook: CasebookUseCases = casebook_use_cases(town_hall.parts)

    def hears(self, words: str, number: int) -> None:
        self.hall.hears(words, number)

    def corrects(self, first: int, words: str, number: int) -> None:
        message = {"type": "text", "text": {"body": words}}
        self._hears_of(number, "edit", {"original_message_id": f"wamid.FAKE{first}", "message": message})

    def takes_back(self, first: int, number: int) -> None:
        self._hears_of(number, "revoke", {"original_message_id": f"wamid.FAKE{first}"})

    def _hears_of(self, number: int, kind: str, content: dict[str, object]) -> None:
        body = json.loads(text("", number, int(self.hall.now.timestamp()) - 60 + number))
        del body["message"]["text"]
        body["message"] |= {"type": kind, kind: content}
        receive(records({"a": json.dumps(body)}), Invocation())

    def decides(self, case: UUID, kind: StepKind, number: int = 1) -> None:
        act = Act(f"act{number}", "staff-1", f"case.{kind}", f"case/{case}", self.hall.now)
        self.casebook.decide(case, Decision(kind, "come da regole"), act)

    def listed(self, state: CaseState = CaseState.PROPOSED) -> CaseSummary:
        (summary,) = self.casebook.see.cases(state, None, 10, self.hall.now, sees_held=True).items
        return summary

    def shown(self, case: UUID, *, moderator: bool = True) -> CaseSummary:
        return self.casebook.see.case(case, self.hall.now, sees_held=moderator).summary

    def on_the_desk(self) -> list[str]:
        register = self.casebook.decide.desk
        talks = register.page(ConversationStatus.OPEN, None, 10).items
        return [each.message.text for talk in talks for each in register.messages(talk.id)]

    def stored_words(self) -> str:
        items = self.hall.client.scan(TableName=self.hall.env["DESK_TABLE"])["Items"]
        return " ".join(str(from_attributes(item).get("text", "")) for item in items)


@pytest.fixture
def office(town_hall: TownHall) -> Office:
    return Office(town_hall)


def case_of(number: int) -> UUID:
    return case_id_of(digest(f"wamid.FAKE{number}"))


def test_a_hidden_message_that_its_sender_deletes_is_shown_to_moderators_in_its_case_alone(
    office: Office,
) -> None:
    office.hears(INSULT, 1)
    case = office.listed().case.id

    office.takes_back(1, 2)

    assert (office.listed().text, office.listed().taken_back) == (None, True)
    assert office.shown(case, moderator=False).text is None
    shown = office.shown(case).text
    assert shown is not None
    assert shown.text == INSULT


def test_a_deleted_message_never_comes_back_to_the_desk_and_without_a_breach_its_words_go(
    office: Office,
) -> None:
    office.hears(INSULT, 1)
    case = office.listed().case.id
    office.takes_back(1, 2)

    office.decides(case, StepKind.DISMISSED)

    assert office.on_the_desk() == []
    assert office.shown(case).text is None
    assert INSULT not in office.stored_words()


def test_a_deleted_message_that_was_a_breach_stays_with_its_case_for_a_review(office: Office) -> None:
    office.hears(INSULT, 1)
    case = office.listed().case.id
    office.takes_back(1, 2)

    office.decides(case, StepKind.NOTED)

    assert office.shown(case).text is not None
    assert office.listed(CaseState.DECIDED).text is None


def test_a_deleted_question_is_gone_from_the_desk_and_from_the_case_beside_it(office: Office) -> None:
    office.hears(BESIDE, 1)
    assert office.on_the_desk() == [BESIDE]

    office.takes_back(1, 2)

    assert office.on_the_desk() == [""]
    assert (office.listed().text, office.listed().taken_back) == (None, True)


def test_whoever_deletes_a_message_deletes_the_correction_that_became_a_case(office: Office) -> None:
    office.hears("Quando apre l'anagrafe?", 1)
    office.corrects(1, INSULT, 2)
    assert office.shown(case_of(2)).text is not None

    office.takes_back(1, 3)
    office.decides(case_of(2), StepKind.DISMISSED)

    assert set(office.on_the_desk()) == {""}
    assert INSULT not in office.stored_words()


def test_a_message_that_had_come_back_to_the_desk_can_still_be_deleted(office: Office) -> None:
    office.hears(INSULT, 1)
    office.decides(office.listed().case.id, StepKind.DISMISSED)
    assert office.on_the_desk() == [INSULT]

    office.takes_back(1, 2)

    assert office.on_the_desk() == [""]
    assert INSULT not in office.stored_words()


def test_what_is_held_as_evidence_keeps_the_words_that_were_deleted(office: Office) -> None:
    office.hears(INSULT, 1)
    case = office.listed().case.id
    office.casebook.hold.hold(
        case, FILE, Act("act9", "staff-1", "case.hold", f"case/{case}", office.hall.now)
    )
    office.takes_back(1, 2)

    office.decides(case, StepKind.DISMISSED)

    assert office.on_the_desk() == []
    assert office.shown(case).text is not None


class LateDesk:
    """The desk as it was just before the sender took the message back; then as it is."""

    def __init__(self, office: Office, talk: UUID) -> None:
        self._office = office
        self._desk = office.casebook.decide.desk
        self._before = [self._desk.messages(talk)]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        return getattr(self._desk, name)

    def messages(self, talk: UUID) -> tuple[StoredMessage, ...]:
        if not self._before:
            return tuple(self._desk.messages(talk))
        self._office.takes_back(1, 2)
        return tuple(self._before.pop())


def test_a_message_deleted_while_somebody_makes_it_a_case_becomes_none(office: Office) -> None:
    office.hears("Quando apre l'anagrafe?", 1)
    talk = office.casebook.decide.desk.page(ConversationStatus.OPEN, None, 10).items[0].id
    opening = replace(office.casebook.open, desk=LateDesk(office, talk))
    act = Act("act1", "staff-1", "case.open", f"conversation/{talk}", office.hall.now)

    with pytest.raises(MessageGoneError):
        opening(talk, digest("wamid.FAKE1"), Breach.SPAM, act)

    assert "anagrafe" not in office.stored_words()
