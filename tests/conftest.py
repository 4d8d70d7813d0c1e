"""What every tier of tests has in common: no sockets beyond its own, and never a real cloud."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent
LOOPBACK_TIERS = ("e2e", "faults")
"""Everybody else has no network at all."""

settings.register_profile("house", deadline=None)  # shared machines stall; a slow example is not a wrong one
settings.load_profile("house")


def pytest_configure() -> None:
    """Whoever forgets a fake must not reach an account of AWS."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION="eu-south-1",
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        tier = item.path.relative_to(TESTS).parts[0]
        if tier in LOOPBACK_TIERS:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.xdist_group(tier))  # one deployment serves the whole tier
        elif item.get_closest_marker("allow_hosts") is None:
            item.add_marker(pytest.mark.disable_socket)
