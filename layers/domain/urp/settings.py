"""Settings of a function, read from its environment: each field from the variable of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Self

from urp.environment import (
    HIGHEST_NUMBER_RATE,
    fresh_sign_in,
    moment_or_no,
    phones,
    required,
    whole_number,
    yes_or_no,
)


class Settings:
    """Base of a dataclass. MisconfiguredError names the variable that is wrong, never its value."""

    __slots__ = ()

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        names = (field.name for field in fields(cls))  # type: ignore[arg-type]  # those of the dataclass
        return cls(**{name: _read(name, env) for name in names})


def _read(name: str, env: Mapping[str, str]) -> object:
    return READERS[name](env) if name in READERS else required(env, name.upper())


READERS: Mapping[str, Callable[[Mapping[str, str]], object]] = {
    "placeholders_allowed": lambda env: required(env, "STAGE") != "production",
    "somebody_is_on_duty": lambda env: yes_or_no(env, "DUTY_ALERT"),
    "duty_secret_arn": lambda env: None if (arn := required(env, "DUTY_SECRET_ARN")) == "none" else arn,
    "number_rate": lambda env: whole_number(env, "NUMBER_RATE", most=HIGHEST_NUMBER_RATE),
    "keeps_pace": lambda env: required(env, "STAGE") != "local",
    "fresh_sign_in": fresh_sign_in,
    "restored_at": lambda env: moment_or_no(env, "RESTORED_AT"),
    "test_phones": lambda env: phones(env, "TEST_PHONES", most=5),
    "training": lambda env: yes_or_no(env, "TRAINING"),
    "lends_reserve": lambda env: yes_or_no(env, "LEND_RESERVE"),
    "probes_each_minute": lambda env: yes_or_no(env, "PROBE_EACH_MINUTE"),
    "wants_certificate": lambda env: yes_or_no(env, "META_CERTIFICATE"),
    "display_phone_number": lambda env: env.get("DISPLAY_PHONE_NUMBER", ""),
    "timestamp_url": lambda env: env.get("TIMESTAMP_URL", ""),
}
"""What is no text, or no variable of the same name."""
