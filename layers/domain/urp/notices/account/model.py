"""What Meta last said about our account, our number and our templates, in sentences for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AccountNote:
    """The last word on one subject. A newer one takes its place."""

    subject: str
    """Such as `template/avviso_viabilita`, `restriction/RESTRICTED_UTILITY_TEMPLATES`, `number/quality`."""
    at: datetime
    """When Meta said it."""
    sentence: str
    """Italian; never holds a number or a text of a citizen."""
    serious: bool = False
    """Somebody must look: an alarm rings."""
    forbids: bool = False
    """Nothing that it concerns may be sent until it is lifted: one template's notices, or all."""
    until: datetime | None = None
    """When a prohibition ends by itself."""
    category: str | None = None
    """Meta's category of a template, when it said one."""

    @property
    def of_a_person(self) -> bool:
        return self.subject.startswith("preference/")

    @property
    def template(self) -> str | None:
        kind, _, name = self.subject.partition("/")
        return name if kind in ("template", "category", "words", "text") else None

    def in_force(self, now: datetime) -> bool:
        return self.forbids and (self.until is None or now < self.until)
