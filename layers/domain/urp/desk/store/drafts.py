"""What one person of the office began to answer, kept for them alone."""

from __future__ import annotations

from uuid import UUID

from urp.aws.dynamodb import Value, Write, from_iso, get, to_iso, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.desk.model import AnswerDraft, Conversation


class Drafts(Store):
    """In no audit: nothing was said to anybody. The item names the citizen, so their erasure takes it too."""

    def keep(self, conversation: Conversation, staff: str, draft: AnswerDraft) -> None:
        pk, sk = _place(conversation.id, staff)
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            "citizen": str(conversation.citizen_id),
            "text": draft.text,
            "at": to_iso(draft.at),
            "expires_at": to_expiry(draft.at, self._tables.retention.outbox),
        }
        transact(self._client, [Write("Put", self._tables.desk, item)])

    def find(self, conversation_id: UUID, staff: str) -> AnswerDraft | None:
        item = get(self._client, self._tables.desk, *_place(conversation_id, staff))
        return AnswerDraft(item["text"], from_iso(item["at"])) if item else None

    def drop(self, conversation_id: UUID, staff: str) -> None:
        """Dropping what is not there changes nothing."""
        pk, sk = _place(conversation_id, staff)
        transact(self._client, [Write("Delete", self._tables.desk, {"pk": pk, "sk": sk})])


def _place(conversation_id: UUID, staff: str) -> tuple[str, str]:
    return f"DRAFT#{conversation_id}", staff
