"""The simulated Meta as a child process."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from infra.local.child import Child
from infra.local.keys import Keys
from infra.local.places import LOOPBACK, ROOT, find_free_port
from infra.local.samconfig import LocalSettings
from urp.town.municipality import load_municipality

SECONDS_TO_START = 30.0


@contextmanager
def simulated_meta(folder: Path, keys: Keys, settings: LocalSettings) -> Iterator[str]:
    """Run the simulated Meta and yield its address."""
    port = find_free_port()
    config = folder / "meta.json"
    told = {
        "app_secret": keys.app_secret,
        "access_token": keys.access_token,
        "phone_number_id": settings.phone_number_id,
        "waba_id": settings.waba_id,
        "display_phone_number": settings.parameters["DisplayPhoneNumber"],
        "graph_version": settings.graph_version,
        "verified_name": f"{load_municipality('urp_profile', placeholders_allowed=True).name} – URP",
        "templates_directory": str(ROOT / "layers" / "profile" / "urp_profile" / "templates"),
    }
    config.write_text(json.dumps(told), encoding="utf-8")
    config.chmod(0o600)
    child = Child(
        "Il Meta simulato",
        [sys.executable, "-m", "infra.local.meta", "--port", str(port), "--config", str(config)],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        ROOT,
        folder / "meta.log",
    )
    url = f"http://{LOOPBACK}:{port}"
    try:
        child.wait_until(lambda: _is_answering(url), SECONDS_TO_START)
        yield url
    finally:
        child.stop()


def _is_answering(url: str) -> bool:
    try:
        return requests.get(f"{url}/simulator/statistics", timeout=2).ok
    except requests.RequestException:
        return False
