"""A pytest plugin: which functions of the deployed code each test enters, so that a mutant meets those tests.

`python -m tests.mutation record` runs the tests that deploy nothing with it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parents[2]
_DEPLOYED = tuple(f"{ROOT / place}/" for place in ("layers/domain", "functions"))
MAPS = ROOT / ".local" / "mutants"
_TOOL = 4  # sys.monitoring: one of those no debugger, coverage or profiler takes


class Recording:
    def __init__(self) -> None:
        self._entered: set[str] = set()
        self._tests: dict[str, list[str]] = {}
        sys.monitoring.use_tool_id(_TOOL, "mutants")
        sys.monitoring.register_callback(_TOOL, sys.monitoring.events.PY_START, self._enter)
        sys.monitoring.set_events(_TOOL, sys.monitoring.events.PY_START)

    def _enter(self, code: CodeType, _: int) -> object:
        file = code.co_filename
        if file.startswith(_DEPLOYED):
            self._entered.add(f"{Path(file).relative_to(ROOT)}:{code.co_qualname}")
        return sys.monitoring.DISABLE  # once a test is enough

    @pytest.hookimpl
    def pytest_runtest_setup(self) -> None:
        self._entered.clear()
        sys.monitoring.restart_events()

    @pytest.hookimpl
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        self._tests[item.nodeid] = sorted(self._entered)

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        MAPS.mkdir(parents=True, exist_ok=True)
        name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        (MAPS / f"map-{name}.json").write_text(json.dumps(self._tests), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recording(), "mutants-recording")
