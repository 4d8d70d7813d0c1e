"""What the routes of the town need: the offices, each made at its first use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.town.municipality import Municipality
    from urp.town.opening_hours.office import CalendarOffice
    from urp.town.templates import MessageTemplate
    from urp.town.texts import Texts
    from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta


class TownOffices(Protocol):
    @property
    def municipality(self) -> Municipality: ...

    @property
    def texts(self) -> Texts: ...

    @property
    def templates(self) -> Mapping[str, MessageTemplate]: ...

    @property
    def templates_at_meta(self) -> TemplatesAtMeta: ...

    @property
    def calendar(self) -> CalendarOffice: ...
