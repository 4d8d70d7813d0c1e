"""The casebook's register, for all offices that read or write cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.moderation.store.cases import CaseRegister

if TYPE_CHECKING:
    from urp.wiring.resources import OfficeResources


def case_register(resources: OfficeResources) -> CaseRegister:
    return CaseRegister(
        resources.client,
        desk_table=resources.settings.desk_table,
        audit_table=resources.settings.audit_table,
        control_table=resources.settings.control_table,
        retention=resources.municipality.retention,
    )
