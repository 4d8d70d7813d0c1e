"""What a citizen deletes is the desk's no more, a case of it or not: through the real function and tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.cases import FILE
from tests.integration.a_town_hall import TownHall
from tests.integration.casebook_phone import LateDesk, Office
from tests.integration.test_a_citizens_journey import town_hall as town_hall
from urp.acts.model import Act
from urp.desk.model import ConversationStatus
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import CaseState, StepKind, make_case_id
from urp.moderation.casebook.opening import MessageGoneError
from urp.moderation.evidence.holding import HoldCase
from urp.observability import digest

if TYPE_CHECKING:
    from urp.desk.store.desk_register import DeskRegister

INSULT = "Siete dei cretini incapaci"
BESIDE = "Che orari fa la mia vicina Anna Bianchi, codice fiscale BNCNNA80A41A271X?"


@pytest.fixture
def office(town_hall: TownHall) -> Office:
    return Office(town_hall)


def case_of(number: int) -> UUID:
    return make_case_id(digest(f"wamid.FAKE{number}"))


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
    see = office.casebook.see
    held = Act("act9", "staff-1", "case.hold", f"case/{case}", office.hall.now, standing=AS_OPERATOR)
    HoldCase(see.register, see.municipality).hold(case, FILE, held)
    office.takes_back(1, 2)

    office.decides(case, StepKind.DISMISSED)

    assert office.on_the_desk() == []
    assert office.shown(case).text is not None


def test_what_is_corrected_after_it_was_made_a_case_is_corrected_in_the_case(office: Office) -> None:
    office.hears("Quando apre l'anagrafe?", 1)
    case = office.opens_by_hand(1)

    office.corrects(1, "Quando apre la biblioteca?", 2)

    assert office.on_the_desk() == ["", ""]
    shown = office.shown(case).text
    assert shown is not None
    assert shown.text == "Quando apre l'anagrafe?\nQuando apre la biblioteca?"
    office.decides(case, StepKind.DISMISSED, 2)
    assert office.on_the_desk() == ["Quando apre l'anagrafe?", "Quando apre la biblioteca?"]


def test_the_correction_of_a_deleted_message_that_comes_late_is_deleted_too(office: Office) -> None:
    office.hears("Quando apre l'anagrafe?", 1)
    office.takes_back(1, 2)

    office.corrects(1, "Quando apre la biblioteca?", 3)

    assert "Quando apre" not in office.stored_words()


def test_a_message_deleted_while_somebody_makes_it_a_case_becomes_none(office: Office) -> None:
    office.hears("Quando apre l'anagrafe?", 1)
    talk = office.casebook.decide.desk.page(ConversationStatus.OPEN, None, 10).items[0].id
    opening = replace(office.casebook.open, desk=cast("DeskRegister", LateDesk(office, talk)))
    act = Act("act1", "staff-1", "case.open", f"conversation/{talk}", office.hall.now, standing=AS_OPERATOR)

    with pytest.raises(MessageGoneError):
        opening(talk, digest("wamid.FAKE1"), Breach.SPAM, "come da regole", act)

    assert "anagrafe" not in office.stored_words()
