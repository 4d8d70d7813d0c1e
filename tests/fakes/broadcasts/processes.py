"""What runs in virtual time, and what carries it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


class KilledError(BaseException):
    """The machine is gone: no handler of the code under test may catch this."""


@dataclass(eq=False, slots=True)
class Group:
    """What dies together: one invocation with all its threads."""

    name: str
    killed: bool = False
    running: int = 0
    on_end: Callable[[], None] = lambda: None
    on_kill: Callable[[], None] = lambda: None


@dataclass(eq=False, slots=True)
class Process:
    work: Callable[[], None]
    group: Group
    carrier: Carrier | None = None
    """From its first step on."""


@dataclass(eq=False, slots=True)
class Carrier:
    """A thread that carries one process after another: making threads costs more than the steps."""

    baton: threading.Lock = field(default_factory=threading.Lock)
    process: Process | None = None
