"""Imports point inward."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.blueprint import DOMAIN, domain_modules, handlers, imported, name_of

OUTSIDE = {"boto3", "botocore", "requests"}
OUTSIDE_ALLOWED = (
    DOMAIN / "aws",
    DOMAIN / "wiring",
    DOMAIN / "whatsapp" / "graph",
    *sorted(DOMAIN.glob("*/store")),
)
NOT_IN_THE_LAYER = {"infra", "tests", "moto", "pytest"}


@pytest.mark.parametrize("path", domain_modules() + handlers(), ids=name_of)
def test_only_stores_and_wiring_talk_to_the_outside(path: Path) -> None:
    allowed = path.parent in OUTSIDE_ALLOWED

    found = {name.partition(".")[0] for name in imported(path)} & OUTSIDE

    assert allowed or not found


@pytest.mark.parametrize("path", domain_modules() + handlers(), ids=name_of)
def test_what_runs_on_aws_needs_nothing_that_stays_at_home(path: Path) -> None:
    assert NOT_IN_THE_LAYER.isdisjoint(name.partition(".")[0] for name in imported(path))


@pytest.mark.parametrize("path", domain_modules(), ids=name_of)
def test_features_do_not_know_how_they_are_wired(path: Path) -> None:
    inside = path.parent in OUTSIDE_ALLOWED
    outside = {folder.relative_to(DOMAIN.parent).as_posix().replace("/", ".") for folder in OUTSIDE_ALLOWED}

    found = {name for name in imported(path) if name.startswith(tuple(outside))}

    assert inside or not found


@pytest.mark.parametrize("path", domain_modules(), ids=name_of)
def test_the_domain_names_no_municipality(path: Path) -> None:
    assert not any(name.startswith("urp_profile") for name in imported(path))


@pytest.mark.parametrize("function", ["webhook", "broadcast_dispatch", "broadcast_expand", "broadcast_send"])
def test_a_function_that_reads_nobodys_words_does_not_load_the_rules_for_them(function: str) -> None:
    """They would be a tenth of its start, and these are started by the dozen."""
    program = f"import sys, urp.wiring.{function}; sys.exit('urp.meaning.understanding' in sys.modules)"

    started = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own interpreter

    assert started.returncode == 0


@pytest.mark.parametrize(
    "function",
    [
        "account_watch", "block_mirror", "broadcast_dispatch", "broadcast_expand", "broadcast_send",
        "evidence_api", "inbound_handle", "list_import", "receipts_record", "reply_send", "retention_purge",
        "staff_api", "webhook",
    ],
)  # fmt: skip
def test_no_function_knows_of_prices_while_it_starts(function: str) -> None:
    """They are read when somebody asks what a notice costs, or when one closes."""
    program = f"import sys, urp.wiring.{function}; sys.exit('urp.town.pricing' in sys.modules)"

    started = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own interpreter

    assert started.returncode == 0
