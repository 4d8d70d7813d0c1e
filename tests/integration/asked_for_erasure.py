"""Where every test of an erasure begins, in the store that it names."""

from __future__ import annotations

import pytest

from tests.integration.desk_rooms import DAY
from tests.integration.erasure_rooms import ERASE_ME, LEFT, Room, dynamodb_room, memory_room
from tests.integration.rights_rooms import NOON

LETTER = "PEC del 3 dicembre 2026, prot. 4321"


def room_in(store: str, request: pytest.FixtureRequest) -> Room:
    return memory_room() if store == "memory" else dynamodb_room(request.getfixturevalue("outputs"))


def asked_for_erasure(request: pytest.FixtureRequest) -> Room:
    """Who left, their request, and two conversations."""
    made = room_in(request.param, request)
    made.knows(LEFT)
    made.asks(ERASE_ME)
    made.talks(301, NOON - DAY)
    made.talks(302, NOON)
    return made
