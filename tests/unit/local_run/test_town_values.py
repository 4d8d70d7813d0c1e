"""A town's values are read as `sam deploy` will; what it would refuse is told in Italian, and first."""

from pathlib import Path
from types import ModuleType

import pytest

from infra.local import profile_check, town_values
from infra.local.places import ROOT
from infra.local.town_values import read_parameters


@pytest.mark.parametrize(
    "overrides",
    [
        '["Stage=production", "ProfilePackage=comune_x"]',
        '"Stage=\\"production\\" ProfilePackage=\\"comune_x\\""',
    ],
    ids=["a list, as here", "a text, as sam deploy --guided saves it"],
)
def test_the_profile_is_the_one_that_samconfig_deploys(tmp_path: Path, overrides: str) -> None:
    file = tmp_path / "samconfig.toml"
    file.write_text(f"[comune.deploy.parameters]\nparameter_overrides = {overrides}\n", encoding="utf-8")

    assert read_parameters(file, "comune") == {"Stage": "production", "ProfilePackage": "comune_x"}


def _with_the_towns_file(folder: Path, content: str | None) -> Path:
    file = folder / "samconfig.toml"
    file.write_text(
        "[production.deploy.parameters]\n"
        'parameter_overrides = ["ProfilePackage=urp_profile", "file://comune.production.yaml"]\n',
        encoding="utf-8",
    )
    if content is not None:
        (folder / "comune.production.yaml").write_text(content, encoding="utf-8")
    return file


def test_the_profile_is_the_one_of_the_towns_own_values(tmp_path: Path) -> None:
    file = _with_the_towns_file(
        tmp_path, 'ProfilePackage: comune_x # il nostro\nNumberRate: 80\nDutySms: "no"\n'
    )

    assert read_parameters(file, "production") == {
        "ProfilePackage": "comune_x",
        "NumberRate": "80",
        "DutySms": "no",
    }


@pytest.mark.parametrize("content", [None, "", "# ancora vuoto\n"], ids=["missing", "empty", "a comment"])
def test_a_town_that_has_not_written_its_values_yet_builds_what_all_share(
    tmp_path: Path, content: str | None
) -> None:
    file = _with_the_towns_file(tmp_path, content)

    assert read_parameters(file, "production") == {"ProfilePackage": "urp_profile"}


BY_THE_BUILD_AND_BY_THE_DEPLOYMENT = pytest.mark.parametrize("read", [profile_check, town_values])


@BY_THE_BUILD_AND_BY_THE_DEPLOYMENT
@pytest.mark.parametrize("content", ["- ProfilePackage\n", "ProfilePackage: [\n"], ids=["a list", "not YAML"])
def test_values_that_cannot_be_read_stop_it_by_name(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    read: ModuleType,
    content: str,
) -> None:
    _with_the_towns_file(tmp_path, content)
    monkeypatch.setattr(read, "ROOT", tmp_path)

    assert read.main(["production"]) == 1
    assert "comune.production.yaml" in capsys.readouterr().err


@BY_THE_BUILD_AND_BY_THE_DEPLOYMENT
def test_a_value_written_twice_after_a_second_restore_stops_it_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], read: ModuleType
) -> None:
    """PyYAML takes the last in silence; what sam reads with refuses both, in English."""
    first = 'RestoredAt: "2026-11-29T10:00:00Z"\nDeskTableName: desk-1\nGradualDeployment: "no"\n'
    second = 'RestoredAt: "2026-12-03T08:00:00Z"\nDeskTableName: desk-2\n'
    _with_the_towns_file(tmp_path, first + second)
    monkeypatch.setattr(read, "ROOT", tmp_path)

    assert read.main(["production"]) == 1
    said = capsys.readouterr().err
    assert "voci scritte due volte in comune.production.yaml: DeskTableName, RestoredAt." in said
    assert "Lascia una riga sola per voce" in said


def test_the_deployment_asks_before_it_deploys() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\ndeploy:")[2].partition("\n\n")[0]

    assert recipe.index('infra.local.town_values "$(STAGE)"') < recipe.index("$(SAM_CLI) deploy")
