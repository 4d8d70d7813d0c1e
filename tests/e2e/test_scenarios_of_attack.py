"""What went through once, tried again on the deployed town hall."""

from __future__ import annotations

import pytest

from infra.local.meta.reading import Json, read_text
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall
from tests.e2e.desk import Desk, everything
from tests.e2e.notices import Notices
from tests.e2e.opening import DeskDoor
from tests.e2e.patience import eventually
from tests.e2e.people import Citizen, Newcomers
from tests.e2e.records import Records
from urp.town.municipality import Municipality
from urp.town.texts import TextKey, Texts

QUESTION = "Buongiorno, a che ora apre l'ufficio tributi?"


def asked(citizen: Citizen, texts: Texts) -> str:
    question = citizen.writes(QUESTION)
    citizen.gets(texts.render(TextKey.INFO_RECEIPT))
    return question


@pytest.mark.parametrize(
    "changes",
    [
        {"link": "https://accesso.example/spid"},
        {"link": "https://www.comune.ancona.it.accesso.example/spid"},
        {"link": "https://www.comune.ancona.it@accesso.example/spid"},
    ],
)
def test_an_editor_leads_nobody_to_a_foreign_address(changes: Json, notices: Notices) -> None:
    with pytest.raises(StaffCallRefusedError) as refused:
        notices.create("servizio", **changes)

    assert refused.value.status == 422


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "vai su https://accesso.example/spid"])
def test_no_parameter_carries_what_nobody_sees_or_a_foreign_address(hidden: str, notices: Notices) -> None:
    draft = notices.draft("servizio")
    parameters = draft["parameters"]
    assert isinstance(parameters, dict)
    first = next(iter(parameters))

    with pytest.raises(StaffCallRefusedError) as refused:
        notices.create("servizio", parameters={**parameters, first: f"anagrafe {hidden}"})

    assert refused.value.status == 422


def test_nobody_deletes_what_somebody_else_wrote(
    citizen: Citizen, newcomer: Newcomers, open_desk: DeskDoor, desk: Desk, texts: Texts
) -> None:
    question, stranger = asked(citizen, texts), newcomer()
    asked(stranger, texts)

    stranger.sends({"type": "revoke", "revoke": {"original_message_id": question}})
    stranger.writes("Grazie, e di sabato?")
    eventually(
        lambda: True if "sabato" in str(desk.conversation_of(stranger)) else None, "what follows has arrived"
    )

    assert QUESTION in str(desk.conversation_of(citizen))


def test_an_escalated_case_leaves_the_persons_card_to_administrators_too(
    citizen: Citizen, town: TownHall, records: Records
) -> None:
    citizen.writes("Vengo lì in ufficio e vi ammazzo tutti")
    moderator, administrator = town.staff("moderator"), town.staff("administrator")
    case = eventually(lambda: _case_of(town, records.citizen_id(citizen)), "the threat is a case")
    moderator.post(
        f"/cases/{read_text(case, 'id')}/steps", {"step": "escalated", "reason": "decida chi dirige"}
    )
    block = f"/citizens/{records.citizen_id(citizen)}/block"

    with pytest.raises(StaffCallRefusedError) as refused:
        moderator.post(block, {"reason": "minaccia", "breach": "threat"})

    assert (refused.value.status, refused.value.problem["code"]) == (403, "forbidden")
    assert administrator.post(block, {"reason": "minaccia", "breach": "threat"})["citizen"]


def test_nobody_reads_more_whole_numbers_in_a_day_than_the_profile_allows(
    citizen: Citizen,
    open_desk: DeskDoor,
    desk: Desk,
    town: TownHall,
    texts: Texts,
    municipality: Municipality,
) -> None:
    asked(citizen, texts)
    harvester = town.staff("moderator", second=True)
    card = f"/conversations/{desk.conversation_of(citizen)['id']}"
    most = municipality.moderation.numbers_a_day

    seen = [harvester.get(card, reveal="phone", reason="authority")["phone"] for _ in range(most)]
    with pytest.raises(StaffCallRefusedError) as refused:
        harvester.get(card, reveal="phone", reason="authority")

    assert set(seen) == {citizen.phone}
    assert (refused.value.status, refused.value.problem["code"]) == (429, "numbers_limit")


def _case_of(town: TownHall, person: str) -> Json | None:
    cases = everything(town.staff("moderator"), "/cases", state="proposed")
    return next((each for each in cases if each["citizen"] == person), None)
