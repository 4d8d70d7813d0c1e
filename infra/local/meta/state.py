"""Everything the simulated Meta remembers, behind one lock."""

import threading
from collections.abc import Callable
from random import Random

from infra.local.meta.config import MetaConfig
from infra.local.meta.faults import Faults, merge
from infra.local.meta.limits import PairRate, Reach, SlidingSecond
from infra.local.meta.phones import Phones
from infra.local.meta.reading import Json
from infra.local.meta.statistics import Statistics
from infra.local.meta.templates import Templates


class State:
    """Readers and writers hold `lock`, and never wait for the network while they do."""

    def __init__(self, config: MetaConfig, clock: Callable[[], float]) -> None:
        self.config = config
        self.clock = clock
        self.lock = threading.RLock()
        self.chance = Random()
        self.templates = Templates(config.templates_directory)
        self.reset()

    def reset(self) -> None:
        """Forget citizens, messages, statistics, faults, limits; templates and callback stay."""
        self.faults = Faults()
        self.phones = Phones()
        self.statistics = Statistics()
        self.number_rate = SlidingSecond()
        self.pair_rate = PairRate()
        self.reach = Reach()

    def change_faults(self, change: Json) -> None:
        """Merge a change into the faults; ValueError when it makes no sense, and nothing changes."""
        self.faults = merge(self.faults, change)
        if "seed" in change:
            self.chance.seed(self.faults.seed)
