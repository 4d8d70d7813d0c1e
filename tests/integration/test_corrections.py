"""What a citizen corrects, and takes back, through the real function on the real tables."""

from functions.inbound_handle.handler import lambda_handler as receive
from tests.integration.a_town_hall import TownHall
from tests.integration.functions_town import Invocation, records, text
from tests.integration.test_a_citizens_journey import town_hall as town_hall
from urp.desk.model import ConversationStatus
from urp.wiring.desk import desk_use_cases


def test_a_correction_is_read_in_the_place_of_what_it_corrects_and_goes_with_it(town_hall: TownHall) -> None:
    town_hall.hears("Quando apre l'anagrage?", 1)
    desk = desk_use_cases(town_hall.resources)
    talk = desk.see.conversations(ConversationStatus.OPEN, None, 10, town_hall.now).items[0].conversation.id
    later = int(town_hall.now.timestamp()) + 2
    edit = text("", 2, later).replace(
        '"type": "text", "text": {"body": ""}',
        '"type": "edit", "edit": {"original_message_id": "wamid.FAKE1", "message": {"type": "text", '
        '"text": {"body": "Quando apre l\'anagrafe?"}}}',
    )
    revoke = text("", 3, later + 2).replace(
        '"type": "text", "text": {"body": ""}',
        '"type": "revoke", "revoke": {"original_message_id": "wamid.FAKE1"}',
    )

    receive(records({"a": edit}), Invocation())
    corrected = desk.see.conversation(talk, town_hall.now)
    listed = desk.see.register.get(talk).preview
    receive(records({"b": revoke}), Invocation())

    assert [turn.text for turn in corrected.turns] == ["Quando apre l'anagrafe?"]
    assert corrected.messages[0].message.text == "Quando apre l'anagrage?"
    assert listed is not None
    assert (listed.words, listed.language) == ("Quando apre l'anagrafe?", "it")
    left = desk.see.register.get(talk).preview
    assert left is not None
    assert left.words == ""
    gone = desk.see.register.messages(talk)
    assert [(stored.hidden, stored.message.text) for stored in gone] == [(True, ""), (True, "")]
