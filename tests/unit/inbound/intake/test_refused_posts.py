"""What is not Meta's is refused unread; what cannot be stored is not acknowledged."""

import pytest

from tests.contract.payload_files import body
from tests.fakes.intake_queues import MemoryIntakeQueues
from tests.fakes.received_bodies import MemoryReceivedBodies
from tests.fakes.secrets_source import MADE_UP_SECRETS
from tests.unit.inbound.intake.town_hall import TownHall, signature
from urp.errors import UnavailableError
from urp.whatsapp.signature import SignatureRefusedError
from urp.whatsapp.webhook import UnreadableBodyError


@pytest.mark.parametrize("signed", ["sha256=" + "0" * 64, "", "sha256=è"])
def test_a_forged_post_is_refused_before_it_is_read(signed: str) -> None:
    town_hall = TownHall()

    with pytest.raises(SignatureRefusedError):
        town_hall.receive_signed(b"not even json", signed)

    assert town_hall == TownHall()


def test_an_unsigned_post_is_refused() -> None:
    town_hall = TownHall()

    with pytest.raises(SignatureRefusedError):
        town_hall.receive_signed(b"{}", None)


def test_during_a_rotation_the_previous_secret_still_counts() -> None:
    town_hall = TownHall()
    raw = body("text_from_phone_and_user_id")

    town_hall.receive_signed(raw, signature(raw, MADE_UP_SECRETS.app_secrets[1]))

    assert len(town_hall.queues.messages) == 1


def test_a_signed_body_that_is_no_object_is_refused() -> None:
    with pytest.raises(UnreadableBodyError):
        TownHall().receive(b"[]")


def test_a_message_is_not_taken_when_its_body_cannot_be_kept() -> None:
    town_hall = TownHall(bodies=MemoryReceivedBodies(broken=True))

    with pytest.raises(UnavailableError):
        town_hall.receive(body("text_from_phone_and_user_id"))

    assert town_hall.queues.messages == []


def test_a_message_is_not_acknowledged_when_no_queue_takes_it() -> None:
    town_hall = TownHall(queues=MemoryIntakeQueues(broken=True))

    with pytest.raises(UnavailableError):
        town_hall.receive(body("text_from_phone_and_user_id"))
