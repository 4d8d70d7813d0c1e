"""Accounts of the staff in the user pool, and what the tables know of them, always in this order: what is
given is written after the pool has it, what is taken away before, so that a token the pool gives meanwhile
is refused.

A username is the address, or the `sub`, which the pool takes as well.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from urp.acts.model import Role
from urp.acts.people_changing import AccountRefusedError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

    from urp.acts.store.staff import StaffRegister

_NEVER = {
    "UserNotFoundException": "nel sistema di accesso questa persona non c'è",
    "InvalidParameterException": "il sistema di accesso non accetta questo indirizzo",
}
"""Asking again would not help."""


@contextmanager
def _refusals_told() -> Iterator[None]:
    """What Cognito will always refuse, as AccountRefusedError; all else may succeed later."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code not in _NEVER:
            raise
        raise AccountRefusedError(_NEVER[code]) from error


def make_password() -> str:
    """As the pool asks; the local cloud makes up shorter ones, which it refuses itself."""
    return f"Aa1-{secrets.token_urlsafe(24)}"


class StaffAccounts:
    def __init__(self, cognito: CognitoIdentityProviderClient, pool_id: str, register: StaffRegister) -> None:
        self._cognito = cognito
        self._pool = pool_id
        self._register = register

    @_refusals_told()
    def create(self, address: str, password: str, *, by_mail: bool = True) -> bool:
        """The password is good once, and the invitation tells it. False: the account was there."""
        delivery: dict[str, Any] = (
            {"DesiredDeliveryMediums": ["EMAIL"]} if by_mail else {"MessageAction": "SUPPRESS"}
        )
        try:
            self._cognito.admin_create_user(
                UserPoolId=self._pool,
                Username=address,
                UserAttributes=[
                    {"Name": "email", "Value": address},
                    {"Name": "email_verified", "Value": "true"},
                ],
                TemporaryPassword=password,
                **delivery,
            )
        except self._cognito.exceptions.UsernameExistsException:
            return False
        return True

    @_refusals_told()
    def id_of(self, username: str) -> str:
        """The `sub`, by which tokens and the audit name people."""
        return self._attribute(username, "sub")

    @_refusals_told()
    def address_of(self, staff_id: str) -> str:
        return self._attribute(staff_id, "email")

    @_refusals_told()
    def give_role(self, username: str, role: Role) -> None:
        self._add(username, role)
        self._register.allow_role(self.id_of(username), role)

    @_refusals_told()
    def give_role_until(self, staff_id: str, role: Role, until: datetime) -> None:
        """The end first: the role is never without it."""
        self._register.allow_role_until(staff_id, role, until)
        self._add(staff_id, role)

    @_refusals_told()
    def has_role(self, username: str, role: Role) -> bool:
        groups = self._cognito.admin_list_groups_for_user(UserPoolId=self._pool, Username=username)
        return role.value in {group["GroupName"] for group in groups["Groups"]}

    def name(self, staff_id: str, name: str | None, address: str) -> None:
        self._register.name(staff_id, name, address)

    @_refusals_told()
    def take_role(self, username: str, role: Role) -> None:
        self.deny_role(self.id_of(username), role)
        self.take_from_pool(username, role)
        self.sign_out(username)

    def deny_role(self, staff_id: str, role: Role) -> None:
        self._register.deny_role(staff_id, role)

    @_refusals_told()
    def take_from_pool(self, username: str, role: Role) -> None:
        self._cognito.admin_remove_user_from_group(
            UserPoolId=self._pool, Username=username, GroupName=role.value
        )

    @_refusals_told()
    def disable(self, username: str, name: str) -> None:
        staff_id = self.id_of(username)
        self._register.deny(staff_id)
        self._cognito.admin_disable_user(UserPoolId=self._pool, Username=username)
        self.sign_out(username)
        self._register.name_who_left(staff_id, name)

    @_refusals_told()
    def end_sessions(self, staff_id: str, until: datetime) -> None:
        self._register.sign_out(staff_id, until)
        self.sign_out(staff_id)

    @_refusals_told()
    def enable(self, username: str, name: str | None, address: str) -> None:
        staff_id = self.id_of(username)
        self._cognito.admin_enable_user(UserPoolId=self._pool, Username=username)
        self._register.allow(staff_id)
        self._register.name(staff_id, name, address)

    @_refusals_told()
    def sign_out(self, username: str) -> None:
        """Wherever they are signed in: no session is renewed."""
        self._cognito.admin_user_global_sign_out(UserPoolId=self._pool, Username=username)

    def _attribute(self, username: str, name: str) -> str:
        person = self._cognito.admin_get_user(UserPoolId=self._pool, Username=username)
        return next(each["Value"] for each in person["UserAttributes"] if each["Name"] == name)

    def _add(self, username: str, role: Role) -> None:
        self._cognito.admin_add_user_to_group(UserPoolId=self._pool, Username=username, GroupName=role.value)
