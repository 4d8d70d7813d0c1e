"""The whole of the simulated Meta, put together."""

import threading
import time
from collections.abc import Callable
from typing import Self

from infra.local.meta.config import MetaConfig
from infra.local.meta.control import Control
from infra.local.meta.graph import Graph
from infra.local.meta.inbound import Inbound
from infra.local.meta.phone_calls import PhoneCalls
from infra.local.meta.receipts import Receipts
from infra.local.meta.sending import Sending
from infra.local.meta.server import Server
from infra.local.meta.state import State
from infra.local.meta.timetable import Timetable
from infra.local.meta.webhooks import Webhooks


class SimulatedMeta:
    """A made-up Meta on a loopback port: `start`, use `url`, `stop`. Also a context manager."""

    def __init__(self, config: MetaConfig, clock: Callable[[], float] = time.time) -> None:
        self._timetable = Timetable()
        state = State(config, clock)
        self._webhooks = Webhooks(config.app_secret, self._timetable, config.webhook_workers)
        receipts = Receipts(state, self._timetable, self._webhooks)
        sending = Sending(state, receipts)
        inbound = Inbound(state, self._webhooks)
        control = Control(
            state, PhoneCalls(state, inbound, receipts), receipts, self._webhooks, self._timetable
        )
        self._server = Server(config.port, Graph(state, sending), control)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, name="meta-server", daemon=True
        )
        if config.callback_url:
            self._webhooks.call_at(config.callback_url)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> Self:
        self._timetable.start()
        self._webhooks.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._timetable.stop()
        self._webhooks.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
