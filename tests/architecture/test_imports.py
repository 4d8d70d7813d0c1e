"""Who imports whom, beside the rows of the wings, which `make lint` keeps (pyproject.toml)."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.architecture.blueprint import DOMAIN, domain_modules, handlers, imported, loaded, name_of
from tests.cases import every

OUTSIDE_ALLOWED = (
    DOMAIN / "aws",
    DOMAIN / "wiring",
    DOMAIN / "whatsapp" / "graph",
    *sorted(DOMAIN.glob("*/store")),
)


def importing(
    paths: Iterable[Path], *modules: str, names: Callable[[Path], Iterable[str]] = imported
) -> list[str]:
    """Those that import one of these, or what lies in it."""
    inside = tuple(f"{module}." for module in modules)
    return [name_of(path) for path in paths if any(f"{name}.".startswith(inside) for name in names(path))]


def test_only_stores_and_wiring_talk_to_the_outside() -> None:
    others = [path for path in domain_modules() + handlers() if path.parent not in OUTSIDE_ALLOWED]

    assert importing(others, "boto3", "botocore", "requests") == []


def test_what_runs_on_aws_needs_nothing_that_stays_at_home() -> None:
    assert importing(domain_modules() + handlers(), "infra", "tests", "moto", "pytest") == []


def test_rules_and_routes_do_not_know_how_things_are_kept() -> None:
    """They may name a store for its type only, of their own wing or of a lower one: boto3 stays unloaded."""
    others = [path for path in domain_modules() if path.parent not in OUTSIDE_ALLOWED]
    stores = [_module_of(folder) for folder in OUTSIDE_ALLOWED if folder.name == "store"]
    beyond = [_module_of(folder) for folder in OUTSIDE_ALLOWED if folder.name != "store"]

    assert importing(others, *stores, names=loaded) == []
    assert importing(others, *beyond) == []


def test_one_module_makes_what_calls_meta_so_that_training_replaces_all_of_it() -> None:
    others = [path for path in domain_modules() + handlers() if path.parent != DOMAIN / "whatsapp" / "graph"]

    assert importing(others, "urp.whatsapp.graph") == [name_of(DOMAIN / "wiring" / "graph.py")]


def _module_of(folder: Path) -> str:
    return folder.relative_to(DOMAIN.parent).as_posix().replace("/", ".")


def test_the_domain_names_no_municipality() -> None:
    assert importing(domain_modules(), "urp_profile") == []


@pytest.mark.parametrize("function", ["webhook", "broadcast_dispatch", "broadcast_expand", "broadcast_send"])
def test_a_function_that_reads_nobodys_words_does_not_load_the_rules_for_them(function: str) -> None:
    """They would be a tenth of its start, and these are started by the dozen."""
    program = f"import sys, urp.wiring.{function}; sys.exit('urp.meaning.understanding' in sys.modules)"

    started = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own interpreter

    assert started.returncode == 0


@every(
    "function",
    [
        "account_watch", "audit_seal", "block_mirror", "broadcast_dispatch", "broadcast_expand",
        "broadcast_send",
        "evidence_api", "inbound_handle", "list_import", "people_change", "public_publish", "public_site",
        "receipts_record", "reply_send", "retention_purge",
        "service_probe", "staff_api", "webhook",
    ],
)  # fmt: skip
def test_no_function_knows_of_prices_while_it_starts(function: str) -> None:
    """They are read when somebody asks what a notice costs, or when one closes."""
    program = f"import sys, urp.wiring.{function}; sys.exit('urp.town.pricing' in sys.modules)"

    started = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own interpreter

    assert started.returncode == 0
