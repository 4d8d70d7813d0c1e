"""An exported file of evidence, and what is in one."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from tests.fakes.dynamodb.tables import create_tables
from tests.integration.evidence_posts import DAY, NOON
from tests.integration.evidence_stores import ADMINISTRATOR, FILE, EvidenceStores, act, open_stores, sealed
from urp.moderation.evidence.export import Exported

NAMES = ["LEGGIMI.txt", "custodia.json", "fascicolo.html", "grezzo/0001.json", "manifesto.json"]


def exported(stores: EvidenceStores | None = None) -> Exported:
    stores = stores or open_stores(create_tables())
    stores.threatened()
    sealed(stores)
    return stores.office.export(FILE, act(ADMINISTRATOR, NOON + DAY))


def members(archive: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
