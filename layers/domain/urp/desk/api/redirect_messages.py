"""/staff/redirects/messages: what was sent on, while its text is kept, for whoever puts it right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from urp.desk.api.schemas_redirects import (
    CorrectedRedirect,
    QuestionAfterAllJson,
    RedirectMessageJson,
    RedirectMessagesJson,
    SentOnByHand,
)
from urp.desk.redirects.sending_on import Found
from urp.masking import masked
from urp.staff_api.roles import DESK_READERS, OPERATORS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Listing, Nothing

if TYPE_CHECKING:
    from collections.abc import Collection

    from urp.desk.api.offices import DeskOffices
    from urp.desk.redirects.model import KeptRedirect


def listed(offices: DeskOffices, request: Request[Listing, Nothing]) -> RedirectMessagesJson:
    page = offices.redirects.kept(request.query.cursor, request.query.limit, request.now)
    public = offices.desk.see.public()
    return RedirectMessagesJson(
        items=tuple(_message_json(item, public) for item in page.items), next=page.cursor
    )


def sent_on(offices: DeskOffices, request: Request[Nothing, SentOnByHand]) -> RedirectMessageJson:
    body = request.body
    found = Found(
        body.conversation, body.message, body.kind, body.category, body.seen, take_over=body.take_over
    )
    act = request.act("redirect.send_on", f"conversation/{body.conversation}")
    return sent_before(offices, request, str(offices.send_on(found, request.new_id, act)))


def sent_before(
    offices: DeskOffices, request: Request[Nothing, SentOnByHand], redirect_id: str
) -> RedirectMessageJson:
    return _message_json(
        offices.redirects.redirect(UUID(redirect_id), request.now), offices.desk.see.public()
    )


def corrected(offices: DeskOffices, request: Request[Nothing, CorrectedRedirect]) -> RedirectMessageJson:
    redirect_id, body = request.id("redirect"), request.body
    act = request.act("redirect.correct", f"redirect/{redirect_id}")
    kept = offices.redirects.correct(redirect_id, body.kind, body.category, act)
    return _message_json(kept, offices.desk.see.public())


def asked_after_all(offices: DeskOffices, request: Request[Nothing, Nothing]) -> QuestionAfterAllJson:
    redirect_id = request.id("redirect")
    act = request.act("redirect.to_desk", f"redirect/{redirect_id}")
    return QuestionAfterAllJson(
        redirect=redirect_id, conversation=offices.redirects.to_desk(redirect_id, request.new_id, act)
    )


def asked_before(
    _: DeskOffices, request: Request[Nothing, Nothing], conversation_id: str
) -> QuestionAfterAllJson:
    return QuestionAfterAllJson(redirect=request.id("redirect"), conversation=UUID(conversation_id))


def _message_json(kept: KeptRedirect, public: Collection[str]) -> RedirectMessageJson:
    redirect = kept.redirect
    return RedirectMessageJson.from_view(
        redirect,
        text=masked(redirect.text, public),
        hidden=kept.hidden,
        state=kept.state,
        conversation=redirect.conversation_id,
    )


ROUTES = (
    Route(
        "GET", "/staff/redirects/messages", DESK_READERS, "List what was sent to other channels",
        Listing, Nothing, RedirectMessagesJson, listed,
        description="Newest first, for the days the text is kept; identifiers of people are masked.",
    ),
    Route(
        "POST", "/staff/redirects/messages", OPERATORS, "Send a question on, as what it is",
        Nothing, SentOnByHand, RedirectMessageJson, sent_on, status=201, repeat=sent_before,
        description="A report found among questions and alarms: the citizen reads the channels, "
        "it is counted, the conversation is answered. Refused as an answer would be, and with `no_question`.",
    ),
    Route(
        "PUT", "/staff/redirects/messages/{redirect}", OPERATORS, "Correct kind and category",
        Nothing, CorrectedRedirect, RedirectMessageJson, corrected,
        description="The count follows.",
    ),
    Route(
        "POST", "/staff/redirects/messages/{redirect}/question", OPERATORS, "Take it as a question after all",
        Nothing, Nothing, QuestionAfterAllJson, asked_after_all, status=201, repeat=asked_before,
        description="It waits at the desk for an answer, and is counted no longer. Refused with "
        "`taken_back`, `already_a_question`, or `another_open`: another conversation of the citizen is open.",
    ),
)  # fmt: skip
