"""A town hall that listens and a simulated Meta that answers at once, both on the loopback address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.meta import MetaConfig, SimulatedMeta
from tests.fakes.graph_caller import ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID, WABA_ID, GraphCaller
from tests.fakes.notices import NOTICE_FILE
from tests.fakes.webhook_receiver import WebhookReceiver

NOON = 1_795_000_000.0
"""Time stands still, so that no limit depends on how fast the machine is."""


@pytest.fixture
def town_hall() -> Iterator[WebhookReceiver]:
    with WebhookReceiver() as receiver:
        yield receiver


@pytest.fixture
def meta(town_hall: WebhookReceiver, tmp_path: Path) -> Iterator[GraphCaller]:
    (tmp_path / "avviso_viabilita.toml").write_text(NOTICE_FILE, encoding="utf-8")
    config = MetaConfig(
        app_secret=APP_SECRET,
        access_token=ACCESS_TOKEN,
        phone_number_id=PHONE_NUMBER_ID,
        waba_id=WABA_ID,
        callback_url=town_hall.url,
        templates_directory=str(tmp_path),
    )
    with SimulatedMeta(config, clock=lambda: NOON) as simulated:
        caller = GraphCaller(simulated.url)
        caller.control("POST", "faults", {"latency_ms": [0, 0], "status_delay_ms": [0, 1], "seed": 1})
        yield caller
