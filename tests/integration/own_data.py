"""A citizen of the office's town who asked about their own data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from tests.integration.staff_town import IDS
from urp.desk.model import RightsKind
from urp.inbound.model import Effect
from urp.privacy.rights.model import RightsRequest, find_due_day, format_number

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown
    from urp.citizens.identity.model import Citizen


def asks_about_own_data(
    town: StaffTown,
    citizen: Citizen,
    number: int = 1,
    kind: RightsKind = RightsKind.ACCESS,
    talk: UUID | None = None,
) -> UUID:
    """The id of the request, which takes the given number of its year."""
    request = RightsRequest(
        id=uuid5(IDS, f"rights {number}"),
        number=format_number(town.now.year, number),
        kind=kind,
        asked=kind,
        citizen_id=citizen.id,
        conversation_id=talk or uuid5(IDS, f"rights talk {number}"),
        received_at=town.now,
        due=find_due_day(town.now.date(), town.offices.municipality.calendar.holidays.is_national),
    )
    town.stores(Effect(f"wamid.rights.{number}", rights_request=request))
    return request.id
