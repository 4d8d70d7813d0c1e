"""How people of one town call what is theirs: data of its profile. No word file names a town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TownWords:
    """Single whole words as messages are read: lower case, without accents."""

    names: tuple[str, ...] = ()
    """Of the town itself."""
    region: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    """With a capital they name nobody."""
    places: tuple[str, ...] = ()
    """Further quarters, hills and beaches, also such as are called like a person."""
    rivers: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    """Towns that citizens compare theirs with."""
    bus_companies: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    """Others that serve the town."""
    topics: tuple[str, ...] = ()
    """What its notices are about."""
    official_domains: tuple[str, ...] = ()
    """A link there is no sign of anything."""

    @property
    def served_by(self) -> tuple[str, ...]:
        return (*self.bus_companies, *self.companies)

    @property
    def nameless(self) -> frozenset[str]:
        """Written with a capital though they name nobody."""
        return frozenset((*self.names, *self.region, *self.quarters))

    @property
    def sets(self) -> Mapping[str, Sequence[str]]:
        """What the word files name in braces: phrases are compiled without them, since any town's process
        puts its own words in their place."""
        return {
            "OWN_NAME": self.names,
            "OWN_PLACE": (*self.quarters, *self.places, *self.rivers, *self.names),
            "OWN_RIVER": self.rivers,
            "OWN_NEIGHBOUR": self.neighbours,
            "OWN_COMPANY": self.served_by,
            "OWN_TOPIC": self.topics,
        }


NO_TOWN = TownWords()
