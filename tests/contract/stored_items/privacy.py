"""Requests about one's own data, and how far the nightly purge is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.contract.stored_items.kinds import (
    COLLEAGUE,
    GIULIA,
    GIULIAS_TALK,
    NOON,
    STAFF,
    Kind,
    later,
    write,
)
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.desk.model import RightsKind
from urp.desk.outbox import ReplyOutcome
from urp.privacy.purge import PurgeRun
from urp.privacy.rights.model import Closing, Erasure, Extension, Restriction, RightsRequest, RightsState
from urp.privacy.store.erasure import ErasureStore
from urp.privacy.store.purge import PurgeLog
from urp.privacy.store.restricted import RestrictedCopies, write_copy
from urp.privacy.store.rights import RightsRegister
from urp.privacy.store.rights_items import write_request
from urp.retention.classes import RetentionClass

ERASED = RightsRequest(
    id=UUID(int=12),
    number="2026/0002",
    kind=RightsKind.ERASURE,
    citizen_id=GIULIA,
    conversation_id=GIULIAS_TALK,
    received_at=NOON,
    due=date(2026, 12, 25),
    left=True,
    asked=RightsKind.ACCESS,
    state=RightsState.ANSWERED,
    extension=Extension(
        date(2027, 2, 25), "Molti dati", later(days=1), STAFF, "chat", "reply-0002", ReplyOutcome.ACCEPTED
    ),
    confirmed_at=later(days=1),
    erasure=Erasure(later(days=2), COLLEAGUE),
    restriction=Restriction(later(days=1), STAFF, 12, later(days=2)),
    closing=Closing(later(days=3), COLLEAGUE, "Cancellati.", "chat", "reply-0003", ReplyOutcome.DELIVERED),
    version=1,
)
ASKED = RightsRequest(
    UUID(int=12), "2026/0001", RightsKind.ACCESS, GIULIA, GIULIAS_TALK, NOON, date(2026, 12, 25), version=1
)
TOLD_BY_LETTER = replace(
    ASKED,
    state=RightsState.REFUSED,
    extension=Extension(date(2027, 2, 25), "Molti dati", later(days=1), STAFF, "raccomandata"),
    closing=Closing(later(days=3), COLLEAGUE, "Non si può.", "raccomandata"),
)
PURGED = PurgeRun(date(2026, 11, 25), 3, "2026-11-25 ", {RetentionClass.CASES: 2}, finished=True)
BEGUN = PurgeRun(date(2026, 11, 25), deleted={})


RESTRICTED: dict[str, Any] = {
    "pk": f"CONVERSATION#{GIULIAS_TALK}",
    "sk": "MESSAGE#1",
    "text": "Dove?",
    "said": 1,
}


def _first_copy(tables: Tables) -> dict[str, Any] | None:
    (found, *_) = RestrictedCopies(tables).list_page(ERASED.id, None, 1).items or (None,)
    return {name: value for name, value in found.items() if name != "table"} if found else None


def _register(tables: Tables) -> RightsRegister:
    return RightsRegister(tables)


def found_by_an_erasure(tables: Tables, citizen: Citizen) -> Counter[RetentionClass]:
    """How many items of each class there are of a citizen."""
    traces = ErasureStore(tables).find_traces(citizen, [citizen.id])
    return sum((Counter(trace.items) for trace in traces), Counter[RetentionClass]())


def _keep(tables: Tables, request: RightsRequest) -> None:
    write(tables, write_request(replace(request, version=0), tables))


def _found(tables: Tables) -> RightsRequest | None:
    return _register(tables).find(ERASED.id)


def _log(tables: Tables) -> PurgeLog:
    return PurgeLog(tables)


KINDS: tuple[Kind[Any], ...] = (
    Kind("a request about one's own data", "Desk", "RIGHTS#", ERASED, ASKED, _keep, _found),
    Kind(
        "what is only kept",
        "Desk",
        "RESTRICTED#",
        RESTRICTED,
        RESTRICTED,
        lambda tables, item: write(tables, write_copy(ERASED.id, "desk", item, tables)),
        lambda tables: _first_copy(tables),
    ),
    Kind("a request told by letter", "Desk", "RIGHTS#", TOLD_BY_LETTER, TOLD_BY_LETTER, _keep, _found),
    Kind(
        "how far the purge is",
        "Control",
        "PURGE",
        PURGED,
        BEGUN,
        lambda tables, run: _log(tables).save(run, NOON),
        lambda tables: _log(tables).read_last(),
    ),
)
