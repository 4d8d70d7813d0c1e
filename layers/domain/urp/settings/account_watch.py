"""What `account_watch` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.environment import HIGHEST_NUMBER_RATE, required, whole_number
from urp.whatsapp.origin import OurNumber


@dataclass(frozen=True, slots=True)
class AccountWatchSettings:
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

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            broadcasts_table=required(env, "BROADCASTS_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            dispatch_queue_url=required(env, "DISPATCH_QUEUE_URL"),
            waba_id=required(env, "WABA_ID"),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            display_phone_number=env.get("DISPLAY_PHONE_NUMBER", ""),
            number_rate=whole_number(env, "NUMBER_RATE", most=HIGHEST_NUMBER_RATE),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )

    def our_number(self, of_the_profile: str) -> OurNumber:
        return OurNumber(self.waba_id, self.phone_number_id, self.display_phone_number or of_the_profile)
