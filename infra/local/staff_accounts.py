"""Made-up members of staff, one for each role of the user pool, already signed in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from infra.local.aws import LocalAws
from infra.local.endpoints import ConsoleAccount
from infra.local.failure import LocalRunError
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister

SECONDS_GOOD = 12 * 3600
NAMES = {
    "reader": ("Rita Neri", "Renzo Fabbri"),
    "operator": ("Olga Bianchi", "Oreste Mancini"),
    "editor": ("Enrico Verdi", "Elisa Rossi"),
    "approver": ("Paola Russo", "Piero Serra"),
    "duty": ("Dario Gallo", "Dina Moretti"),
    "moderator": ("Marta Conti", "Mario Leone"),
    "administrator": ("Ada Ferri", "Aldo Grassi"),
}
"""As colleagues and the record show them: the first of each role, and the second."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    token: str
    """Good for at least twelve hours."""
    account: ConsoleAccount


def sign_in_everybody(
    aws: LocalAws, register: StaffRegister, pool_id: str, client_id: str, prefix: str = ""
) -> dict[str, SignedIn]:
    """By role. With another `prefix` they are other people, and their approver writes too, as in a small
    office."""
    groups = [group["GroupName"] for group in aws.cognito().list_groups(UserPoolId=pool_id)["Groups"]]
    return {
        role: _sign_in(
            aws,
            register,
            pool_id,
            client_id,
            (role, "editor") if prefix and role == "approver" else (role,),
            f"{prefix}{role}@comune.example",
            NAMES[role][1 if prefix else 0],
        )
        for role in groups
    }


def _sign_in(
    aws: LocalAws,
    register: StaffRegister,
    pool_id: str,
    client_id: str,
    roles: Sequence[str],
    address: str,
    name: str,
) -> SignedIn:
    cognito = aws.cognito()
    password = f"Aa1-{secrets.token_urlsafe(24)}"
    made = cognito.admin_create_user(
        UserPoolId=pool_id,
        Username=address,
        TemporaryPassword=password,
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}],
    )["User"]
    staff_id = next(each["Value"] for each in made["Attributes"] if each["Name"] == "sub")
    register.name(staff_id, name, address)
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=address, Password=password, Permanent=True)
    for role in roles:
        cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=address, GroupName=role)
        register.allow_role(staff_id, Role(role))
    result = cognito.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": address, "PASSWORD": password},
    )["AuthenticationResult"]
    if result["ExpiresIn"] < SECONDS_GOOD:
        raise LocalRunError(
            f"Il gettone di {roles[0]} scade dopo {result['ExpiresIn']} secondi: ne servono {SECONDS_GOOD}."
        )
    return SignedIn(result["AccessToken"], ConsoleAccount(email=address, password=password))
