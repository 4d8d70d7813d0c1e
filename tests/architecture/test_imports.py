"""Imports point inward."""

from pathlib import Path

import pytest

from tests.architecture.blueprint import DOMAIN, domain_modules, handlers, imported, name_of

OUTSIDE = {"boto3", "botocore", "requests"}
OUTSIDE_ALLOWED = (DOMAIN / "adapters", DOMAIN / "wiring")
NOT_IN_THE_LAYER = {"infra", "tests", "moto", "pytest"}


@pytest.mark.parametrize("path", domain_modules() + handlers(), ids=name_of)
def test_only_adapters_and_wiring_talk_to_the_outside(path: Path) -> None:
    allowed = any(folder in path.parents for folder in OUTSIDE_ALLOWED)

    found = {name.partition(".")[0] for name in imported(path)} & OUTSIDE

    assert allowed or not found


@pytest.mark.parametrize("path", domain_modules() + handlers(), ids=name_of)
def test_what_runs_on_aws_needs_nothing_that_stays_at_home(path: Path) -> None:
    assert NOT_IN_THE_LAYER.isdisjoint(name.partition(".")[0] for name in imported(path))


@pytest.mark.parametrize("path", domain_modules(), ids=name_of)
def test_features_do_not_know_how_they_are_wired(path: Path) -> None:
    inside = any(folder in path.parents for folder in OUTSIDE_ALLOWED)

    found = {name for name in imported(path) if name.startswith(("urp.adapters", "urp.wiring"))}

    assert inside or not found


@pytest.mark.parametrize("path", domain_modules(), ids=name_of)
def test_the_domain_names_no_municipality(path: Path) -> None:
    assert not any(name.startswith("urp_profile") for name in imported(path))
