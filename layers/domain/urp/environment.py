"""Reading the environment: what is missing, empty or still a placeholder is named, never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from urp.errors import MisconfiguredError

_PHONE = re.compile(r"[1-9]\d{7,14}", re.ASCII)
PLACEHOLDERS = ("CHANGE-ME", "DA CONFERMARE")
HIGHEST_NUMBER_RATE = 1000
"""Meta's highest throughput of one number, in messages a second."""


def required(env: Mapping[str, str], name: str) -> str:
    return confirmed(name, env.get(name))


def confirmed(field: str, value: object) -> str:
    """The text, once it is certain that somebody filled it in."""
    if not isinstance(value, str) or not value.strip():
        raise MisconfiguredError(field, "missing or empty")
    in_angles = value.strip().startswith("<")  # as the installation guide marks what is to be filled in
    if in_angles or any(placeholder in value for placeholder in PLACEHOLDERS):
        raise MisconfiguredError(field, "still a placeholder")
    return value


def yes_or_no(env: Mapping[str, str], name: str) -> bool:
    text = required(env, name)
    if text not in ("yes", "no"):
        raise MisconfiguredError(name, "neither yes nor no")
    return text == "yes"


def moment_or_no(env: Mapping[str, str], name: str) -> datetime | None:
    """To the second and in UTC, such as `2026-11-29T10:00:00Z`."""
    text = required(env, name)
    if text == "no":
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise MisconfiguredError(name, "neither no nor a moment such as 2026-11-29T10:00:00Z") from None


def phones(env: Mapping[str, str], name: str, *, most: int) -> tuple[str, ...]:
    """In digits with the country's, each once; none where the setting is empty or not there."""
    found = [each.strip().removeprefix("+") for each in env.get(name, "").split(",") if each.strip()]
    if len(found) > most or not all(map(_PHONE.fullmatch, found)):
        problem = f"not at most {most} phones with the country's digits, separated by commas"
        raise MisconfiguredError(name, problem)
    return tuple(dict.fromkeys(found))


def fresh_sign_in(env: Mapping[str, str]) -> timedelta | None:
    """How old a sign-in may be for what cannot be undone; only the local stage may leave it out."""
    name = "FRESH_SIGN_IN_MINUTES"
    if required(env, name) == "0" and required(env, "STAGE") == "local":
        return None
    return timedelta(minutes=whole_number(env, name, most=60))


def whole_number(env: Mapping[str, str], name: str, *, most: int) -> int:
    text = required(env, name)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise MisconfiguredError(name, f"not a whole number from 1 to {most}")
    return int(text)
