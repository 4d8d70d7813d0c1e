"""Every kind of stored item there is, by the file in which its items lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.contract.stored_items import (
    citizens,
    desk,
    emergency,
    imports,
    inbound,
    moderation,
    notices,
    office,
    privacy,
    public,
)
from tests.contract.stored_items.kinds import Kind

WINGS: Mapping[str, tuple[Kind[Any], ...]] = {
    "citizens": citizens.KINDS,
    "desk": desk.KINDS,
    "moderation": moderation.KINDS,
    "privacy": privacy.KINDS,
    "inbound": inbound.KINDS,
    "notices": notices.KINDS,
    "emergency": emergency.KINDS,
    "imports": imports.KINDS,
    "office": office.KINDS,
    "public": public.KINDS,
}
