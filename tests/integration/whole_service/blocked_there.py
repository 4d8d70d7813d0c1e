"""A block at WhatsApp: chosen, told, carried out, compared with Meta's list, lifted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.integration.whole_service.listed import LISTED

if TYPE_CHECKING:
    from tests.integration.whole_service.meta import Meta
    from tests.integration.whole_service.service import TownHall

KNOWN = {"emergencies_will_not_reach_us": True}


def a_block_at_whatsapp(service: TownHall, meta: Meta, conversation: dict[str, str]) -> None:
    citizen = f"/staff/citizens/{conversation['citizen']}"
    service.staff("POST", f"{citizen}/block", {"breach": "threat", "reason": "minacce"}, key="block-0002")
    service.staff("POST", f"{citizen}/whatsapp-block", KNOWN, key="block-0003")
    service.work()
    service.call("block_mirror", {})  # the notice is out
    service.work()
    meta.blocked |= {LISTED[0].phone, LISTED[1].phone}
    service.staff("GET", "/staff/crowds")
    service.staff("POST", "/staff/blocks/whatsapp/compare")
    service.work()
    first, second = service.staff("GET", "/staff/blocks/whatsapp")["strangers"]
    service.staff("POST", f"/staff/blocks/whatsapp/{first['id']}/lift", {"reason": "errore"})
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    adopted = {"breach": "threat", "reason": "minacce", "until": until, **KNOWN}
    service.staff("POST", f"/staff/blocks/whatsapp/{second['id']}/adopt", adopted, key="adopt-0001")
    service.work()
    service.staff("POST", f"{citizen}/whatsapp-unblock", {"reason": "chiarito"})
    service.confirm(service.staff("POST", f"{citizen}/unblock", {"reason": "chiarito"}))
    service.work()
    meta.blocked |= {LISTED[2].phone}
    service.staff("POST", "/staff/blocks/whatsapp/compare")
    service.work()
