"""The casebook's register, for all offices that read or write cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.moderation.store.cases import CaseRegister

if TYPE_CHECKING:
    from urp.wiring.office import OfficeParts


def case_register(parts: OfficeParts) -> CaseRegister:
    return CaseRegister(
        parts.client,
        desk_table=parts.desk_table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=parts.municipality.retention,
    )
