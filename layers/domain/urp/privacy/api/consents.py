"""/staff/consents: how a person joined and left. Who they are is in the body alone: addresses are
logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from pydantic import Field, model_validator

from urp.acts.permissions import Permission
from urp.desk.api.conversation_json import RevealReason, WhatsAppUserId
from urp.observability import digest
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Input, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.privacy.api.offices import PrivacyOffices


class ConsentLookup(Input):
    phone: str | None = Field(
        None, min_length=1, max_length=40, description="As people write it; foreign ones with +"
    )
    user_id: WhatsAppUserId | None = Field(None, description="WhatsApp's own, of who shows no number")
    reason: RevealReason

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.phone is None) is (self.user_id is None):
            raise ValueError("serve il numero o l'identificativo di WhatsApp, uno solo dei due")
        return self


class ConsentEntryJson(Output):
    kind: str = Field(description="Such as joined, left, imported, notice_delivered")
    at: Moment = Field(description="WhatsApp's own time")
    recorded_at: Moment
    source: str
    text: str = Field(description="Exactly as the citizen wrote it, or the button's label")
    message: str = Field(description="Digest of WhatsApp's message id")
    policy_version: str
    privacy_version: str


class ConsentsJson(Output):
    citizen: UUID | None = Field(description="Null: nobody that we know has it")
    subscribed: bool
    items: tuple[ConsentEntryJson, ...]


def look_up(offices: PrivacyOffices, request: Request[Nothing, ConsentLookup]) -> ConsentsJson:
    act = request.make_act("citizen.look_up_consent", "citizen/unknown", request.body.reason)
    citizen, entries = offices.look_up_consent(request.body.phone, request.body.user_id, act)
    return ConsentsJson(
        citizen=citizen.id if citizen else None,
        subscribed=citizen is not None and citizen.subscribed,
        items=tuple(
            ConsentEntryJson.from_view(
                entry, kind=entry.kind.value, source=entry.source.value, message=digest(entry.message_id)
            )
            for entry in entries
        ),
    )


ROUTES = (
    Route(
        "POST", "/staff/consents/lookup", Permission.MODERATE,
        "Look up by number or user id how somebody joined and left",
        Nothing, ConsentLookup, ConsentsJson, look_up, shows_people=always,
        description="Recorded with its reason, also where nobody has the number, and counted among the whole "
        "numbers that a person may see in a day (429).",
    ),
)  # fmt: skip
