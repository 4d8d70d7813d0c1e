"""An exported file of evidence, and what is in one."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from tests.fakes.dynamodb.tables import create_tables
from tests.integration.evidence_posts import DAY, NOON
from tests.integration.evidence_rooms import ADMINISTRATOR, FILE, Room, act, open_room, sealed
from urp.moderation.evidence.export import Exported

NAMES = ["LEGGIMI.txt", "custodia.json", "fascicolo.html", "grezzo/0001.json", "manifesto.json"]


def exported(room: Room | None = None) -> Exported:
    room = room or open_room(create_tables())
    room.threatened()
    sealed(room)
    return room.office.export(FILE, act(ADMINISTRATOR, NOON + DAY))


def members(archive: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
