"""A rule and its cases in one test: to run a test of its own costs pytest more than most cases take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from inspect import signature

_SHOWN = 10
"""Failures of one test that are told whole."""

type Test = Callable[..., None]


def every(names: str | Sequence[str], cases: Iterable[object]) -> Callable[[Test], Test]:
    """As `pytest.mark.parametrize`, in one test that goes through all cases and names those that fail.

    Not for tests with a fixture that one case changes for the next.
    """
    single = isinstance(names, str) and "," not in names
    own = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    given = [dict(zip(own, (case,) if single else case, strict=True)) for case in cases]  # type: ignore[call-overload]  # as many as names

    def of_all(test: Test) -> Test:
        @wraps(test)
        def test_of_all(**fixtures: object) -> None:
            failures: list[Exception] = []
            for values in given:
                try:
                    test(**fixtures, **values)
                except Exception as failure:
                    failure.add_note(", ".join(f"{name}={value!r:.300}" for name, value in values.items()))
                    failures.append(failure)
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(given)} cases", failures[:_SHOWN])

        asked = signature(test)
        left = [one for name, one in asked.parameters.items() if name not in own]
        test_of_all.__signature__ = asked.replace(parameters=left)  # type: ignore[attr-defined]  # what pytest reads
        return test_of_all

    return of_all
