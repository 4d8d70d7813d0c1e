"""What every tier of tests has in common: no sockets beyond its own, and never a real cloud."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.browser.chromium import MISSING
from tests.browser.fixtures import chromium as chromium
from tests.browser.fixtures import visitor as visitor
from urp.meaning.word_files import WORDS

TESTS = Path(__file__).parent
LOOPBACK_TIERS = {"e2e", "browser"}
"""Everybody else has no network at all."""
TOGETHER = ("tests/e2e/", "tests/integration/whole_service/", "tests/browser/")
"""One deployment, one town of fakes or one chromium serves a whole folder: its tests go to one worker."""
APART = tuple(
    f"tests/e2e/{name}"
    for name in (
        "test_restore.py",
        "test_upgrades.py",
        "test_local_run.py",
        "test_artefacts.py",
        "test_browser_comes_back.py",
        "test_built_stage.py",
        "test_graph_api.py",
        "test_graph_connections.py",
        "test_message_senders.py",
        "simulated_meta/",
    )
)
"""With a town or a cloud of their own, or with none: they go to another worker than their folder."""
LONGEST = (
    *TOGETHER,
    "tests/unit/evaluation/",
    "tests/unit/notices/broadcasts/",
    "tests/unit/meaning/moderation/",
    "tests/integration/",
)
"""Measured: what deploys, a day of the whole service, then what computes for long in few tests."""

# Shared machines stall: a slow example is not a wrong one.
settings.register_profile("house", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=300)  # --hypothesis-profile=thorough
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
        if tier in LOOPBACK_TIERS:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
        elif item.get_closest_marker("allow_hosts") is None:
            item.add_marker(pytest.mark.disable_socket)
    _longest_first(items)


def _longest_first(items: list[pytest.Item]) -> None:
    """So that no worker is left alone with a long one at the end."""
    cases = Counter(_scope(item.nodeid) for item in items)

    def turn(item: pytest.Item) -> tuple[int, int]:
        scope = _scope(item.nodeid)
        prefixes = (number for number, prefix in enumerate(LONGEST) if scope.startswith(prefix))
        return next(prefixes, len(LONGEST)), -cases[scope]

    items.sort(key=turn)


def _scope(nodeid: str) -> str:
    """A folder, or a file: what goes to one worker."""
    file = nodeid.partition("::")[0]
    return next((scope for scope in (*APART, *TOGETHER) if file.startswith(scope)), file)


class WholeFiles(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Each file or folder goes to one worker, in the order of collection.

    By path, since xdist 3.8 writes its groups where pytest 9.2 no longer reads them. Test by test, a file's
    own fixtures would be made by each worker, and the scheduler counts all that it has dealt out each time.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = sum(MISSING in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ()))
    if skipped:
        terminalreporter.write_line(
            f"NOT TESTED IN A BROWSER: {skipped} tests skipped, {MISSING}", red=True, bold=True
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    config.option.loadscopereorder = False
    return WholeFiles(config, log)
