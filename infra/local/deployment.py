"""The real `sam build` and `sam deploy`, with an endpoint instead of an account."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml  # type: ignore[import-untyped]  # its stubs are no requirement yet

from infra.local.aws import LocalAws
from infra.local.byte_code import compile_all
from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.failure import LocalRunError
from infra.local.places import EMULATOR_PYTHON, LOOPBACK, ROOT, SAM_PYTHON, find_architecture
from infra.local.samconfig import ENVIRONMENT, LocalSettings

_CONFIGURATION = ["--config-file", str(ROOT / "samconfig.toml"), "--config-env", ENVIRONMENT]
_BUILD = ROOT / ".aws-sam" / ENVIRONMENT
"""Apart from `.aws-sam/build`, which holds what a deployment to AWS sends, for another architecture."""


def build(folder: Path) -> Path:
    """Build into `folder` and return the built template.

    SAM keeps its list of builds beside the build folder, so cached builds need one folder for all runs of
    a clone: they take turns there, and each run takes a copy away.
    """
    with _lock_builds(_BUILD):
        folders = ("--build-dir", str(_BUILD / "build"), "--cache-dir", str(_BUILD / "cache"))
        parameters = {"Architecture": find_architecture(), "Stage": ENVIRONMENT}
        _run_sam("build", [*folders, *_to_overrides(parameters)], folder, {})
        compile_all(_BUILD / "build")
        shutil.copytree(_BUILD / "build", folder / "build", dirs_exist_ok=True)
    for template in (*folder.glob("build/template.yaml"), *folder.glob("build/*/template.yaml")):
        _write_as_json(template)
    return folder / "build" / "template.yaml"


def _write_as_json(template: Path) -> None:
    """JSON is YAML, too, and what SAM tries first: four tenths of a deployment's computing went into reading
    YAML, by a parser written in Python, several times over."""
    written = yaml.load(template.read_text(encoding="utf-8"), yaml.CSafeLoader)
    template.write_text(json.dumps(written), encoding="utf-8")


def deploy(
    built_template: Path, folder: Path, settings: LocalSettings, endpoint_url: str, graph_base_url: str
) -> Mapping[str, str]:
    """Deploy what `samconfig.toml` says, pointed at the simulated Meta; return the stack's outputs."""
    parameters = {
        **settings.parameters,
        "Architecture": find_architecture(),
        "GraphBaseUrl": graph_base_url,
        "LocalUrl": endpoint_url,
        "SignInDomainPrefix": settings.stack_name,  # no two stacks of a Region may share it
    }
    _run_sam(
        "deploy",
        [
            *("--template-file", str(built_template), "--stack-name", settings.stack_name),
            *("--no-progressbar", *_to_overrides(parameters)),
        ],
        folder,
        {
            "AWS_ENDPOINT_URL": endpoint_url,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "SAM_CLI_POLL_DELAY": "0.2",
        },
    )
    stack = (
        LocalAws(endpoint_url).cloudformation().describe_stacks(StackName=settings.stack_name)["Stacks"][0]
    )
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _to_overrides(parameters: Mapping[str, str]) -> list[str]:
    return ["--parameter-overrides", *(f"{name}={value}" for name, value in parameters.items())]


def _run_sam(command: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Run SAM away from the caller's AWS account: no profile, no credentials, no proxy for loopback."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    log = folder / f"sam-{command}.log"
    with log.open("ab") as output:
        finished = subprocess.run(
            [str(SAM_PYTHON), "-m", "samcli", command, *_CONFIGURATION, *arguments],
            cwd=ROOT,
            env={
                **inherited,
                "PATH": f"{EMULATOR_PYTHON.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                "AWS_DEFAULT_REGION": REGION,
                "NO_PROXY": LOOPBACK,
                "SAM_CLI_TELEMETRY": "0",
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if finished.returncode != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        raise LocalRunError("\n".join([f"`sam {command}` non è riuscito:", *lines[-25:]]))


@contextmanager
def _lock_builds(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
