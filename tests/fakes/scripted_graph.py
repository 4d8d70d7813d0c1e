"""Meta on the loopback address, at its worst: answers, closes, falls silent, as each test says."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

PATIENCE = 5.0
"""Seconds after which a forgotten connection is given up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`length` may promise more bytes than the body has: the answer breaks off."""

    status: int = 200
    body: str = '{"messages":[{"id":"wamid.FAKEOUT1"}]}'
    headers: tuple[str, ...] = ()
    length: int | None = None
    then_close: bool = False


@dataclass(frozen=True, slots=True)
class CloseWithoutAnswer:
    pass


@dataclass(frozen=True, slots=True)
class Silence:
    pass


type Reading = Callable[[int], bytes]
type Act = Answer | CloseWithoutAnswer | Silence


@dataclass(frozen=True, slots=True)
class Asked:
    line: str
    headers: dict[str, str]
    body: dict[str, object]


@dataclass(slots=True)
class ScriptedGraph:
    """Plays one act for each request, in order; then answers well. `connections` counts those ever opened."""

    acts: list[Act] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    _listener: socket.socket = field(init=False)
    _over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._listener.close()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        with connection, connection.makefile("rb") as reader:
            while not self._over.is_set() and self._one(connection, reader.readline, reader.read):
                pass

    def _one(self, connection: socket.socket, readline: Reading, read: Reading) -> bool:
        """One request and its act; whether the connection stays open."""
        try:
            asked = _asked(readline, read)
        except (OSError, ValueError):  # the other side went away, or does not speak HTTP
            return False
        if asked is None:
            return False
        self.asked.append(asked)
        act = self.acts.pop(0) if self.acts else Answer()
        match act:
            case Answer():
                connection.sendall(_written(act))
                return not act.then_close and act.length is None
            case Silence():
                self._over.wait(PATIENCE)
                return False
            case CloseWithoutAnswer():
                return False


def _asked(readline: Reading, read: Reading) -> Asked | None:
    line = readline(-1).decode().strip()
    if not line:
        return None
    headers = dict(iter(lambda: _header(readline(-1)), ("", "")))
    return Asked(line, headers, json.loads(read(int(headers.get("content-length", "0")))))


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode().strip().partition(":")
    return name.lower(), value.strip()


def _written(answer: Answer) -> bytes:
    body = answer.body.encode()
    length = len(body) if answer.length is None else answer.length
    head = [f"HTTP/1.1 {answer.status} Made up", f"Content-Length: {length}", *answer.headers]
    return "\r\n".join([*head, "", ""]).encode() + body
