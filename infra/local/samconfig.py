"""What `samconfig.toml` says about the local environment: the only source of these values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from infra.local.places import ROOT

ENVIRONMENT = "local"


@dataclass(frozen=True, slots=True)
class LocalSettings:
    stack_name: str
    parameters: Mapping[str, str]

    @property
    def phone_number_id(self) -> str:
        return self.parameters["PhoneNumberId"]

    @property
    def waba_id(self) -> str:
        return self.parameters["WabaId"]

    @property
    def graph_version(self) -> str:
        return self.parameters["GraphVersion"]


def read_local_settings(parameters: Mapping[str, str] | None = None) -> LocalSettings:
    """`parameters` replace and add to those of the file."""
    with (ROOT / "samconfig.toml").open("rb") as file:
        chosen = tomllib.load(file)[ENVIRONMENT]["deploy"]["parameters"]
    pairs = (pair.partition("=") for pair in chosen["parameter_overrides"])
    return LocalSettings(
        str(chosen["stack_name"]), {name: value for name, _, value in pairs} | dict(parameters or {})
    )
