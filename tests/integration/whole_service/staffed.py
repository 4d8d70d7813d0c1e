"""Somebody comes to work in the office, stands in for a colleague, leaves and comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import boto3

from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall

WHY = {"reason": "Sostituisce una collega in congedo"}
NEW = {"email": "bea.neri@comune.example", "name": "Bea Neri", "roles": ["reader", "operator"], **WHY}
OTHER = {**NEW, "email": "dino.gialli@comune.example", "name": "Dino Gialli"}


def staff_pool() -> str:
    client = boto3.client("cognito-idp")
    pool = client.create_user_pool(PoolName="staff", UsernameAttributes=["email"])["UserPool"]["Id"]
    for role in Role:
        client.create_group(UserPoolId=pool, GroupName=role.value)
    return pool


def somebody_comes_and_goes(service: TownHall) -> None:
    _by_two(service, service.staff("POST", "/staff/people", NEW))
    (bea,) = service.staff("GET", "/staff/people")["items"]
    person = f"/staff/people/{bea['id']}"
    until = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    _by_two(service, service.staff("POST", f"{person}/roles", {"role": "duty", "until": until, **WHY}))
    service.staff("POST", f"{person}/roles/reader/take")
    service.staff("POST", f"{person}/sign-out")
    service.staff("POST", f"{person}/disable")
    service.work()
    _by_two(service, service.staff("POST", f"{person}/enable", WHY))
    service.staff("GET", "/staff/colleagues")
    _somebody_chooses_mail(service)
    service.call("people_change", {})


def _somebody_chooses_mail(service: TownHall) -> None:
    _by_two(service, service.staff("POST", "/staff/people", OTHER))
    found = service.staff("GET", "/staff/people")["items"]
    dino = next(each["id"] for each in found if each["name"] == OTHER["name"])
    for about in (["question"], [], ["question"]):
        service.staff("PUT", "/staff/me/mail", {"about": about}, member=dino)
        service.work()
    service.staff("GET", "/staff/me/mail", member=dino)


def _by_two(service: TownHall, proposed: dict[str, object]) -> None:
    service.confirm({"proposed": proposed})
    service.work()
