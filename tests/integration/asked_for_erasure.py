"""Where every test of an erasure begins, in the store that it names."""

from __future__ import annotations

from tests.integration.desk_stores import DAY
from tests.integration.erasure_stores import ERASE_ME, LEFT, ErasureStores, open_stores
from tests.integration.rights_stores import NOON
from urp.aws.tables import Tables

LETTER = "PEC del 3 dicembre 2026, prot. 4321"


def asked_for_erasure(tables: Tables) -> ErasureStores:
    """Who left, their request, and two conversations."""
    made = open_stores(tables)
    made.knows(LEFT)
    made.asks(ERASE_ME)
    made.talks(301, NOON - DAY)
    made.talks(302, NOON)
    return made
