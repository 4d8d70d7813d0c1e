"""Carry out the erasures that citizens confirmed with the code of their chat, every few minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from urp.acts.model import BY_ITSELF, Act
from urp.desk.model import RightsKind
from urp.errors import UrpError
from urp.privacy.rights.model import CITIZEN, RightsRequest

if TYPE_CHECKING:
    from urp.privacy.rights.erasing import EraseOnRequest
    from urp.privacy.rights.office import RightsOffice

TRIED_FOR = timedelta(hours=24)
"""After it WhatsApp lets nobody tell the citizen, and an administrator carries the request out."""
UNDECIDED = "undecided_case"
_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class EraseConfirmed:
    office: RightsOffice
    erase: EraseOnRequest

    def __call__(self, now: datetime, has_time: Callable[[], bool]) -> Counter[str]:
        """How many were erased, and how many not, by code. One that is refused (the citizen has joined again,
        another request needs the data) stays open for an administrator; one that died goes on at the next
        call."""
        found = Counter[str]()
        for request in self._list_confirmed(now):
            if not has_time():
                found["later"] += 1
                continue
            try:
                found[self._erase(request, now)] += 1
            except UrpError as error:
                found[error.code] += 1
            except Exception as error:  # one that cannot be erased keeps no other waiting
                found[type(error).__name__] += 1
        return found

    def _erase(self, request: RightsRequest, now: datetime) -> str:
        """A case that nobody has decided is looked at first: who threatens does not erase it alone."""
        if request.erasure is None and self.erase.preview(request.id, now)[1].undecided:
            return UNDECIDED
        self.erase(request.id, None, _make_act(request, now))
        return "erased"

    def _list_confirmed(self, now: datetime) -> Iterator[RightsRequest]:
        cursor = None
        while True:
            page = self.office.list_requests(closed=False, cursor=cursor, limit=_A_PAGE)
            yield from (each for each in page.items if _counts(each, now))
            cursor = page.cursor
            if cursor is None:
                return


def _counts(request: RightsRequest, now: datetime) -> bool:
    confirmed = request.confirmed_at
    return confirmed is not None and request.kind is RightsKind.ERASURE and now - confirmed < TRIED_FOR


def _make_act(request: RightsRequest, now: datetime) -> Act:
    """The same at every attempt: two at the same time cannot both finish."""
    return Act(
        f"confirmed-{request.id}",
        CITIZEN,
        "rights.erase",
        f"rights-request/{request.id}",
        now,
        "confirmed_by_code",
        standing=BY_ITSELF,
    )
