"""An unconfirmed value never reaches a deployed function: the build for production stops and names it."""

import shutil
from pathlib import Path

import pytest

from infra.local.places import ROOT
from infra.local.profile_check import SHIPPED_PROFILE, main
from tests.architecture.blueprint import template

CONFIRMED = "tests.profiles.roccaserena"
"""An invented town whose office has confirmed all of it."""


@pytest.mark.parametrize("environment", ["local", "staging", "default"])
def test_everywhere_else_it_is(environment: str) -> None:
    assert main([environment]) == 0


def test_a_confirmed_profile_is_built_for_production() -> None:
    assert main(["production", "--package", CONFIRMED]) == 0


@pytest.mark.parametrize(
    ("town", "text", "changed", "field"),
    [
        ("comune_uno", 'website = "https://', 'website = "https://DA-CONFERMARE.', "municipality.website"),
        ("comune_due", "[municipality]\n", '[municipality]\nmotto = "Avanti"\n', "municipality.motto"),
        (
            "comune_tre",
            "[municipality]\n",
            'to_confirm = ["municipality.website"]\n[municipality]\n',
            "municipality.website: is still listed in to_confirm",
        ),
    ],
)
def test_a_placeholder_a_field_nobody_knows_and_one_nobody_confirmed_stop_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    town: str,
    text: str,
    changed: str,
    field: str,
) -> None:
    package = tmp_path / town
    shutil.copytree(ROOT / "tests" / "profiles" / "roccaserena", package)
    content = (package / "profile.toml").read_text(encoding="utf-8")
    assert text in content
    (package / "profile.toml").write_text(content.replace(text, changed, 1), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert main(["production", "--package", town]) == 1
    said = capsys.readouterr().err
    assert town in said
    assert field in said


def test_a_package_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["production", "--package", "comune_che_non_esiste"]) == 1
    assert "comune_che_non_esiste" in capsys.readouterr().err


def test_the_build_asks_before_it_builds() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\nbuild:")[2].partition("\n\n")[0]
    asks, builds = recipe.index("infra.local.profile_check $(or $(STAGE)"), recipe.index("$(SAM_CLI) build")

    assert asks < builds


def test_the_shipped_profile_is_the_templates() -> None:
    assert template()["Parameters"]["ProfilePackage"]["Default"] == SHIPPED_PROFILE
