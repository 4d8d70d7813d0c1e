"""`make deploy` as the installation guide prints it, in a folder of its own, against the local cloud."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from infra.local.endpoints import ACCESS_KEY_ID, SECRET_ACCESS_KEY
from infra.local.places import ROOT
from infra.local.town import TownHall

STACK = "urp-staging"
SECONDS = 240
READY = ("-o", ".venv/.ready", "-o", ".venv-sam/.ready", "-o", ".venv-aws/.ready")
"""The environments are those this test runs in, however old their stamp is."""
TO_FILL_IN = "urp-NOMEDELCOMUNE-STAGE"
LEFT_OUT = (".git", ".aws-sam", "samconfig.toml")


@pytest.fixture
def clone(built: Path, tmp_path: Path) -> Path:
    """A clone in which `make build STAGE=staging` has run."""
    folder = tmp_path / "clone"
    (folder / ".aws-sam").mkdir(parents=True)
    for each in ROOT.iterdir():
        if each.name not in LEFT_OUT and not each.match("comune.*.yaml"):
            (folder / each.name).symlink_to(each)
    (folder / ".aws-sam" / "build").symlink_to(built.parent)
    (folder / ".aws-sam" / "stage").write_text("staging\n", encoding="utf-8")
    shutil.copy(ROOT / "samconfig.toml", folder)
    shutil.copy(ROOT / "comune.example.yaml", folder)
    return folder


def _typed(
    command: str, clone: Path, town: TownHall, answers: str = "", *, on_aws: bool = False
) -> subprocess.CompletedProcess[str]:
    """By somebody whose own settings name another region."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAKE"))}
    program, *words = command.split()
    return subprocess.run(
        [program, *(READY if program == "make" else ()), *words],
        cwd=clone,
        env={
            **inherited,
            **({} if on_aws else {"AWS_ENDPOINT_URL": town.endpoints.aws.endpoint_url}),
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "AWS_DEFAULT_REGION": "us-east-1",
            "SAM_CLI_POLL_DELAY": "0.2",
        },
        input=answers,
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def test_the_town_deploys_with_its_own_values_and_leaves_the_shared_ones_alone(
    town: TownHall, clone: Path
) -> None:
    shared = (clone / "samconfig.toml").read_bytes()
    cloud = town.aws.cloudformation()

    nowhere = _typed("make deploy", clone, town)
    forgotten = _typed("make deploy STAGE=staging", clone, town)
    assert nowhere.returncode != 0 != forgotten.returncode
    assert "STAGE=production" in nowhere.stderr
    assert "comune.staging.yaml" in forgotten.stderr

    assert _typed("cp comune.example.yaml comune.staging.yaml", clone, town).returncode == 0
    values = clone / "comune.staging.yaml"
    filled = values.read_text(encoding="utf-8").replace(TO_FILL_IN, "urp-comune-staging")
    values.write_text(filled + 'LocalCloud: "yes"  # in place of an account\n', encoding="utf-8")
    deployed = _typed("make deploy STAGE=staging", clone, town, answers="y\n")

    assert deployed.returncode == 0, deployed.stdout[-3000:] + deployed.stderr[-3000:]
    (stack,) = cloud.describe_stacks(StackName=STACK)["Stacks"]
    given = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert (given["Stage"], given["DeskEmail"]) == ("staging", "sportello@comune.example")
    assert (clone / "samconfig.toml").read_bytes() == shared
    cloud.delete_stack(StackName=STACK)


def test_the_numbers_and_addresses_of_the_example_are_never_sent_to_aws(town: TownHall, clone: Path) -> None:
    shutil.copy(clone / "comune.example.yaml", clone / "comune.staging.yaml")

    refused = _typed("make deploy STAGE=staging", clone, town, on_aws=True)

    assert refused.returncode != 0
    for each in ("WabaId", "PhoneNumberId", "DeskEmail", "DutyEmail", "AlarmEmail", "comune.staging.yaml"):
        assert each in refused.stderr
    assert refused.stdout == ""
