"""A sender on a line to a scripted Meta, at a time of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.scripted_graph import Act, ScriptedGraph
from urp.whatsapp.graph.graph_api import GraphApi
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.outgoing import Address, Text
from urp.whatsapp.ports import Accepted, SendOutcome

TOKEN = "made-up-access-token"
GREETING = Text("Buongiorno.")
TO = Address("393330000001", None)
QUICK = (0.3, 0.3)
"""Seconds for connecting and for reading: nobody waits for Meta's worst in a test."""
OK = Accepted("wamid.FAKEOUT1")


@dataclass(slots=True)
class Line:
    meta: ScriptedGraph
    now: float = 1_000.0
    api: GraphApi = field(init=False)

    def __post_init__(self) -> None:
        self.api = graph_api(self.meta.url, lambda: self.now)

    def send(self, *acts: Act) -> SendOutcome:
        """Meta plays these acts, then answers well."""
        self.meta.acts.extend(acts)
        return self.api.send(GREETING, TO, "r:1")


def graph_api(base_url: str, clock: Callable[[], float] = lambda: 1_000.0) -> GraphApi:
    tokens = GraphTokens(lambda: [TOKEN])
    return GraphApi(base_url, "v25.0", "900000000000001", tokens, clock=clock, timeouts=QUICK)
