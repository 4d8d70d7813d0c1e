"""From an insult to a block: the service hides and warns once, a person does all the rest."""

import pytest

from infra.local.meta.reading import Json, read_objects, read_text
from infra.local.staff_client import StaffCallRefusedError
from tests.e2e.desk import Desk, everything
from tests.e2e.patience import comes_true, eventually
from tests.e2e.people import Citizen
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.town.municipality import Municipality
from urp.town.texts import TextKey, Texts

REASON = "linguaggio offensivo"
INSULTS = (
    "Siete una manica di coglioni incompetenti",
    "Sei un coglione",
    "Vaffanculo stronzi",
)
THREAT = "Vi ammazzo tutti, so dove abitate"


class Casebook:
    def __init__(self, desk: Desk, records: Records) -> None:
        self._moderator = desk.moderator
        self._records = records

    def of(self, citizen: Citizen, state: str = "proposed") -> list[Json]:
        person = self._records.citizen_id(citizen)
        return [
            each for each in everything(self._moderator, "/cases", state=state) if each["citizen"] == person
        ]

    def next_of(self, citizen: Citizen) -> Json:
        """Wait for it."""
        return eventually(lambda: next(iter(self.of(citizen)), None), "a case waits for a person")

    def takes(self, case: Json, step: str, **more: object) -> Json:
        body = {"step": step, "reason": "come da regole", **more}
        return self._moderator.post(f"/cases/{read_text(case, 'id')}/steps", body)


@pytest.fixture
def casebook(desk: Desk, records: Records) -> Casebook:
    return Casebook(desk, records)


def test_from_an_insult_to_a_block_and_an_appeal(
    citizen: Citizen, desk: Desk, casebook: Casebook, queues: Queues, texts: Texts
) -> None:
    warning = texts.render(TextKey.MODERATION_WARNING, reason=REASON)
    not_taken = texts.render(TextKey.NOT_TAKEN_AS_QUESTION)
    second = texts.render(TextKey.SECOND_WARNING, reason=REASON)

    citizen.writes(INSULTS[0])
    citizen.gets(warning)
    case = casebook.next_of(citizen)
    assert (case["outcome"], case["hidden"]) == ("warned", True)
    assert desk.listed_for(citizen) == []
    casebook.takes(case, "noted")

    citizen.writes(INSULTS[1])
    case = casebook.next_of(citizen)
    citizen.gets(warning, not_taken)
    with pytest.raises(StaffCallRefusedError) as refused:
        casebook.takes(case, "blocked")
    assert refused.value.problem["code"] == "ladder"
    casebook.takes(case, "warned_again")
    citizen.gets(warning, not_taken, second)

    citizen.writes(INSULTS[2])
    case = casebook.next_of(citizen)
    blocked = casebook.takes(case, "blocked")
    assert [step["kind"] for step in read_objects(blocked, "steps")] == ["proposed", "blocked"]
    notice = eventually(lambda: citizen.said_to()[3:] or None, "the citizen is told of the block")
    assert REASON in notice[0]

    citizen.writes(THREAT)
    queues.settle()
    assert casebook.of(citizen) == []
    assert citizen.said_to() == [warning, not_taken, second, *notice]

    casebook.takes(case, "appeal_received")
    citizen.gets(warning, not_taken, second, *notice, texts.render(TextKey.APPEAL_RECEIVED))
    casebook.takes(case, "appeal_upheld")
    comes_true(lambda: "avevi ragione" in citizen.said_to()[-1], "the citizen is told that they were right")
    conversation = desk.conversation_of(citizen)
    assert [each["text"] for each in read_objects(conversation, "messages")] == [INSULTS[2]]


def test_a_threat_is_first_on_the_list_and_is_told_to_be_no_question(
    citizen: Citizen, desk: Desk, casebook: Casebook, municipality: Municipality, texts: Texts
) -> None:
    citizen.writes(THREAT)

    case = casebook.next_of(citizen)
    seen = desk.operator.post(f"/cases/{read_text(case, 'id')}/acknowledge", {})

    assert (case["urgent"], seen["acknowledged"]) == (True, True)
    assert case["policy_version"] == municipality.policy.version
    assert everything(desk.operator, "/cases", state="proposed")[0]["urgent"] is True
    citizen.gets(texts.render(TextKey.NOT_TAKEN_AS_QUESTION))
