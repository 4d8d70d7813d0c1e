"""The casebook and the desk behind one citizen's phone, through the real function and tables."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from functions.inbound_handle.handler import lambda_handler as receive
from tests.acting import AS_OPERATOR
from tests.fakes.two_people import second_person_on
from tests.integration.a_town_hall import TownHall
from tests.integration.functions_town import Invocation, records, text
from urp.acts.model import Act
from urp.aws.dynamodb import from_attributes
from urp.desk.model import ConversationStatus, StoredMessage
from urp.meaning.breaches import Breach
from urp.moderation.api.offices import CasebookUseCases
from urp.moderation.casebook.ladder import Decision
from urp.moderation.casebook.model import CaseState, StepKind
from urp.moderation.casebook.office import CaseSummary
from urp.observability import digest
from urp.wiring.block_offices import block_office
from urp.wiring.casebook import casebook_use_cases


class Office:
    def __init__(self, town_hall: TownHall) -> None:
        self.hall = town_hall
        self.casebook: CasebookUseCases = casebook_use_cases(
            town_hall.resources,
            block_office(town_hall.resources, second_person_on(town_hall.resources.tables)),
        )

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
        act = Act(
            f"act{number}", "staff-1", f"case.{kind}", f"case/{case}", self.hall.now, standing=AS_OPERATOR
        )
        self.casebook.decide(case, Decision(kind, "come da regole"), act)

    def opens_by_hand(self, number: int) -> UUID:
        talk = self.casebook.decide.desk.page(ConversationStatus.OPEN, None, 10).items[0].id
        act = Act("act8", "staff-1", "case.open", f"conversation/{talk}", self.hall.now, standing=AS_OPERATOR)
        return self.casebook.open(talk, digest(f"wamid.FAKE{number}"), Breach.SPAM, "come da regole", act).id

    def listed(self, state: CaseState = CaseState.PROPOSED) -> CaseSummary:
        (summary,) = self.casebook.see.list_cases(state, None, 10, self.hall.now, sees_held=True).items
        return summary

    def shown(self, case: UUID, *, moderator: bool = True) -> CaseSummary:
        return self.casebook.see.show_case(case, self.hall.now, sees_held=moderator).summary

    def on_the_desk(self) -> list[str]:
        register = self.casebook.decide.desk
        talks = register.page(ConversationStatus.OPEN, None, 10).items
        return [message.message.text for talk in talks for message in register.messages(talk.id)]

    def stored_words(self) -> str:
        items = self.hall.client.scan(TableName=self.hall.env["DESK_TABLE"])["Items"]
        return " ".join(str(from_attributes(item).get("text", "")) for item in items)


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
