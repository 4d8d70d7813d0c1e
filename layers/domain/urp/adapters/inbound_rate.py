"""Counting what citizens write into the number's rate: Meta counts it too."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Protocol

from urp.errors import UnavailableError


class CountingRate(Protocol):
    def count_inbound(self, messages: int, now: datetime) -> None: ...


class CountedInbound:
    """Never fails a message: a few uncounted ones only make us as slow as Meta's next refusal says."""

    def __init__(self, rate: CountingRate) -> None:
        self._rate = rate

    def count(self, now: datetime) -> None:
        with suppress(UnavailableError):
            self._rate.count_inbound(1, now)
