"""Blocks at WhatsApp and crowds as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.contract.staff_api.recording import promised
from urp.acts.model import Role
from urp.desk.floods import SHOWN_FROM
from urp.desk.store.crowds import Crowds
from urp.moderation.blocks.model import Comparison, Stranger
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

KNOWN = {"emergencies_will_not_reach_us": True}
FIRST, SECOND = UUID(int=71), UUID(int=72)


def test_a_block_at_whatsapp(town: StaffTown, recorder: Recorder) -> None:
    moderator = town.staff(Role.MODERATOR)
    citizen = f"/staff/citizens/{town.joins().id}"
    at_whatsapp = f"POST {citizen}/whatsapp-block"

    recorder.call("whatsapp_block_of_somebody_not_blocked", moderator, at_whatsapp, KNOWN, key="block-00")
    block = {"breach": "threat", "reason": "minacce al telefono", "until": "2026-12-25T09:00"}
    moderator.post(f"{citizen}/block", block, key="block-01")
    refused = {"emergencies_will_not_reach_us": False}
    recorder.call("whatsapp_block_not_acknowledged", moderator, at_whatsapp, refused, key="block-02")
    recorder.call("whatsapp_block", moderator, at_whatsapp, KNOWN, key="block-03")
    recorder.call("whatsapp_block_chosen_twice", moderator, at_whatsapp, KNOWN, key="block-04")
    lift = {"reason": "si è scusato"}
    recorder.call("whatsapp_unblock", moderator, f"POST {citizen}/whatsapp-unblock", lift)
    town.later(hours=24)
    recorder.call("whatsapp_block_too_late", moderator, at_whatsapp, KNOWN, key="block-05")

    assert recorder.kept == promised(recorder.kept)


def test_a_text_that_many_people_sent(town: StaffTown, recorder: Recorder) -> None:
    crowds = Crowds(town.tables)
    mark = f"2026-11-25T11:00Z#{'9f8e7d6c' * 4}"
    for number in range(SHOWN_FROM):
        crowds.count(mark, f"wamid.{number}", UUID(int=number), town.now)
    crowds.beyond_reading(UUID(int=50), town.now)

    recorder.call("crowds", town.staff(Role.OPERATOR), "GET /staff/crowds")

    assert recorder.kept == promised(recorder.kept)


def test_metas_list(town: StaffTown, recorder: Recorder) -> None:
    moderator, administrator = town.staff(Role.MODERATOR), town.staff(Role.ADMINISTRATOR)
    register, known = town.offices.strangers.register, town.joins()
    register.keep(Stranger(FIRST, PersonIds("393330000900", None), town.now), town.now)
    register.keep(Stranger(SECOND, PersonIds(known.phone, known.user_id), town.now), town.now)
    register.note(Comparison(town.now, complete=True, at_meta=3, chosen_here=1, strangers=2, missing=0))

    recorder.call("blocks_at_whatsapp", moderator, "GET /staff/blocks/whatsapp")
    recorder.call("blocks_compared", administrator, "POST /staff/blocks/whatsapp/compare")
    lift = {"reason": "bloccato per errore dal telefono"}
    recorder.call("stranger_lifted", moderator, f"POST /staff/blocks/whatsapp/{FIRST}/lift", lift)
    adopted = {"breach": "threat", "reason": "minacce", "until": "2026-12-25T09:00", **KNOWN}
    recorder.call(
        "stranger_adopted", moderator, f"POST /staff/blocks/whatsapp/{SECOND}/adopt", adopted, key="adopt-01"
    )

    assert recorder.kept == promised(recorder.kept)
