"""/staff/rights-requests/{request}/erase: an administrator erases a citizen who asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.privacy.api.rights_json import RightsRequestJson, find_local_today, to_request_json
from urp.privacy.rights.erasure import ALWAYS_KEPT, ErasurePreview, Why
from urp.retention.classes import RetentionClass
from urp.staff_api.proposals import ErasureConfirmation, NewProposal, ProposalJson, to_proposal_json
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Input, Nothing, Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.privacy.api.offices import PrivacyOffices

IN_WORDS: Mapping[Why, str] = {
    Why.PROOF: "prova di iscrizioni e uscite, con il contatto a cui si riferiscono",
    Why.BLOCK: "blocco in vigore: chi lo ha deciso e perché; si cancella dopo la sua fine",
    Why.EVIDENCE: "prova trattenuta in un fascicolo: al cittadino non si dice se c'è",
    Why.REGISTER: "registro delle richieste: prova che la richiesta ha avuto risposta",
    Why.ACTS: "atti dell'ufficio: soltanto identificativi interni, mai numeri o parole",
    Why.BY_NOTICE: "a chi è andato quale avviso: si conserva per avviso e si cancella da sé",
    Why.COPY: "consegne di Meta intere, con messaggi anche di altri: si cancellano da sé",
}
ARTICLES: Mapping[Why, str] = {
    Why.PROOF: "17(3)(e)",
    Why.BLOCK: "17(3)(e)",
    Why.EVIDENCE: "17(3)(e)",
    Why.REGISTER: "17(3)(b)",
    Why.ACTS: "17(3)(b)",
    Why.BY_NOTICE: "17(3)(b)",
    Why.COPY: "12(3)",
}
"""Of the GDPR. The register and the acts are what arts. 5(2) and 24 oblige the town hall to be able to show;
copies are erased by their own clock, within the time a request may take."""


class ErasureOrder(Input):
    told_elsewhere: str | None = Field(
        None,
        min_length=3,
        max_length=200,
        description="How the citizen is told, if not in the chat; absent: this call tells them there",
    )


class ErasedJson(Output):
    kind: RetentionClass
    items: int


class KeptJson(Output):
    kind: RetentionClass
    items: int | None = Field(description="Null: not kept by person, so not counted")
    reason: Why
    words: str
    article: str = Field(description="Of the GDPR")


class ErasurePreviewJson(Output):
    request: RightsRequestJson
    erased: tuple[ErasedJson, ...]
    kept: tuple[KeptJson, ...]
    takes_two_people: bool = Field(description="Staff, not the citizen, made an erasure of it: propose it")
    undecided_cases: int = Field(description="Cases that would be erased before anybody decided them")


def preview_erasure(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> ErasurePreviewJson:
    asked, preview = offices.erase_on_request.preview(request.read_id("request"), request.now)
    return ErasurePreviewJson(
        request=to_request_json(asked, find_local_today(offices, request.now)),
        erased=tuple(ErasedJson(kind=kind, items=items) for kind, items in sorted(preview.erased.items())),
        kept=tuple(_list_kept(preview)),
        takes_two_people=asked.erases_by_staffs_word,
        undecided_cases=preview.undecided,
    )


def _list_kept(preview: ErasurePreview) -> Iterator[KeptJson]:
    for (kind, why), items in sorted(preview.kept.items()):
        yield _to_kept_json(kind, why, items)
    for kind, why in sorted(ALWAYS_KEPT.items()):
        yield _to_kept_json(kind, why, None)


def _to_kept_json(kind: RetentionClass, why: Why, items: int | None) -> KeptJson:
    return KeptJson(kind=kind, items=items, reason=why, words=IN_WORDS[why], article=ARTICLES[why])


def erase(offices: PrivacyOffices, request: Request[Nothing, ErasureOrder]) -> RightsRequestJson:
    after = offices.erase_on_request(
        request.read_id("request"), request.body.told_elsewhere, _make_act(request)
    )
    return to_request_json(after, find_local_today(offices, request.now))


def propose_erasure(offices: PrivacyOffices, request: Request[Nothing, NewProposal]) -> ProposalJson:
    made = offices.erase_on_request.propose(
        request.read_id("request"), request.body.reason, _make_act(request)
    )
    return to_proposal_json(made.proposal, request.now, alerted=made.alerted)


def confirm_erasure(
    offices: PrivacyOffices, request: Request[Nothing, ErasureConfirmation]
) -> RightsRequestJson:
    body = request.body
    after = offices.erase_on_request(
        request.read_id("request"), body.told_elsewhere, _make_act(request), seen=body.seen
    )
    return to_request_json(after, find_local_today(offices, request.now))


def cancel_erasure(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> ProposalJson:
    after = offices.erase_on_request.cancel(request.read_id("request"), _make_act(request))
    return to_proposal_json(after, request.now)


def _make_act[Body: BaseModel](request: Request[Nothing, Body]) -> Act:
    return request.make_act("rights.erase", f"rights-request/{request.read_id('request')}")


def repeat_erase(
    offices: PrivacyOffices,
    request: Request[Nothing, ErasureOrder] | Request[Nothing, ErasureConfirmation],
    _: str,
) -> RightsRequestJson:
    asked = offices.rights.find_request(request.read_id("request"))
    return to_request_json(asked, find_local_today(offices, request.now))


ERASURE_ROUTES = (
    Route(
        "GET", "/staff/rights-requests/{request}/erase", Permission.ADMINISTER,
        "See what an erasure would take",
        Nothing, Nothing, ErasurePreviewJson, preview_erasure,
        description="By class of retention: what goes, what stays and why. Refused as the erasure would be.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase", Permission.ADMINISTER, "Erase whoever asked for it",
        Nothing, ErasureOrder, RightsRequestJson, erase, repeat=repeat_erase, fresh=always,
        description="It cannot be undone. Erases what its days would erase later, answers the request with a "
        "fixed text that says what stays, and may be called again if it died half-way (`erasure` is set, "
        "`state` is open). Refused with `not_an_erasure`, `request_closed`, `still_subscribed`, "
        "`other_request_open`, `restricted`, `window_closed`; 503: the same call goes on where it stopped. "
        "`second_person_needed`: staff, not the citizen, made an erasure of it (`asked` is another right).",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase/propose", Permission.ADMINISTER,
        "Propose an erasure that staff made of a request",
        Nothing, NewProposal, ProposalJson, propose_erasure, status=202,
        description="Nothing is erased yet: another administrator confirms, not before 72 hours and within "
        "14 days. 409 `second_person_not_needed` where the citizen asked for it.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase/confirm", Permission.ADMINISTER,
        "Confirm an erasure that staff made of a request",
        Nothing, ErasureConfirmation, RightsRequestJson, confirm_erasure, repeat=repeat_erase, fresh=always,
        description="It cannot be undone, and goes as an erasure does. 403 `same_person`; 404 "
        "`not_proposed`; 409 `too_early`, `proposal_lapsed`, `proposal_cancelled`, `already_confirmed`, "
        "`changed_since_proposed`.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase/cancel", Permission.ADMINISTER,
        "Cancel the proposal of an erasure",
        Nothing, Nothing, ProposalJson, cancel_erasure,
        description="Any administrator, who proposed it too.",
    ),
)  # fmt: skip
