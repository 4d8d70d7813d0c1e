"""Where functions are unpacked, and that nothing of it stays."""

import os
from pathlib import Path

from infra.local.scratch import open_scratch


def test_without_room_in_memory_the_disk_is_used_and_left_clean(tmp_path: Path) -> None:
    with open_scratch(tmp_path, memory=tmp_path / "no-such-memory") as place:
        assert place == tmp_path / "tmp"
        assert place.is_dir()

    assert not place.exists()


def test_what_a_killed_run_left_goes_and_what_a_living_one_uses_stays(tmp_path: Path) -> None:
    no_process = 2**22 + 1  # more than Linux gives out
    dead, alive = tmp_path / f"urp-local-{no_process}-a", tmp_path / f"urp-local-{os.getpid()}-b"
    dead.mkdir()
    alive.mkdir()

    with open_scratch(tmp_path, memory=tmp_path):
        assert not dead.exists()
        assert alive.exists()
