"""Two runs in one clone would share a folder and a port."""

import os
from pathlib import Path

import pytest

from infra.local.failure import LocalRunError
from infra.local.single_run import lock_run


def test_a_second_run_is_told_about_the_first(tmp_path: Path) -> None:
    with (
        lock_run(tmp_path, os.getpid()),
        pytest.raises(LocalRunError, match=str(os.getpid())),
        lock_run(tmp_path, 1),
    ):
        pass


def test_after_the_stop_another_run_may_start(tmp_path: Path) -> None:
    with lock_run(tmp_path, 1):
        pass

    with lock_run(tmp_path, 2):
        assert (tmp_path / "run.lock").read_text(encoding="utf-8") == "2"
