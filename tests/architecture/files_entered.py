"""How many files of the service "Iscrivimi" enters, from the webhook to the welcome on the phone.

`python -m tests.architecture.files_entered`: the real handlers on a throw-away AWS, warm, so that only what
a message needs is counted, and not what a function reads while it starts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType

import pytest

from tests.architecture.blueprint import DOMAIN, FUNCTIONS
from tests.integration.whole_service.day import opened
from tests.integration.whole_service.people import Person, posted

_TOOL = 4  # sys.monitoring: one that no debugger, coverage or profiler takes


@contextmanager
def entered_files() -> Iterator[dict[str, set[str]]]:
    """By file which functions of it were entered, in the order of their first."""
    found: dict[str, set[str]] = {}

    def enter(code: CodeType, _: int) -> None:
        file = code.co_filename
        if file.startswith((str(DOMAIN), str(FUNCTIONS))):
            found.setdefault(file, set()).add(code.co_qualname)

    sys.monitoring.use_tool_id(_TOOL, "files entered")
    sys.monitoring.register_callback(_TOOL, sys.monitoring.events.PY_START, enter)
    sys.monitoring.set_events(_TOOL, sys.monitoring.events.PY_START)
    try:
        yield found
    finally:
        sys.monitoring.set_events(_TOOL, 0)
        sys.monitoring.free_tool_id(_TOOL)


def main() -> None:
    first, second = Person(1), Person(2)
    with pytest.MonkeyPatch.context() as patch, opened(patch, (first, second)) as (service, meta):
        service.post(posted([first], [first.says("Iscrivimi")]))  # what starts a function, starts it here
        service.work()
        service.post(posted([first], statuses=meta.statuses()))
        service.work()
        with entered_files() as files:
            service.post(posted([second], [second.says("Iscrivimi")]))
            service.work()
    for file, functions in files.items():
        place = file.removeprefix(f"{DOMAIN.parent}/").removeprefix(f"{FUNCTIONS.parent}/")
        print(f"{len(functions):4} {place}")  # noqa: T201 - a command
    print(f"{len(files)} files, {sum(map(len, files.values()))} functions")  # noqa: T201


if __name__ == "__main__":
    main()
