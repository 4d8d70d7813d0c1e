"""The virtual desk as an operator works it, through the API."""

from typing import Final

from infra.local.meta.reading import Json, read_number, read_objects, read_text
from infra.local.staff_client import StaffClient
from infra.local.town import TownHall
from tests.e2e.patience import eventually
from tests.e2e.people import Citizen
from tests.e2e.records import Records


class Desk:
    def __init__(self, town: TownHall, records: Records) -> None:
        self.operator: Final = town.staff("operator")
        self.moderator: Final = town.staff("moderator")
        self._records = records
        self._town = town

    def conversation_of(self, citizen: Citizen, status: str = "open") -> Json:
        """Wait for it; the whole conversation."""
        summary = eventually(
            lambda: next(iter(self.listed_for(citizen, status)), None),
            f"a conversation is {status} at the desk",
        )
        return self.conversation(read_text(summary, "id"))

    def listed_for(self, citizen: Citizen, status: str = "open") -> list[Json]:
        person = self._records.citizen_id(citizen)
        return [
            each
            for each in everything(self.operator, "/conversations", status=status)
            if each["citizen"] == person
        ]

    def conversation(self, conversation: str) -> Json:
        return self.operator.get(f"/conversations/{conversation}")

    def unread_cases_of(self, citizen: Citizen) -> list[Json]:
        """What a rule hid of theirs and no person has looked at."""
        person = self._records.citizen_id(citizen)
        unread = everything(self.operator, "/cases", unread="true")
        return [each for each in unread if each["citizen"] == person]

    def answers(self, conversation: Json, text: str) -> Json:
        talk = read_text(conversation, "id")
        seen = int(read_number(self.conversation(talk), "said", missing=0))
        return self.operator.post(f"/conversations/{talk}/answers", {"text": text, "seen": seen})

    def resumes(self, conversation: Json, **parameters: str) -> Json:
        body = {"parameters": parameters}
        return self.operator.post(f"/conversations/{read_text(conversation, 'id')}/resume", body)

    def blocks(self, citizen: Citizen, reason: str, **changes: object) -> Json:
        person = self._records.citizen_id(citizen)
        return self.moderator.post(f"/citizens/{person}/block", {"reason": reason, **changes})

    def unblocks(self, citizen: Citizen, reason: str) -> Json:
        person = self._records.citizen_id(citizen)
        answer = self.moderator.post(f"/citizens/{person}/unblock", {"reason": reason})
        return answer if answer["proposed"] is None else self._town.confirm("moderator", answer)


def everything(staff: StaffClient, path: str, **query: str | int) -> list[Json]:
    """Every item of a list, page after page."""
    page = staff.get(path, limit=100, **query)
    items = read_objects(page, "items")
    while page["next"] is not None:
        page = staff.get(path, limit=100, cursor=read_text(page, "next"), **query)
        items += read_objects(page, "items")
    return items


def texts_of(conversation: Json) -> list[tuple[str, str]]:
    """Kind and text of every message, oldest first."""
    return [
        (read_text(each, "kind"), read_text(each, "text")) for each in read_objects(conversation, "messages")
    ]
