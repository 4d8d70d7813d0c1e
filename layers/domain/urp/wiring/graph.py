"""The access tokens of whoever calls Meta."""

from __future__ import annotations

import time

from urp.aws.secrets import CachedSecrets
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.service_secrets import AccessTokens
from urp.wiring.clients import secrets_client


def graph_tokens(secret_arn: str) -> GraphTokens:
    secrets = CachedSecrets(secrets_client(), secret_arn, AccessTokens.from_json, time.time)
    return GraphTokens(lambda: secrets.get_current().tokens)
