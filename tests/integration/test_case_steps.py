"""A person decides about a case: the ladder, what the citizen is told, what is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.cases import ANNA, INSULT, NOON, proposed
from tests.integration.case_rooms import TOWN, Room, act, dynamodb_room, memory_room, stored
from tests.integration.desk_rooms import QUESTION, TALK, conversation
from urp.casebook.ladder import Decision, LadderError, StepRefusedError
from urp.casebook.model import CaseOpening, CaseState, Outcome, StepKind
from urp.desk.model import DeskState
from urp.desk.refusals import CitizenBlockedError, WindowClosedError
from urp.errors import ForbiddenError
from urp.identity.model import Citizen
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.observability import digest
from urp.staff.errors import AlreadyActedError

DAY = timedelta(days=1)
REMOVED = "rimosso dalla chat"
REVIEW = TOWN.desk.review_email
FREE_AGAIN = "uoi di nuovo scrivere qui"


@pytest.fixture(params=["memory", "dynamodb"])
def room(request: pytest.FixtureRequest) -> Room:
    if request.param == "memory":
        return memory_room()
    outputs: Mapping[str, str] = request.getfixturevalue("outputs")
    return dynamodb_room(outputs)


def a_case(room: Room, number: int = 1, **how: object) -> CaseOpening:
    opening = proposed(number, **how)  # type: ignore[arg-type]
    room.put(opening)
    return opening


def takes(room: Room, opening: CaseOpening, kind: StepKind, number: int, **more: object) -> None:
    decision = replace(Decision(kind, "come da regole"), **more)  # type: ignore[arg-type]
    room.decide(opening.case.id, decision, act(f"case.{kind}", number))


def warned_twice(room: Room) -> None:
    takes(room, a_case(room, 101), StepKind.WARNED, 101)
    takes(room, a_case(room, 102), StepKind.WARNED_AGAIN, 102)


def test_a_warning_names_the_rule_and_the_review_and_never_the_words(room: Room) -> None:
    case = a_case(room)

    takes(room, case, StepKind.WARNED, 1)

    (text,) = room.said()
    assert "linguaggio offensivo" in text
    assert "cretini" not in text
    assert REVIEW in text
    assert REMOVED in text
    found = room.found(case)
    assert (found.case.state, found.case.outcome) == (CaseState.DECIDED, Outcome.WARNED)
    assert found.steps[-1].author == "staff-1"
    assert found.steps[-1].policy_version
    assert found.steps[-1].reply_id == room.replies.ids[0]
    assert room.desk.audited() == ["case.warned"]


def test_what_is_held_as_evidence_is_never_said_to_be_removed(room: Room) -> None:
    case = a_case(room)
    room.hold.hold(case.case.id, act("case.hold", 1))

    takes(room, case, StepKind.WARNED, 2)

    assert not any(word in room.said()[0] for word in ("rimoss", "cancellat", "eliminat", "tolto"))


def test_a_request_that_stays_where_it_is_is_not_said_to_be_removed(room: Room) -> None:
    case = a_case(room, breach=Breach.OTHER_PEOPLES_DATA, hidden=False)

    takes(room, case, StepKind.WARNED, 1)

    assert "dati personali di un'altra persona" in room.said()[0]
    assert "rimoss" not in room.said()[0]


def test_whoever_wrote_in_english_is_warned_in_english(room: Room) -> None:
    room.desk.put(conversation(), DeskState(ANNA, language=Language.ENGLISH), [])

    takes(room, a_case(room), StepKind.WARNED, 1)

    assert "offensive language" in room.said()[0]


def test_the_ladder_is_warning_second_warning_block(room: Room) -> None:
    warned_twice(room)
    last = a_case(room, 3)

    takes(room, last, StepKind.BLOCKED, 3, until=NOON + 90 * DAY)

    assert room.found(last).case.outcome is Outcome.BLOCKED
    citizen = room.people.find_one(ANNA)
    assert citizen is not None
    assert citizen.block is not None
    assert (citizen.block.reason, citizen.block.by) == ("linguaggio offensivo", "staff-1")
    assert citizen.block.until == NOON + 90 * DAY
    assert "linguaggio offensivo" in room.said()[-1]
    assert "112" in room.said()[-1]
    assert "case.blocked" in room.desk.audited()


def test_a_rung_is_skipped_only_with_a_reason_of_its_own(room: Room) -> None:
    case = a_case(room, breach=Breach.THREAT)

    with pytest.raises(LadderError):
        takes(room, case, StepKind.BLOCKED, 1)
    citizen = room.people.find_one(ANNA)
    assert citizen is not None
    assert citizen.block is None

    takes(room, case, StepKind.BLOCKED, 2, beyond_ladder="minaccia di morte a un impiegato")
    assert room.found(case).steps[-1].beyond_ladder == "minaccia di morte a un impiegato"


def test_no_text_says_that_somebody_was_warned_before_who_was_not(room: Room) -> None:
    with pytest.raises(LadderError):
        takes(room, a_case(room, 1), StepKind.WARNED_AGAIN, 1)

    takes(room, a_case(room, 2), StepKind.WARNED, 2)
    with pytest.raises(LadderError):
        takes(room, a_case(room, 3), StepKind.WARNED, 3)


def test_one_offence_is_warned_of_once(room: Room) -> None:
    case = a_case(room, warned=True)

    with pytest.raises(StepRefusedError):
        takes(room, case, StepKind.WARNED, 1)
    with pytest.raises(StepRefusedError):
        takes(room, case, StepKind.WARNED_AGAIN, 2)


def test_an_old_warning_counts_no_more(room: Room) -> None:
    takes(room, a_case(room, 1), StepKind.WARNED, 1)
    later = NOON + 366 * DAY
    room.put_citizen(replace(_anna(room), window_ends_at=later + DAY))
    case = a_case(room, 2)

    room.decide(case.case.id, Decision(StepKind.WARNED, "di nuovo"), act("case.warned", 2, at=later))

    assert len(room.said()) == 2


def test_a_warning_that_cannot_reach_the_citizen_is_not_given(room: Room) -> None:
    case = a_case(room)
    room.put_citizen(replace(_anna(room), window_ends_at=NOON))

    with pytest.raises(WindowClosedError):
        takes(room, case, StepKind.WARNED, 1)
    assert room.found(case).case.outcome is None


def test_whoever_is_blocked_is_not_warned(room: Room) -> None:
    case, other = a_case(room, 1), a_case(room, 2)
    takes(room, other, StepKind.BLOCKED, 1, beyond_ladder="insulti a tutto l'ufficio")

    with pytest.raises(CitizenBlockedError):
        takes(room, case, StepKind.WARNED, 2)


def test_a_first_warning_of_the_service_is_confirmed_by_a_person(room: Room) -> None:
    case = a_case(room, warned=True)

    takes(room, case, StepKind.NOTED, 1)

    found = room.found(case).case
    assert (found.state, found.outcome) == (CaseState.DECIDED, Outcome.WARNED)
    assert room.said() == []


def test_a_false_alarm_goes_back_to_the_desk_and_the_warning_counts_no_more(room: Room) -> None:
    case = a_case(room, 1)
    takes(room, case, StepKind.WARNED, 1)

    takes(room, case, StepKind.DISMISSED, 2)

    state = room.desk.register.state(ANNA)
    assert state.warnings == ()
    assert state.conversation_id is not None
    (message,) = room.desk.register.messages(state.conversation_id)
    assert (message.message.text, message.hidden) == (INSULT, False)
    assert "rispettava le regole" in room.said()[-1]
    takes(room, a_case(room, 2), StepKind.WARNED, 3)


def test_what_a_person_took_out_for_nothing_stands_where_it_stood(room: Room) -> None:
    room.desk.put(conversation(), DeskState(ANNA, conversation_id=TALK), [QUESTION])
    case = room.open(TALK, digest(QUESTION.message_id), Breach.SPAM, act("case.open", 1))

    room.decide(case.id, Decision(StepKind.DISMISSED, "era una domanda"), act("case.dismissed", 2))

    (message,) = room.desk.register.messages(TALK)
    assert (message.message.text, message.hidden) == (QUESTION.text, False)


def test_what_is_erased_is_not_given_back(room: Room) -> None:
    case = a_case(room)

    late = act("case.dismissed", 1, at=NOON + 31 * DAY)
    room.decide(case.case.id, Decision(StepKind.DISMISSED, "nessuna violazione"), late)

    assert room.desk.register.state(ANNA).conversation_id is None


def test_an_appeal_that_is_right_lifts_the_block_and_says_so(room: Room) -> None:
    case = a_case(room)
    takes(room, case, StepKind.BLOCKED, 1, beyond_ladder="insulti ripetuti nello stesso giorno")
    takes(room, case, StepKind.APPEAL_RECEIVED, 2)
    assert room.found(case).case.state is CaseState.APPEALED

    takes(room, case, StepKind.APPEAL_UPHELD, 3)

    assert not _anna(room).blocked(NOON)
    assert room.found(case).case.outcome is Outcome.DISMISSED
    received, upheld = room.said()[-2:]
    assert REVIEW in received
    assert "avevi ragione" in upheld
    assert FREE_AGAIN in upheld


def test_an_appeal_that_is_not_right_leaves_the_block_and_gives_the_reason(room: Room) -> None:
    case = a_case(room)
    takes(room, case, StepKind.BLOCKED, 1, beyond_ladder="insulti ripetuti nello stesso giorno")
    takes(room, case, StepKind.APPEAL_RECEIVED, 2)

    takes(room, case, StepKind.APPEAL_REJECTED, 3)

    assert _anna(room).blocked(NOON)
    assert room.found(case).case.outcome is Outcome.BLOCKED
    assert "linguaggio offensivo" in room.said()[-1]
    assert REVIEW in room.said()[-1]


def test_while_an_appeal_waits_nothing_else_is_decided(room: Room) -> None:
    case = a_case(room, warned=True)
    takes(room, case, StepKind.APPEAL_RECEIVED, 1)

    for number, kind in enumerate((StepKind.NOTED, StepKind.BLOCKED, StepKind.ESCALATED), start=2):
        with pytest.raises(StepRefusedError):
            takes(room, case, kind, number, beyond_ladder="una ragione")
    with pytest.raises(StepRefusedError):
        takes(room, a_case(room, 2), StepKind.APPEAL_UPHELD, 9)


def test_a_block_is_lifted_by_a_person_and_the_citizen_is_told(room: Room) -> None:
    case = a_case(room)
    takes(room, case, StepKind.BLOCKED, 1, beyond_ladder="insulti ripetuti nello stesso giorno")

    takes(room, case, StepKind.UNBLOCKED, 2)

    assert not _anna(room).blocked(NOON)
    assert room.found(case).case.outcome is Outcome.UNBLOCKED
    assert FREE_AGAIN in room.said()[-1]


def test_what_is_escalated_only_an_administrator_decides(room: Room) -> None:
    case = a_case(room)
    takes(room, case, StepKind.ESCALATED, 1)
    assert room.found(case).case.state is CaseState.ESCALATED

    with pytest.raises(ForbiddenError):
        takes(room, case, StepKind.NOTED, 2)

    takes(room, case, StepKind.NOTED, 3, by_administrator=True)
    assert room.found(case).case.state is CaseState.DECIDED


def test_a_report_made_in_whatsapp_is_written_down_and_decides_nothing(room: Room) -> None:
    case = a_case(room)

    takes(room, case, StepKind.REPORTED_IN_WHATSAPP, 1, reported_at=NOON - DAY)

    found = room.found(case)
    assert (found.case.state, found.case.outcome) == (CaseState.PROPOSED, None)
    assert found.steps[-1].reported_at == NOON - DAY


def test_a_threat_is_acknowledged_once_and_nothing_else_is(room: Room) -> None:
    threat = a_case(room, 1, breach=Breach.THREAT)

    takes(room, threat, StepKind.ACKNOWLEDGED, 1)
    takes(room, threat, StepKind.ACKNOWLEDGED, 2)

    assert room.found(threat).case.acknowledged
    assert len(room.found(threat).steps) == 2
    with pytest.raises(StepRefusedError):
        takes(room, a_case(room, 2), StepKind.ACKNOWLEDGED, 3)


def test_the_same_key_decides_once(room: Room) -> None:
    first, second = a_case(room, 1), a_case(room, 2)
    room.decide(first.case.id, Decision(StepKind.NOTED, "visto"), act("case.noted", 1, key="same-key"))

    with pytest.raises(AlreadyActedError):
        room.decide(second.case.id, Decision(StepKind.NOTED, "visto"), act("case.noted", 2, key="same-key"))
    assert room.found(second).case.outcome is None


def test_a_permanent_block_keeps_its_case_until_it_is_lifted(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs)
    case = a_case(room)
    takes(room, case, StepKind.BLOCKED, 1, beyond_ladder="minaccia di morte", until=None)

    assert [item for item in stored(outputs) if item["sk"] == "CASE" and "expires_at" in item] == []

    takes(room, case, StepKind.UNBLOCKED, 2)
    assert [item for item in stored(outputs) if item["sk"] == "CASE" and "expires_at" not in item] == []


def test_a_year_is_counted_without_small_cells(room: Room) -> None:
    room.puts([proposed(each) for each in range(6)])
    room.put(proposed(9, breach=Breach.SPAM))
    takes(room, proposed(0), StepKind.NOTED, 1)

    year = room.count(2026)

    assert year.opened == 7
    assert set(year.breaches.cells.values()) <= {None, 6, 7}
    assert year.breaches.cells[Breach.SPAM] is None
    assert year.steps.cells[StepKind.NOTED] is None
    assert room.count(2025).opened is None


def _anna(room: Room) -> Citizen:
    citizen = room.people.find_one(ANNA)
    assert citizen is not None
    return citizen
