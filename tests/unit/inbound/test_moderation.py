"""What the rules of the service forbid: hidden, shown to a person, and a first plain insult warned of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.inbound.surroundings import ancona
from tests.unit.inbound.town import Town
from urp.desk.model import MessageKind
from urp.desk.outbox import ReplyKind
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Case, CaseState, Outcome, StepKind, make_case_id
from urp.observability import digest
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit
from urp.whatsapp.content import MessageKind as Sent

PLAIN = "Siete una manica di coglioni incompetenti"
NOT_SO_PLAIN = "Siete dei cretini"
THREAT = "Vi ammazzo tutti, so dove abitate"
SELLING = "Compra subito viagra a 20 euro su www.viagra.example"
ACCUSING = "L'assessore Rossi ruba i soldi del Comune"


def cases(town: Town) -> list[Case]:
    return [opening.case for opening in town.stored.cases]


def only_case(town: Town) -> Case:
    (case,) = cases(town)
    return case


def test_a_plain_insult_is_hidden_warned_of_and_shown_to_a_person() -> None:
    town = Town()

    assert town.writes(PLAIN) == [TextKey.MODERATION_WARNING]

    case = only_case(town)
    assert (case.breach, case.state) == (Breach.OFFENSIVE_LANGUAGE, CaseState.PROPOSED)
    assert (case.outcome, case.hidden) == (Outcome.WARNED, True)
    assert town.messages == []
    assert town.conversations == []


def test_the_warning_gives_the_fixed_phrase_and_the_review_and_not_the_words() -> None:
    town = Town()
    town.writes(PLAIN)

    text = town.last_reply.text
    assert "linguaggio offensivo" in text
    assert "coglioni" not in text
    assert ancona().desk.review_email in text
    assert town.last_reply.kind is ReplyKind.MODERATION


def test_every_step_of_the_rules_has_its_rule_its_author_and_the_policy_in_force() -> None:
    town = Town()
    town.writes(PLAIN)

    (opening,) = town.stored.cases
    assert [step.kind for step in opening.steps] == [StepKind.PROPOSED, StepKind.WARNED]
    assert {step.author for step in opening.steps} == {"rule"}
    assert {step.policy_version for step in opening.steps} == {ancona().policy.version}
    assert opening.steps[0].rule.startswith("insults.")
    assert opening.text.words


def test_what_is_not_so_plain_waits_for_a_person_and_is_not_warned_of() -> None:
    town = Town()

    assert town.writes(NOT_SO_PLAIN) == [TextKey.NOT_TAKEN_AS_QUESTION]
    assert (only_case(town).outcome, only_case(town).hidden) == (None, True)


def test_a_second_insult_is_not_warned_of_by_the_service() -> None:
    town = Town()
    town.writes(PLAIN)
    town.passes(days=30)

    assert town.writes("Sei un coglione") == [TextKey.NOT_TAKEN_AS_QUESTION]
    assert [case.outcome for case in cases(town)] == [Outcome.WARNED, None]


def test_after_twelve_months_a_warning_is_forgotten() -> None:
    town = Town()
    town.writes(PLAIN)
    town.passes(days=366)

    assert town.writes("Sei un coglione") == [TextKey.MODERATION_WARNING]


def test_the_same_insult_delivered_again_is_one_case_and_one_warning() -> None:
    town = Town()
    town.writes(PLAIN, message_id="wamid.SAME")
    town.passes(days=7)

    assert town.writes(PLAIN, message_id="wamid.SAME") == []
    assert only_case(town).id == make_case_id(digest("wamid.SAME"))


def test_whoever_is_answered_in_english_is_warned_in_english() -> None:
    town = Town()
    town.writes("Ciao")
    town.remembers(replace(town.state(), language=Language.ENGLISH))
    town.passes(hours=1)

    assert town.writes("Vaffanculo stronzi") == [TextKey.MODERATION_WARNING]
    assert "offensive language" in town.last_reply.text


@pytest.mark.parametrize("text", [SELLING, THREAT])
def test_what_is_sold_or_threatened_is_no_question(text: str) -> None:
    town = Town()

    assert town.writes(text) == [TextKey.NOT_TAKEN_AS_QUESTION]
    assert only_case(town).hidden


def test_an_accusation_in_a_complaint_is_answered_and_looked_at_besides() -> None:
    town = Town()

    assert len(town.writes(ACCUSING)) == 1
    case = only_case(town)
    assert (case.breach, case.hidden, case.outcome) == (Breach.DEFAMATION, False, None)


def test_a_case_beside_a_request_knows_where_the_request_stands() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.passes(minutes=20)
    town.writes(ACCUSING)

    assert town.messages[-1].text == ACCUSING
    assert only_case(town).conversation_id == town.messages[-1].conversation_id


def test_an_emergency_with_an_insult_is_an_emergency_and_nothing_else() -> None:
    town = Town()

    assert town.writes("C'è un incendio in via Flaminia, muovetevi coglioni!") == [TextKey.EMERGENCY_ALERTED]
    assert cases(town) == []
    assert town.messages[0].kind is MessageKind.EMERGENCY


def test_whoever_insults_and_leaves_has_left() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert TextKey.GOODBYE in town.writes("Cancellami, siete dei coglioni")
    assert not town.subscribed()


def test_a_blocked_persons_insult_opens_no_case_and_alerts_nobody() -> None:
    town = Town()
    town.writes("Orari")
    town.blocks()

    assert town.writes(PLAIN) == []
    assert town.writes(THREAT) == []
    assert cases(town) == []
    assert town.duty.alerts == []


def test_a_harmless_message_corrected_into_an_insult_does_not_reach_the_desk() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?", message_id="wamid.MINE")
    town.passes(minutes=1)

    town.receives(Edit("wamid.MINE", PLAIN), kind=Sent.EDIT)

    assert [message.text for message in town.messages] == ["Quando apre l'anagrafe?"]
    assert only_case(town).hidden


def test_an_insult_in_a_silence_of_the_loop_guard_stays_hidden() -> None:
    town = Town()
    for number in range(3):
        town.passes(minutes=3)
        town.writes(f"Segnalo una buca in via {number}")

    assert town.writes(PLAIN) == []
    assert PLAIN not in [message.text for message in town.messages]
    assert only_case(town).outcome is None


def test_a_warning_that_was_not_said_does_not_count() -> None:
    town = Town()
    late = town.now - timedelta(days=2)

    assert town.writes(PLAIN, at=late) == []
    assert only_case(town).outcome is None
    assert town.writes("Sei un coglione") == [TextKey.MODERATION_WARNING]
