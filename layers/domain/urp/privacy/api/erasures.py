"""/staff/rights-requests/{request}/erase: an administrator erases whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.privacy.api.rights_json import RightsRequestJson, local_today, request_json
from urp.privacy.api.schemas_erasure import ErasedJson, ErasureOrder, ErasurePreviewJson, KeptJson
from urp.privacy.rights.erasure import ALWAYS_KEPT, ErasurePreview, Why
from urp.privacy.rights.kept_words import ARTICLES, IN_WORDS
from urp.staff_api.proposals import ErasureConfirmation, NewProposal, ProposalJson, proposal_json
from urp.staff_api.roles import ADMINISTRATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.privacy.api.offices import PrivacyOffices
    from urp.retention.classes import RetentionClass


def previewed(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> ErasurePreviewJson:
    asked, preview = offices.erase_on_request.preview(request.id("request"), request.now)
    return ErasurePreviewJson(
        request=request_json(asked, local_today(offices, request.now)),
        erased=tuple(ErasedJson(kind=kind, items=items) for kind, items in sorted(preview.erased.items())),
        kept=tuple(_kept(preview)),
        undecided_cases=preview.undecided,
    )


def _kept(preview: ErasurePreview) -> Iterator[KeptJson]:
    for (kind, why), items in sorted(preview.kept.items()):
        yield _stays(kind, why, items)
    for kind, why in sorted(ALWAYS_KEPT.items()):
        yield _stays(kind, why, None)


def _stays(kind: RetentionClass, why: Why, items: int | None) -> KeptJson:
    return KeptJson(kind=kind, items=items, reason=why, words=IN_WORDS[why], article=ARTICLES[why])


def erased(offices: PrivacyOffices, request: Request[Nothing, ErasureOrder]) -> RightsRequestJson:
    after = offices.erase_on_request(request.id("request"), request.body.told_elsewhere, _act(request))
    return request_json(after, local_today(offices, request.now))


def proposed(offices: PrivacyOffices, request: Request[Nothing, NewProposal]) -> ProposalJson:
    made = offices.erase_on_request.propose(request.id("request"), request.body.reason, _act(request))
    return proposal_json(made.proposal, request.now, alerted=made.alerted)


def confirmed(offices: PrivacyOffices, request: Request[Nothing, ErasureConfirmation]) -> RightsRequestJson:
    body = request.body
    after = offices.erase_on_request(
        request.id("request"), body.told_elsewhere, _act(request), seen=body.seen
    )
    return request_json(after, local_today(offices, request.now))


def cancelled(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> ProposalJson:
    after = offices.erase_on_request.cancel(request.id("request"), _act(request))
    return proposal_json(after, request.now)


def _act[Body: BaseModel](request: Request[Nothing, Body]) -> Act:
    return request.act("rights.erase", f"rights-request/{request.id('request')}")


def erased_before(
    offices: PrivacyOffices,
    request: Request[Nothing, ErasureOrder] | Request[Nothing, ErasureConfirmation],
    _: str,
) -> RightsRequestJson:
    asked = offices.rights.request(request.id("request"))
    return request_json(asked, local_today(offices, request.now))


ERASURE_ROUTES = (
    Route(
        "GET", "/staff/rights-requests/{request}/erase", ADMINISTRATORS, "See what an erasure would take",
        Nothing, Nothing, ErasurePreviewJson, previewed,
        description="By class of retention: what goes, what stays and why. Refused as the erasure would be.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase", ADMINISTRATORS, "Erase whoever asked for it",
        Nothing, ErasureOrder, RightsRequestJson, erased, repeat=erased_before,
        description="It cannot be undone. Erases what its days would erase later, answers the request with a "
        "fixed text that says what stays, and may be called again if it died half-way (`erasure` is set, "
        "`state` is open). Refused with `not_an_erasure`, `request_closed`, `still_subscribed`, "
        "`other_request_open`, `window_closed`; 503: the same call goes on from where it stopped. "
        "`second_person_needed`: staff, not the citizen, made an erasure of it (`asked` is another right).",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase/propose", ADMINISTRATORS,
        "Propose an erasure that staff made of a request",
        Nothing, NewProposal, ProposalJson, proposed, status=202,
        description="Nothing is erased yet: another administrator confirms, not before 72 hours and within "
        "14 days. 409 `second_person_not_needed` where the citizen asked for it.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase/confirm", ADMINISTRATORS,
        "Confirm an erasure that staff made of a request",
        Nothing, ErasureConfirmation, RightsRequestJson, confirmed, repeat=erased_before,
        description="It cannot be undone, and goes as an erasure does. 403 `same_person`; 404 "
        "`not_proposed`; 409 `too_early`, `proposal_lapsed`, `proposal_cancelled`, `already_confirmed`, "
        "`changed_since_proposed`.",
    ),
    Route(
        "POST", "/staff/rights-requests/{request}/erase/cancel", ADMINISTRATORS,
        "Cancel the proposal of an erasure",
        Nothing, Nothing, ProposalJson, cancelled,
        description="Any administrator, who proposed it too.",
    ),
)  # fmt: skip
