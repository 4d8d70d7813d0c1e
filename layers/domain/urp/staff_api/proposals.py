"""/staff/proposals: what waits for a second person. Each is confirmed or cancelled below its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission, may, require
from urp.acts.second_person import (
    SETTING_LAPSES,
    SETTING_WAITS,
    NotProposedError,
    ProposalState,
    TwoPersonAct,
)
from urp.errors import NotFoundError
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Input, Moment, Nothing, Output

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.acts.second_person import Proposal, Proposed
    from urp.staff_api.offices import Offices


_SEEN = "`seen` of the proposal as you read it: another one, or of something that changed since, is refused"


PROPOSED = "What this very call proposed: it waits for another person. Null: one was enough, or nobody asked"


class NewProposal(Input):
    reason: str = Field(
        min_length=10, max_length=1000, description="For those who decide; kept while it is open"
    )


class Confirmation(Input):
    seen: str = Field(min_length=1, max_length=64, description=_SEEN)


class ErasureConfirmation(Confirmation):
    told_elsewhere: str | None = Field(
        None,
        min_length=3,
        max_length=200,
        description="How the citizen is told, if not in the chat; absent: this call tells them there",
    )


class ProposalJson(Output):
    act: str = Field(description="Such as `evidence.release`, `account.rate`")
    words: str | None = Field(description="Italian: what will happen; null once it is decided")
    address: str = Field(description="Post to `/confirm` or `/cancel` below it")
    state: ProposalState
    reason: str | None = Field(description="Null once it is decided")
    proposed_by: str
    proposed_at: Moment
    earliest: Moment = Field(description="Before that nobody confirms it")
    lapses_at: Moment = Field(description="From then on nobody does")
    seen: str = Field(description="Send it with the confirmation")
    decided_by: str | None
    decided_at: Moment | None
    alerted: bool | None = Field(
        description="Whether the person on duty was told; only in the answer to a proposal. False: tell a "
        "colleague yourself"
    )


class ProposalsJson(Output):
    items: tuple[ProposalJson, ...]


@dataclass(frozen=True, slots=True)
class _Decided:
    """Where an act of two people is decided, and by whom."""

    address: str
    permission: Permission = Permission.ADMINISTER
    words: str = ""
    """Where the proposal itself has none."""


_HERE = "/staff/proposals/{act}/{subject}"
_ACTS: Mapping[str, _Decided] = {
    "evidence.release": _Decided(
        "/staff/evidence/{subject}/release",
        words="Il fascicolo di prove si chiude e le sue copie si cancellano, per sempre.",
    ),
    "rights.erase": _Decided(
        "/staff/rights-requests/{subject}/erase",
        words="I dati della persona che ha fatto la richiesta si cancellano, per sempre.",
    ),
    "rights.unrestrict": _Decided(_HERE),
    "account.lift": _Decided(_HERE),
    "account.rate": _Decided(_HERE),
    "account.limit": _Decided(_HERE),
    "import.take_over": _Decided("/staff/imports/{subject}"),
    "person.invite": _Decided(_HERE),
    "person.give_role": _Decided(_HERE),
    "person.enable": _Decided(_HERE),
    "citizen.unblock": _Decided(_HERE, Permission.MODERATE),
    "silence.lift": _Decided(
        "/staff/silence-periods/{subject}/lift",
        Permission.OVERSEE,
        words="Il periodo di silenzio elettorale finisce subito.",
    ),
}
"""Every act of two people. Those decided here need a `Confirm` where the API is wired."""


def to_proposal_json(proposal: Proposal, now: datetime, *, alerted: bool | None = None) -> ProposalJson:
    decided = _ACTS[proposal.act]
    state = proposal.state_at(now)
    return ProposalJson.from_view(
        proposal,
        words=(proposal.words or decided.words) if state is ProposalState.OPEN else None,
        address=decided.address.format(act=proposal.act, subject=proposal.subject),
        state=state,
        reason=proposal.reason or None,
        proposed_by=proposal.by,
        proposed_at=proposal.at,
        alerted=alerted,
    )


def to_proposed_json(proposed: Proposed | None, now: datetime) -> ProposalJson | None:
    return to_proposal_json(proposed.proposal, now, alerted=proposed.alerted) if proposed else None


def list_proposals(offices: Offices, request: Request[Nothing, Nothing]) -> ProposalsJson:
    """Those that the caller may decide. Only of acts this version knows: after a rollback a later version's
    may be stored."""
    found = (
        each
        for each in offices.second_person.open_at(request.now)
        if each.act in _ACTS and may(request.member, _ACTS[each.act].permission)
    )
    return ProposalsJson(items=tuple(to_proposal_json(each, request.now) for each in found))


def confirm_here(offices: Offices, request: Request[Nothing, Confirmation]) -> ProposalJson:
    name, subject, act = _read(request)
    offices.confirmations[name](subject, request.body.seen, act, request.by_administrator)
    decided = offices.second_person.register.find(name, subject)
    if decided is None:
        raise NotProposedError("Non c'è nessuna proposta.")
    return to_proposal_json(decided, request.now)


def cancel_here(offices: Offices, request: Request[Nothing, Nothing]) -> ProposalJson:
    name, subject, act = _read(request)
    two_person_act = TwoPersonAct(name, "", SETTING_WAITS, SETTING_LAPSES)
    return to_proposal_json(offices.second_person.cancel(two_person_act, subject, act), request.now)


def _read[Body: BaseModel](request: Request[Nothing, Body]) -> tuple[str, UUID, Act]:
    name = request.path["act"]
    if name not in _ACTS or _ACTS[name].address != _HERE:
        raise NotFoundError("Non si decide qui: l'indirizzo è scritto nella proposta.")
    require(request.member, _ACTS[name].permission)
    subject = request.read_id("subject")
    return name, subject, request.make_act(name, f"proposal/{subject}")


ROUTES = (
    Route(
        "GET", "/staff/proposals", Permission.AGREE, "List what waits for a second person",
        Nothing, Nothing, ProposalsJson, list_proposals,
        description="Those that you may decide, the first to lapse first. Another person than who proposed "
        "confirms, not before `earliest`; whoever may confirm cancels.",
    ),
    Route(
        "POST", "/staff/proposals/{act}/{subject}/confirm", Permission.MODERATE, "Confirm a proposal",
        Nothing, Confirmation, ProposalJson, confirm_here, fresh=always,
        description="What it says is done with this call. 403 `same_person`; 404 `not_proposed`; 409 "
        "`proposal_lapsed`, `proposal_cancelled`, `already_confirmed`, `changed_since_proposed`. Blocks: "
        "moderators and administrators; all else: administrators.",
    ),
    Route(
        "POST", "/staff/proposals/{act}/{subject}/cancel", Permission.MODERATE, "Cancel a proposal",
        Nothing, Nothing, ProposalJson, cancel_here,
        description="Nothing is done. Whoever may confirm it, who proposed it too.",
    ),
)  # fmt: skip
