"""Who counts on replies: conversations, requests about one's own data, warnings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from urp.aws.tables import Tables
from urp.desk.model import ConversationChange, DeskStateChange
from urp.desk.reply_outcome import FollowAnswer, FollowReply
from urp.desk.store.conversation_items import conversation_write, read_conversation, read_state, state_write
from urp.desk.store.outbox import ChangeWrites
from urp.moderation.casebook.model import CaseStep
from urp.moderation.casebook.warnings import FollowWarning
from urp.moderation.store.case_items import read_stored_case
from urp.moderation.store.case_writes import write_step
from urp.privacy.rights.model import RightsRequest
from urp.privacy.rights.telling import FollowRequest
from urp.privacy.store.rights_items import read_stored_request, write_request


def follow_reply(tables: Tables, policy_version: Callable[[], str]) -> FollowReply:
    find_case, read_desk_state = partial(read_stored_case, tables), partial(read_state, tables)
    followers = (
        FollowAnswer(partial(read_conversation, tables)),
        FollowRequest(partial(read_stored_request, tables)),
        FollowWarning(find_case, read_desk_state, policy_version),
    )
    return FollowReply(followers)


def outcome_writes(tables: Tables) -> ChangeWrites:
    """Of what follows a reply."""
    return {
        ConversationChange: lambda change, _: [conversation_write(change, tables)],
        DeskStateChange: lambda change, now: [state_write(change, tables, now)],
        RightsRequest: lambda request, _: [write_request(request, tables)],
        CaseStep: lambda step, _: write_step(step, tables),
    }
