"""A rotation of Meta's app secret that goes on during the whole run."""

import json

from infra.local.town import TownHall

NEW_SECRET = "made-up-secret-that-takes-over"
"""Known to the town hall beside the old one, with which the simulated Meta goes on signing."""


def begin_a_rotation(town: TownHall) -> None:
    """Before the first message: the functions keep what they read for five minutes."""
    secrets = town.aws.secrets()
    arn = town.endpoints.aws.outputs["SecretArn"]
    told = json.loads(secrets.get_secret_value(SecretId=arn)["SecretString"])
    told["app_secrets"] = [NEW_SECRET, *told["app_secrets"]]
    secrets.put_secret_value(SecretId=arn, SecretString=json.dumps(told))
