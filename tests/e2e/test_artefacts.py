"""What is deployed is complete: the local cloud lends its own packages to the functions, AWS does not."""

import os
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from tests.architecture.blueprint import functions

LAYERS = ("DependenciesLayer", "DomainLayer", "ProfileLayer")
SDK_OF_THE_RUNTIME = ("boto3", "botocore", "s3transfer")


@pytest.fixture(scope="module")
def artefacts(built: Path) -> Path:
    return built.parent


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SDK and nothing else, as the runtime has it."""
    folder = tmp_path_factory.mktemp("runtime")
    installed = Path(boto3.__file__).parents[1]
    for package in SDK_OF_THE_RUNTIME:
        (folder / package).symlink_to(installed / package)
    return folder


@pytest.mark.parametrize("function", sorted(functions()))
def test_a_function_starts_with_nothing_but_its_layers_and_the_runtime(
    function: str, artefacts: Path, runtime: Path
) -> None:
    path = [artefacts / function, *(artefacts / layer / "python" for layer in LAYERS), runtime]
    program = (
        f"import sys; sys.path[:0] = {[str(each) for each in path]!r}; import handler; handler.lambda_handler"
    )
    bare = [sys.executable, "-I", "-S", "-c", program]

    started = subprocess.run(
        bare, text=True, capture_output=True, check=False, timeout=60, env={"PATH": os.defpath}
    )

    assert started.returncode == 0, started.stderr


def test_layers_carry_neither_the_sdk_nor_tests(artefacts: Path) -> None:
    carried = {path.name for layer in LAYERS for path in (artefacts / layer / "python").iterdir()}

    assert carried.isdisjoint({"boto3", "botocore", "tests", "pytest", "moto"})


def test_everything_together_is_far_from_the_limit_of_a_function(artefacts: Path) -> None:
    size = sum(
        path.stat().st_size for layer in LAYERS for path in (artefacts / layer).rglob("*") if path.is_file()
    )

    assert size < 70_000_000
