"""Over real sockets: which connection a message takes, and what is certain when there is none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.graph_line import GREETING, OK, TO, TOKEN, Line, graph_api
from tests.e2e.patience import eventually
from tests.fakes.scripted_graph import Answer, ScriptedGraph
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.graph.graph_api import IDLE_LIMIT, GraphApi
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.ports import NotSent, SendOutcome


@pytest.fixture
def line() -> Iterator[Line]:
    with ScriptedGraph() as meta:
        yield Line(meta)


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port nobody listens on: bound and never opened."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.fixture
def mute_port() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_connection_never_made_means_not_sent(free_port: int) -> None:
    outcome = graph_api(f"http://127.0.0.1:{free_port}").send(GREETING, TO, "r:1")

    assert isinstance(outcome, NotSent)
    assert (outcome.code, outcome.error_class) == (None, ErrorClass.NOT_SENT)


def test_a_handshake_that_never_ends_means_not_sent(mute_port: int) -> None:
    """requests calls this a read timeout, like that of an answer."""
    outcome = graph_api(f"https://127.0.0.1:{mute_port}").send(GREETING, TO, "r:1")

    assert isinstance(outcome, NotSent)


def test_a_host_that_does_not_speak_tls_means_not_sent(line: Line) -> None:
    outcome = graph_api(line.meta.url.replace("http:", "https:")).send(GREETING, TO, "r:1")

    assert isinstance(outcome, NotSent)


def test_a_connection_is_kept_while_messages_follow_one_another(line: Line) -> None:
    outcomes = [line.send() for _ in range(20)]

    assert outcomes == [OK] * 20
    assert line.meta.connections == 1


def test_who_got_ready_has_a_connection_and_the_token_before_the_message(line: Line) -> None:
    """A first message would else wait for both after its slot came, and leave with those behind it."""
    asked = []

    def tokens() -> tuple[str]:
        asked.append(TOKEN)
        return (TOKEN,)

    line.api = GraphApi(line.meta.url, "v25.0", "900000000000001", GraphTokens(tokens))

    line.api.get_ready()
    ready = (eventually(lambda: line.meta.connections or None, "no connection was made"), len(asked))
    outcomes = [line.api.send(GREETING, TO, "r:1")]

    assert ready == (1, 1)
    assert outcomes == [OK]
    assert (line.meta.connections, len(asked)) == (1, 1)
    assert line.meta.asked[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_connection_that_cannot_be_made_ready_is_told_by_the_message(free_port: int) -> None:
    api = graph_api(f"http://127.0.0.1:{free_port}")

    api.get_ready()

    assert isinstance(api.send(GREETING, TO, "r:1"), NotSent)


def test_a_handshake_that_failed_while_getting_ready_leaves_nothing_behind(line: Line) -> None:
    """A dead connection given back would make the message fall after the person was marked."""
    api = graph_api(line.meta.url.replace("http:", "https:"))  # whoever answers there speaks no TLS

    outcomes = [api.send(GREETING, TO, "r:1")]
    for _ in range(3):
        api.get_ready()
        outcomes.append(api.send(GREETING, TO, "r:1"))

    assert [type(outcome) for outcome in outcomes] == [NotSent] * 4


def test_a_connection_that_was_idle_too_long_is_not_used_again(line: Line) -> None:
    """The server may be closing it that very moment: the message would be unclear for nothing."""
    line.send()
    line.now += IDLE_LIMIT + 0.1

    assert line.send() == OK
    assert line.meta.connections == 2


def test_a_clock_set_back_does_not_keep_a_connection_for_ever(line: Line) -> None:
    line.send()
    line.now -= 10_000

    assert line.send() == OK
    assert line.meta.connections == 2


def test_a_connection_closed_by_meta_after_its_answer_makes_nothing_unclear(line: Line) -> None:
    outcomes = [line.send(Answer(headers=("Connection: close",), then_close=True)) for _ in range(10)]

    assert outcomes == [OK] * 10


def test_each_thread_has_its_own_connection(line: Line) -> None:
    together = threading.Barrier(4)

    def send(_: int) -> list[SendOutcome]:
        together.wait()
        return [line.api.send(GREETING, TO, "r:1") for _ in range(10)]

    with ThreadPoolExecutor(4) as threads:
        outcomes = [outcome for done in threads.map(send, range(4)) for outcome in done]

    assert outcomes == [OK] * 40
    assert line.meta.connections == 4
