"""Store the casebook: every step with its audit entry, warnings, reply and block in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import get_many, query, query_partition, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store
from urp.desk.model import ConversationChange, DeskState
from urp.desk.store.conversation_items import conversation_write, read_state
from urp.meaning.breaches import Breach
from urp.moderation.casebook.figures import CountedYear
from urp.moderation.casebook.model import (
    BY_HAND,
    WAITING,
    Case,
    CaseOpening,
    CaseState,
    CaseStep,
    CaseText,
    Outcome,
    StepKind,
    StoredCase,
)
from urp.moderation.store.case_items import (
    case_key,
    queue_name,
    read_case,
    read_stored_case,
    read_text,
    text_key,
    to_citizen_cases_key,
    year_of_cases,
)
from urp.moderation.store.case_writes import write_case_step, write_opening, write_taking_out


class CaseRegister(Store):
    def find_case(self, case_id: UUID) -> StoredCase | None:
        return read_stored_case(self._tables, case_id)

    def read_texts(self, case_ids: Iterable[UUID]) -> dict[UUID, CaseText]:
        """Those not erased yet."""
        keys = {text_key(case_id): case_id for case_id in case_ids}
        found = get_many(self._client, self._tables.desk, list(keys))
        return {keys[key]: read_text(item) for key, item in found.items()}

    def list_page(self, state: CaseState, cursor: str | None, limit: int) -> Page[Case]:
        """While they wait: threats first, then the oldest. Decided ones: the last decided first."""
        items, following = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            IndexName="queue",
            KeyConditionExpression="queue = :queue",
            ExpressionAttributeValues={":queue": queue_name(state)},
            ScanIndexForward=state in WAITING,
        )
        return Page(tuple(read_case(item) for item in items), following)

    def list_unread(self, cursor: str | None, limit: int) -> Page[Case]:
        """Proposed cases that a rule hid and no person has looked at, in the same order. Filtering may
        shorten a page, but it is never empty before the last."""
        while True:
            items, cursor = query_page(self._client, self._tables.desk, cursor, limit, **_unread())
            if items or cursor is None:
                return Page(tuple(read_case(item) for item in items), cursor)

    def count_unread_before(self, before: datetime) -> int:
        """Count the unread cases opened before that moment."""
        found = (read_case(item) for item in query(self._client, self._tables.desk, **_unread()))
        return sum(case.opened_at < before for case in found)

    def list_of_citizen(self, citizen_id: UUID) -> tuple[Case, ...]:
        """Newest first."""
        lines = query_partition(self._client, self._tables.desk, to_citizen_cases_key(citizen_id))
        keys = [case_key(UUID(line["sk"].partition("#")[2])) for line in lines]
        found = get_many(self._client, self._tables.desk, keys)
        return tuple(read_case(found[key]) for key in reversed(keys) if key in found)

    def count_year(self, year: int) -> CountedYear:
        breaches: Counter[Breach] = Counter()
        outcomes: Counter[Outcome | None] = Counter()
        steps: Counter[StepKind] = Counter()
        for item in query(
            self._client,
            self._tables.desk,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": year_of_cases(year)},
        ):
            if item["sk"].startswith("STEP#"):
                steps[StepKind(item["kind"])] += 1
            else:
                breaches[Breach(item["breach"])] += 1
                outcomes[Outcome(item["outcome"]) if "outcome" in item else None] += 1
        return CountedYear(breaches, outcomes, steps)

    def read_state(self, citizen_id: UUID) -> DeskState:
        """The desk state of the citizen, with warnings; an empty one of version 0 if there is none."""
        return read_state(self._tables, citizen_id)

    def open(self, opening: CaseOpening, act: Act, conversation: ConversationChange) -> None:
        """The message's text leaves its conversation in the same transaction. CaseKnownError when the message
        is a case already; ConflictError when somebody wrote meanwhile; AlreadyActedError for a used key."""
        writes = [
            *act_writes(act, self._tables),
            *write_opening(opening, self._tables),
            conversation_write(conversation, self._tables),
            *write_taking_out(self._tables, opening.case, opening.text.corrections, must_stand=True),
        ]
        transact(self._client, writes)

    def record(self, step: CaseStep, act: Act) -> None:
        """ConflictError when something moved since it was read; AlreadyActedError for a used key."""
        transact(self._client, [*act_writes(act, self._tables), *write_case_step(self._tables, step, act)])

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as reading a text."""
        transact(self._client, list(act_writes(act, self._tables)))


def _unread() -> dict[str, Any]:
    """As `Case.unread` has it."""
    return {
        "IndexName": "queue",
        "KeyConditionExpression": "queue = :queue",
        "FilterExpression": "#hidden = :yes AND acknowledged = :no AND #rule <> :by_hand",
        "ExpressionAttributeNames": {"#hidden": "hidden", "#rule": "rule"},  # words of DynamoDB's own
        "ExpressionAttributeValues": {
            ":queue": queue_name(CaseState.PROPOSED),
            ":yes": True,
            ":no": False,
            ":by_hand": BY_HAND,
        },
    }
