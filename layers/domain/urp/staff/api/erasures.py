"""/staff/rights-requests/{request}/erase: an administrator erases whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.rights.erasure import ALWAYS_KEPT, ErasurePreview, Why
from urp.rights.kept_words import ARTICLES, IN_WORDS
from urp.staff.api.rights_json import local_today, request_json
from urp.staff.api.roles import ADMINISTRATORS
from urp.staff.api.routing import Request, Route
from urp.staff.api.schemas import Nothing
from urp.staff.api.schemas_erasure import ErasedJson, ErasureOrder, ErasurePreviewJson, KeptJson
from urp.staff.api.schemas_rights import RightsRequestJson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.retention.classes import RetentionClass
    from urp.staff.api.offices import Offices


def previewed(offices: Offices, request: Request[Nothing, Nothing]) -> ErasurePreviewJson:
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


def erased(offices: Offices, request: Request[Nothing, ErasureOrder]) -> RightsRequestJson:
    request_id = request.id("request")
    act = request.act("rights.erase", f"rights-request/{request_id}")
    after = offices.erase_on_request(request_id, request.body.told_elsewhere, act)
    return request_json(after, local_today(offices, request.now))


def erased_before(offices: Offices, request: Request[Nothing, ErasureOrder], _: str) -> RightsRequestJson:
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
        "`other_request_open`, `window_closed`; 503: the same call goes on from where it stopped.",
    ),
)  # fmt: skip
