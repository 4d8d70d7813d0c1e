"""What `account_watch` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings
from urp.whatsapp.origin import OurNumber


@dataclass(frozen=True, slots=True)
class AccountWatchSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    control_table: str
    dispatch_queue_url: str
    waba_id: str
    phone_number_id: str
    display_phone_number: str
    """Empty: the profile's."""
    number_rate: int
    profile_package: str

    def our_number(self, of_the_profile: str) -> OurNumber:
        return OurNumber(self.waba_id, self.phone_number_id, self.display_phone_number or of_the_profile)
