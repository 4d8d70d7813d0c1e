"""`make deploy` sends what was built for its stage: both stages build into one folder."""

import subprocess
from pathlib import Path

import pytest

from infra.local.places import ROOT

READY = ("-o", ".venv/.ready", "-o", ".venv-sam/.ready", "-o", ".venv-aws/.ready")


def _deploy(folder: Path, stage: str) -> subprocess.CompletedProcess[str]:
    """Where there is nothing to deploy with: what is not refused before fails there."""
    typed = f"make -f {ROOT / 'Makefile'} deploy STAGE={stage}"
    return subprocess.run(
        [*typed.split(), *READY],
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("built", ["staging", "default", None])
def test_a_build_for_another_stage_is_not_deployed_and_the_command_to_type_is_said(
    tmp_path: Path, built: str | None
) -> None:
    (tmp_path / ".aws-sam").mkdir()
    if built:
        (tmp_path / ".aws-sam" / "stage").write_text(f"{built}\n", encoding="utf-8")

    refused = _deploy(tmp_path, "production")

    assert refused.returncode != 0
    assert "make build STAGE=production" in refused.stderr
    assert "samcli" not in refused.stderr + refused.stdout


def test_the_stages_own_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / ".aws-sam").mkdir()
    (tmp_path / ".aws-sam" / "stage").write_text("production\n", encoding="utf-8")

    assert "make build" not in _deploy(tmp_path, "production").stderr


def test_without_the_towns_values_the_command_that_makes_their_file_is_said(tmp_path: Path) -> None:
    (tmp_path / ".aws-sam").mkdir()
    (tmp_path / ".aws-sam" / "stage").write_text("production\n", encoding="utf-8")

    refused = _deploy(tmp_path, "production")

    assert refused.returncode != 0
    assert "cp comune.example.yaml comune.production.yaml" in refused.stderr
    assert "samcli" not in refused.stderr + refused.stdout


def test_a_build_says_its_stage_only_once_it_is_whole() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = makefile.partition("\nbuild:")[2].partition("\n\n")[0].splitlines()[1:]

    removed = next(n for n, line in enumerate(lines) if "rm -f .aws-sam/stage" in line)
    built = next(n for n, line in enumerate(lines) if "$(SAM_CLI) build" in line)

    assert removed < built
    assert "> .aws-sam/stage" in lines[-1]
