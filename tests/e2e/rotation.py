"""Rotations of Meta's app secret and access token that go on during the whole run."""

import json

from infra.local.town import TownHall

NEW_SECRET = "made-up-secret-that-takes-over"
"""Known to the town hall beside the old one, with which the simulated Meta goes on signing."""
NEW_TOKEN = "made-up-token-that-takes-over"
"""Tried first, and refused by the simulated Meta, which knows the old one alone: every worker falls back."""


def begin_the_rotations(town: TownHall) -> None:
    """Before the first message: the functions keep what they read for five minutes."""
    _put_first(town, "SecretArn", "app_secrets", NEW_SECRET)
    _put_first(town, "AccessTokenSecretArn", "access_tokens", NEW_TOKEN)


def _put_first(town: TownHall, output: str, field: str, value: str) -> None:
    secrets, arn = town.aws.secrets(), town.endpoints.aws.outputs[output]
    told = json.loads(secrets.get_secret_value(SecretId=arn)["SecretString"])
    told[field] = [value, *told[field]]
    secrets.put_secret_value(SecretId=arn, SecretString=json.dumps(told))
