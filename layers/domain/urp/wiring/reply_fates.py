"""Who counts on replies: conversations, requests about one's own data, warnings."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from urp.aws.tables import Store, Tables
from urp.desk.model import Conversation, ConversationChange, DeskState, DeskStateChange
from urp.desk.reply_fate import FollowAnswer, FollowReply
from urp.desk.store.conversation_items import conversation_write, read_conversation
from urp.desk.store.outbox import ChangeWrites
from urp.desk.store.state_items import read_state, state_write
from urp.moderation.casebook.model import CaseStep, StoredCase
from urp.moderation.casebook.warnings import FollowWarning
from urp.moderation.store.case_items import read_stored_case
from urp.moderation.store.case_writes import write_step
from urp.privacy.rights.model import RightsRequest
from urp.privacy.rights.telling import FollowRequest
from urp.privacy.store.rights_items import read_stored_request, write_request


class CountedOn(Store):
    """What may count on a reply, read consistently."""

    def conversation(self, conversation_id: UUID) -> Conversation | None:
        return read_conversation(self._tables, conversation_id)

    def request(self, request_id: UUID) -> RightsRequest | None:
        return read_stored_request(self._tables, request_id)

    def find_case(self, case_id: UUID) -> StoredCase | None:
        return read_stored_case(self._tables, case_id)

    def read_state(self, citizen_id: UUID) -> DeskState:
        return read_state(self._tables, citizen_id)


def follow_reply(kept: CountedOn, policy_version: Callable[[], str]) -> FollowReply:
    followers = (
        FollowAnswer(kept.conversation),
        FollowRequest(kept.request),
        FollowWarning(kept, policy_version),
    )
    return FollowReply(followers)


def fate_writes(tables: Tables) -> ChangeWrites:
    """Of what follows a reply."""
    return {
        ConversationChange: lambda change, _: [conversation_write(change, tables)],
        DeskStateChange: lambda change, now: [state_write(change, tables, now)],
        RightsRequest: lambda request, _: [write_request(request, tables)],
        CaseStep: lambda step, _: write_step(step, tables),
    }
