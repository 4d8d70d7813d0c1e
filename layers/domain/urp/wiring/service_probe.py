"""`service_probe`, wired once per environment."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import cache

from urp.aws.secrets import CachedSecrets
from urp.public.reach import MeasureReach
from urp.public.store.own_webhook import OwnWebhook
from urp.public.store.reached import ReachedMinutes
from urp.whatsapp.service_secrets import WebhookSecrets
from urp.whatsapp.store.probes import Probes
from urp.wiring.clients import secrets_client
from urp.wiring.town import TownSettings, open_tables


@dataclass(frozen=True, slots=True)
class ServiceProbeSettings(TownSettings):
    broadcasts_table: str
    control_table: str
    phone_number_id: str
    probe_url: str
    secret_arn: str


@cache
def measure_reach() -> MeasureReach:
    settings = ServiceProbeSettings.from_env(os.environ)
    tables = open_tables(settings)
    # The wall clock: a frozen container's monotonic one may stand still.
    secrets = CachedSecrets(secrets_client(), settings.secret_arn, WebhookSecrets.from_json, time.time)
    return MeasureReach(
        probes=Probes(tables),
        minutes=ReachedMinutes(tables),
        post=OwnWebhook(settings.probe_url, secrets.get_current),
        phone_number_id=settings.phone_number_id,
    )
