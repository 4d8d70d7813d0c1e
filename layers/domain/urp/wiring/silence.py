"""When notices may go out, wired for whatever submits, approves or freezes them; and its office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.silence.moments import Moments
from urp.notices.store.silence_periods import SilencePeriods

if TYPE_CHECKING:
    from urp.acts.second_person import SecondPerson
    from urp.aws.tables import Tables
    from urp.notices.silence.office import SilenceOffice
    from urp.notices.silence.record import SilenceRecord
    from urp.town.municipality import Municipality
    from urp.wiring.resources import OfficeResources


def moments_of(tables: Tables, town: Municipality) -> Moments:
    return Moments(SilencePeriods(tables), town.quiet_hours, town.zone)


def silence_office(resources: OfficeResources, second_person: SecondPerson) -> SilenceOffice:
    from urp.notices.silence.office import SilenceOffice

    return SilenceOffice(SilencePeriods(resources.tables), second_person, resources.municipality.zone)


def silence_record(resources: OfficeResources) -> SilenceRecord:
    from urp.acts.store.staff import StaffNames
    from urp.notices.broadcasts.wording import Wording
    from urp.notices.silence.record import SilenceRecord
    from urp.notices.store.broadcasts import Broadcasts

    return SilenceRecord(
        Broadcasts(resources.tables),
        StaffNames(resources.tables),
        Wording(resources.templates),
        resources.municipality.zone,
    )
