"""What somebody who types `make run` can rely on."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from infra.local.places import ROOT


def _command(folder: Path) -> list[str]:
    """Nobody writes to it: the functions that other tests wake would start for nothing."""
    alone = ("--no-story", "--asleep")
    return [sys.executable, "-m", "infra.local", "run", *alone, "--folder", str(folder)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(_command(folder), cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
        said = process.stdout or ()
        ready = any("Resto in funzione" in line for line in said)
        assert ready, "it ended before it was ready"
        yield process
        process.kill()


def test_everything_it_promises_is_written_when_it_is_ready(run: subprocess.Popen[str], folder: Path) -> None:
    written = json.loads((folder / "endpoints.json").read_text(encoding="utf-8"))

    assert written["pid"] == run.pid
    assert set(written["staff"]) == {
        "reader", "operator", "editor", "approver", "duty", "moderator", "administrator"
    }  # fmt: skip
    assert set(written["staff_second"]) == set(written["staff"])
    assert written["aws"].keys() == {
        "endpoint_url",
        "region",
        "access_key_id",
        "secret_access_key",
        "stack_name",
        "outputs",
    }


def test_the_phone_page_can_be_opened(run: subprocess.Popen[str], folder: Path) -> None:
    written = json.loads((folder / "endpoints.json").read_text(encoding="utf-8"))

    assert requests.get(written["phone_page"], timeout=10).status_code == 200


def test_a_second_run_says_that_one_is_up(run: subprocess.Popen[str], folder: Path) -> None:
    second = subprocess.run(
        _command(folder), cwd=ROOT, text=True, capture_output=True, check=False, timeout=60
    )

    assert second.returncode == 1
    assert "già in funzione" in second.stderr
    assert str(run.pid) in second.stderr


def test_when_asked_to_stop_it_leaves_nothing_running(run: subprocess.Popen[str], folder: Path) -> None:
    written = json.loads((folder / "endpoints.json").read_text(encoding="utf-8"))

    run.send_signal(signal.SIGTERM)
    said, _ = run.communicate(timeout=60)

    assert run.returncode == 0
    assert "Fermato." in said
    assert not (folder / "endpoints.json").exists()
    with pytest.raises(requests.ConnectionError):
        requests.get(written["aws"]["endpoint_url"], timeout=5)
    with pytest.raises(requests.ConnectionError):
        requests.get(written["simulator_url"], timeout=5)
