"""Whose message it is, and what that alone changes: aliases, merges, the consent ledger of the merged."""

from __future__ import annotations

from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.identity.resolution import Resolution, merge_entries, resolve, resolve_change
from urp.inbound.context import DeskContext, FreshIds
from urp.inbound.draft import Draft
from urp.inbound.model import Snapshot
from urp.inbound.reading import names_in, sender_ids
from urp.whatsapp.content import IdentityChange
from urp.whatsapp.message import InboundMessage


def open_draft(message: InboundMessage, snapshot: Snapshot, desk: DeskContext, fresh: FreshIds) -> Draft:
    resolution = _resolution(message, snapshot, fresh)
    draft = Draft(message, snapshot, desk, fresh, resolution)
    municipality = desk.municipality
    draft.enter_all(
        merge_entries(
            resolution,
            at=message.at,
            recorded_at=desk.now,
            message_id=message.message_id,
            policy_version=municipality.policy.version,
            privacy_version=municipality.privacy.version,
        )
    )
    if resolution.merged:
        draft.notes.append("merged")
    if resolution.opted_out:
        draft.notes.append("merged_opt_out")
    return draft


def resolved_citizen(message: InboundMessage, snapshot: Snapshot, fresh: FreshIds) -> Citizen:
    return _resolution(message, snapshot, fresh).citizen


def _resolution(message: InboundMessage, snapshot: Snapshot, fresh: FreshIds) -> Resolution:
    ids, _ = names_in(message)
    if not isinstance(message.content, IdentityChange):
        return resolve(ids, message.at, snapshot.by_user_id, snapshot.by_phone, fresh.citizen)
    current = sender_ids(message.content.current)
    return resolve_change(
        ids,
        current,
        message.at,
        (snapshot.by_user_id, snapshot.by_phone),
        _owners(current, snapshot.others),
        fresh.citizen,
    )


def _owners(ids: SenderIds, found: tuple[Citizen, ...]) -> tuple[Citizen | None, Citizen | None]:
    """A citizen always holds every alias that leads to them."""
    owner = next((each for each in found if ids.user_id in each.user_ids), None)
    holder = next((each for each in found if ids.phone in (*each.phones, *each.former_phones)), None)
    return owner, holder
