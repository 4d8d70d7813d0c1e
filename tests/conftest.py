"""What every tier of tests has in common: no sockets beyond its own, and never a real cloud."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from urp.meaning.word_files import WORDS

TESTS = Path(__file__).parent
LOOPBACK_TIER = "e2e"
"""Everybody else has no network at all."""
TOGETHER = ("tests/e2e/", "tests/integration/whole_service/")
"""One deployment, or one town of fakes, serves a whole folder: its tests go to one worker."""
_BY_ITSELF = "tests/e2e/test_local_run.py"
"""Starts a town of its own: goes to another worker than the folder."""

settings.register_profile("house", deadline=None)  # shared machines stall; a slow example is not a wrong one
settings.load_profile("house")


def pytest_configure() -> None:
    """Whoever forgets a fake must not reach an account of AWS. Whoever starts pytest by hand in a new clone
    is told what `make test` does first."""
    if not (WORDS / "counts.tsv").exists():
        pytest.exit(
            "The tables of words are not built yet: make count-words", returncode=pytest.ExitCode.USAGE_ERROR
        )
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
        if tier == LOOPBACK_TIER:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
        elif item.get_closest_marker("allow_hosts") is None:
            item.add_marker(pytest.mark.disable_socket)


class FoldersTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """The largest folder first; every other test is dealt out by itself.

    By path, since xdist 3.8 writes its groups where pytest 9.2 no longer reads them.
    """

    def _split_scope(self, nodeid: str) -> str:
        scopes = (_BY_ITSELF, *TOGETHER)
        return next((scope for scope in scopes if nodeid.startswith(scope)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FoldersTogether:
    return FoldersTogether(config, log)
