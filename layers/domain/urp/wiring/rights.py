"""The register of rights requests among the offices of the API."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.acts.second_person import SecondPerson
    from urp.moderation.blocks.office import BlockOffice
    from urp.privacy.rights.erasing import EraseOnRequest
    from urp.privacy.rights.office import RightsOffice
    from urp.wiring.office import OfficeParts


class WiredRights:
    """Part of the offices of the API."""

    @cached_property
    def _parts(self) -> OfficeParts:
        raise NotImplementedError

    @cached_property
    def blocks(self) -> BlockOffice:
        raise NotImplementedError

    @cached_property
    def second_person(self) -> SecondPerson:
        raise NotImplementedError

    @cached_property
    def erase_on_request(self) -> EraseOnRequest:
        from urp.privacy.rights.erasing import EraseOnRequest
        from urp.privacy.store.erasure import ErasureStore

        parts, rights = self._parts, self.rights
        store = ErasureStore(
            parts.client,
            citizens_table=parts.citizens_table,
            desk_table=parts.desk_table,
            audit_table=parts.audit_table,
            control_table=parts.control_table,
            retention=parts.municipality.retention,
        )
        return EraseOnRequest(
            rights.register,
            rights.people,
            store,
            rights.replies,
            rights.texts,
            parts.exclusions,
            self.second_person,
        )

    @cached_property
    def rights(self) -> RightsOffice:
        from urp.citizens.store.citizens import CitizenReader
        from urp.desk.store.sqs_replies import SqsReplies
        from urp.privacy.rights.office import RightsOffice
        from urp.privacy.store.rights import HeldRecords, RightsRegister
        from urp.wiring.case_register import case_register

        parts, municipality = self._parts, self._parts.municipality
        return RightsOffice(
            register=RightsRegister(
                parts.client,
                desk_table=parts.desk_table,
                audit_table=parts.audit_table,
                control_table=parts.control_table,
                retention=municipality.retention,
            ),
            people=CitizenReader(parts.client, parts.citizens_table),
            held=HeldRecords(
                parts.client,
                citizens_table=parts.citizens_table,
                desk_table=parts.desk_table,
                blocks_of=self.blocks.register.history,
                casebook=case_register(parts),
            ),
            replies=SqsReplies(parts.queues, parts.replies_queue_url),
            texts=parts.texts,
            zone=municipality.zone,
            is_holiday=municipality.calendar.holidays.national,
        )
