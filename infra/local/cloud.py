"""The local AWS: stock ministack as a child process, with a clean environment and enforced role policies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from infra.local.child import Child
from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.places import EMULATOR_PYTHON, LOOPBACK, find_free_port
from infra.local.scratch import open_scratch

ACCOUNT_ID = "111122223333"
SECONDS_TO_START = 30.0
_WITHOUT_STALLS = (
    "import gc, runpy; gc.set_threshold(2_000, 10, 1_000_000); "
    'runpy.run_module("ministack", run_name="__main__", alter_sys=True)'
)
"""As `-m ministack`, but never looking through all its objects for garbage: with 15,000 people's rows in
memory that stopped its one event loop, and so every function, for a third of a second every half minute."""


@contextmanager
def local_cloud(folder: Path) -> Iterator[str]:
    """Run the local cloud and yield the endpoint's address; its diary lies in `folder`."""
    port = find_free_port()
    endpoint = f"http://{LOOPBACK}:{port}"
    with open_scratch(folder) as unpacked:
        child = Child(
            "Il cloud locale",
            [str(EMULATOR_PYTHON), "-c", _WITHOUT_STALLS],
            _make_environment(unpacked, port),
            folder,
            folder / "cloud.log",
        )
        try:
            child.wait_until(lambda: _is_answering(endpoint), SECONDS_TO_START)
            yield endpoint
        finally:
            child.stop()


def _make_environment(unpacked: Path, port: int) -> dict[str, str]:
    """Nothing of the caller's: the functions would inherit it."""
    return {
        "PATH": f"{EMULATOR_PYTHON.parent}{os.pathsep}{os.defpath}",
        "HOME": str(unpacked),
        "TMPDIR": str(unpacked),
        "LANG": "C.UTF-8",
        "BIND_HOST": LOOPBACK,
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT_ID,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
        "AUTH": "true",  # the template's execution roles are enforced
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
    }


def _is_answering(endpoint: str) -> bool:
    try:
        return requests.get(f"{endpoint}/_ministack/health", timeout=2).ok
    except requests.RequestException:
        return False
