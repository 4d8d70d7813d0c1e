"""/staff/me: who is signed in, and their own mail. /staff/openapi.json: this API, described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict, Field, RootModel

from urp.acts.duty_numbers import read_number
from urp.acts.mail import MailState
from urp.acts.model import Role
from urp.acts.news import News
from urp.acts.permissions import Permission
from urp.acts.preferences import Preferences
from urp.errors import NotFoundError
from urp.staff_api.people import SIGNED_OUT_SOON, PeopleChangeJson, to_change_json
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Nothing, Output

if TYPE_CHECKING:
    from urp.acts.mail import MailView
    from urp.staff_api.offices import Offices


DESCRIPTION = Path(__file__).with_name("openapi.json")
"""Written by the build (`infra/openapi`)."""


class MeJson(Output):
    id: str
    roles: tuple[Role, ...]
    training: bool = Field(description="The whole service is in training: nothing leaves to WhatsApp")


type HoldSeconds = Literal[5, 10, 20, 30]
"""At most what an answer may be held back (`NewAnswer.hold_seconds`)."""


class NewPreferences(Input):
    hold_seconds: HoldSeconds = Field(
        description="How long the console lets the caller take an answer back before it leaves"
    )


class PreferencesJson(Output):
    hold_seconds: int = Field(description="5 where nothing was chosen")


class MailChoiceJson(Input):
    about: frozenset[News] = Field(
        max_length=len(News), description="Of what to be told; none: no mail. 422 for what other roles act on"
    )


class MailJson(Output):
    about: tuple[News, ...]
    offered: tuple[News, ...] = Field(description="What one's roles let one act on")
    state: MailState = Field(
        description="asked: seconds, as a rule; unconfirmed: Amazon wrote to the address one signs in with, "
        "and waits for a yes; ended: by the link in a mail, or no yes within 48 hours: choose again; "
        "unknown: Amazon does not answer"
    )


class NewDutyNumber(Input):
    number: str = Field("", max_length=30, description="A mobile phone, such as +39 333 1234567; empty: none")


class DutyContactJson(Output):
    number: str | None = Field(description="Where SMS go while one is on duty; null: by mail alone")
    mail: MailState = Field(
        description="off: one is on no turn of the last 60 days or to come; else as of /staff/me/mail"
    )


class OpenApiJson(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""

    model_config = ConfigDict(defer_build=True)


def show_member(offices: Offices, request: Request[Nothing, Nothing]) -> MeJson:
    return MeJson(id=request.member.id, roles=tuple(sorted(request.member.roles)), training=offices.training)


def sign_out_everywhere(offices: Offices, request: Request[Nothing, Nothing]) -> PeopleChangeJson:
    act = request.make_act("person.sign_out", f"person/{request.member.id}")
    return to_change_json(offices.people.sign_out_oneself(act))


def show_preferences(offices: Offices, request: Request[Nothing, Nothing]) -> PreferencesJson:
    return PreferencesJson.from_view(offices.preferences.of(request.member.id))


def choose_preferences(offices: Offices, request: Request[Nothing, NewPreferences]) -> PreferencesJson:
    chosen = Preferences(request.body.hold_seconds)
    offices.preferences.keep(request.member.id, chosen, request.now)
    return PreferencesJson.from_view(chosen)


def show_mail(offices: Offices, request: Request[Nothing, Nothing]) -> MailJson:
    return _to_mail_json(offices.mail.see(request.member))


def choose_mail(offices: Offices, request: Request[Nothing, MailChoiceJson]) -> MailJson:
    return _to_mail_json(offices.mail.choose(request.member, request.body.about))


def show_duty_contact(offices: Offices, request: Request[Nothing, Nothing]) -> DutyContactJson:
    return _to_contact_json(offices, request.member.id)


def give_duty_number(offices: Offices, request: Request[Nothing, NewDutyNumber]) -> DutyContactJson:
    mine, given = request.member.id, request.body.number
    if given:
        offices.duty_numbers.keep(mine, read_number(given), request.now)
    else:
        offices.duty_numbers.forget(mine)
    if offices.mail.find_state(mine) is MailState.ENDED:
        offices.mail.renew(mine)
    return _to_contact_json(offices, mine)


def _to_contact_json(offices: Offices, mine: str) -> DutyContactJson:
    return DutyContactJson(number=offices.duty_numbers.find(mine) or None, mail=offices.mail.find_state(mine))


def _to_mail_json(view: MailView) -> MailJson:
    return MailJson.from_view(view, about=_in_order(view.about), offered=_in_order(view.offered))


def _in_order(about: frozenset[News]) -> tuple[News, ...]:
    return tuple(each for each in News if each in about)


def describe_api(_: Offices, __: Request[Nothing, Nothing]) -> OpenApiJson:
    if not DESCRIPTION.is_file():
        raise NotFoundError("La descrizione c'è solo dove il servizio è stato costruito (make build).")
    return OpenApiJson(json.loads(DESCRIPTION.read_bytes()))


ROUTES = (
    Route("GET", "/staff/me", Permission.READ, "Who is signed in", Nothing, Nothing, MeJson, show_member),
    Route(
        "POST", "/staff/me/sign-out", Permission.READ, "End all sessions of one's own",
        Nothing, Nothing, PeopleChangeJson, sign_out_everywhere, status=202,
        description=f"{SIGNED_OUT_SOON} This one, too.",
    ),
    Route(
        "GET", "/staff/me/preferences", Permission.READ, "Read one's own preferences",
        Nothing, Nothing, PreferencesJson, show_preferences,
    ),
    Route(
        "PUT", "/staff/me/preferences", Permission.READ, "Choose one's own preferences",
        Nothing, NewPreferences, PreferencesJson, choose_preferences,
        description="Nobody else reads them, and they are in no audit.",
    ),
    Route(
        "GET", "/staff/me/mail", Permission.BE_TOLD, "Which mail one gets",
        Nothing, Nothing, MailJson, show_mail,
    ),
    Route(
        "PUT", "/staff/me/mail", Permission.BE_TOLD, "Choose which mail one gets",
        Nothing, MailChoiceJson, MailJson, choose_mail,
        description="For oneself, to the address one signs in with. The choice takes effect within seconds.",
    ),
    Route(
        "GET", "/staff/me/duty", Permission.TAKE_TURNS, "How one is told while on duty",
        Nothing, Nothing, DutyContactJson, show_duty_contact,
    ),
    Route(
        "PUT", "/staff/me/duty", Permission.TAKE_TURNS, "Give or take back one's number for duty",
        Nothing, NewDutyNumber, DutyContactJson, give_duty_number,
        description="Nobody else reads it: administrators see its last three digits, and it is in no audit. "
        "Where a link in a mail ended one's mail, the address is asked again.",
    ),
    Route(
        "GET",
        "/staff/openapi.json",
        Permission.READ,
        "This API, described",
        Nothing,
        Nothing,
        OpenApiJson,
        describe_api,
    ),
)  # fmt: skip
