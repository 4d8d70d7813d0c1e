"""What the office can do at the desk, together."""

from __future__ import annotations

from dataclasses import dataclass

from urp.desk.answering import AnswerCitizen
from urp.desk.assigning import AssignConversation
from urp.desk.closing import CloseConversation, ReopenConversation
from urp.desk.office import DeskOffice


@dataclass(frozen=True, slots=True)
class DeskUseCases:
    see: DeskOffice
    answer: AnswerCitizen
    assign: AssignConversation
    close: CloseConversation
    reopen: ReopenConversation
