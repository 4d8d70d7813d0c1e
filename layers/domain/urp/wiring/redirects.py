"""What was sent to other channels, wired for the office."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskUseCases
    from urp.desk.redirects.counts import CountRedirects
    from urp.desk.redirects.office import RedirectOffice, SendOn
    from urp.desk.store.redirects import RedirectRegister
    from urp.wiring.office import OfficeParts


class WiredRedirects:
    """Part of the offices of the API."""

    @cached_property
    def _parts(self) -> OfficeParts:
        raise NotImplementedError

    @cached_property
    def desk(self) -> DeskUseCases:
        raise NotImplementedError

    @cached_property
    def count_redirects(self) -> CountRedirects:
        from urp.desk.redirects.counts import CountRedirects
        from urp.desk.store.redirects import RedirectCounts

        return CountRedirects(RedirectCounts(self._parts.client, self._parts.desk_table))

    @cached_property
    def redirects(self) -> RedirectOffice:
        from urp.citizens.store.citizens import CitizenReader
        from urp.desk.redirects.office import RedirectOffice
        from urp.wiring.desk import desk_register

        parts = self._parts
        people = CitizenReader(parts.client, parts.citizens_table)
        gap = parts.municipality.answering.turn_gap
        return RedirectOffice(self._redirect_register, desk_register(parts), people, gap)

    @cached_property
    def send_on(self) -> SendOn:
        from urp.desk.redirects.office import SendOn

        town, answer = self._parts.municipality, self.desk.answer
        return SendOn(self._redirect_register, answer, town.reports, self._parts.texts, town.zone)

    @cached_property
    def _redirect_register(self) -> RedirectRegister:
        from urp.desk.store.redirects import RedirectRegister

        parts = self._parts
        return RedirectRegister(
            parts.client,
            desk_table=parts.desk_table,
            audit_table=parts.audit_table,
            control_table=parts.control_table,
            retention=parts.municipality.retention,
        )
