"""Where a running town hall can be reached, and with which keys: the contract of `.local/endpoints.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

REGION = "eu-south-1"
ACCESS_KEY_ID = "test"
SECRET_ACCESS_KEY = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsAccess:
    """The local AWS: any SDK or command line works with these five values."""

    endpoint_url: str
    stack_name: str
    outputs: Mapping[str, str]
    region: str = REGION
    access_key_id: str = ACCESS_KEY_ID
    secret_access_key: str = SECRET_ACCESS_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleAccount:
    email: str
    password: str = field(repr=False)
    totp_secret: str = ""
    """Empty: the sign-in pages of the local cloud ask for a password alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    api_url: str
    """Without a final slash: append /webhook or /staff/…"""
    simulator_url: str
    phone_page: str
    app_secret: str
    verify_token: str
    phone_number_id: str
    waba_id: str
    graph_version: str
    staff: Mapping[str, str]
    """Bearer token of each role, good for at least twelve hours."""
    console_url: str
    console_accounts: Mapping[str, ConsoleAccount]
    """Of each role, to sign in to the console."""
    staff_second: Mapping[str, str]
    """Of a second person in each role, for what takes two."""
    aws: AwsAccess
    pid: int

    def write(self, file: Path) -> None:
        """Written atomically: a reader never sees half a file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.{self.pid}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")
        unfinished.replace(file)
