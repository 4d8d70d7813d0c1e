"""`make staff-member`: let manage staff of the office's API: let a person in, back in, and out; on AWS or on
the local cloud.

Also the way in for the first two administrators: nobody signs up by themselves. All others are proposed by
one administrator and confirmed by another (`/staff/people`); this command stays for when there are none.
Nobody recovers an account by themselves either (docs/decisions/roles-and-sign-in.md): an administrator does
it here. What is taken away is written where every call of the API looks, so that a token given out before is
worth nothing; and everybody's name, for the audit.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.endpoints import REGION
from infra.local.stack import DeployedStack, StackError, open_stack
from urp.acts.model import Role
from urp.acts.people_changing import AccountRefusedError
from urp.acts.store.accounts import StaffAccounts, make_password
from urp.acts.store.staff import StaffRegister
from urp.aws.tables import Tables
from urp.errors import MisconfiguredError, UnavailableError
from urp.town.municipality import load_municipality

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

_AN_HOUR = "Un gettone già preso vale fino a un'ora da quando è stato dato: per fermarlo subito, DO=disable."
"""API Gateway checks a token's signature and its end, and asks Cognito nothing."""
_AT_ONCE = "Vale da subito, anche per un gettone già preso."


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    address = asked.email.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        print("Non riuscito: manca l'indirizzo, aggiungi EMAIL=nome.cognome@comune.example", file=sys.stderr)
        return 1
    if asked.do in _WITH_ROLE and asked.role not in _ROLES:
        print(f"Non riuscito: aggiungi ROLE= con un ruolo fra {', '.join(_ROLES)}", file=sys.stderr)
        return 1
    try:
        stack = open_stack(asked.stack, asked.region)
        cognito, pool_id = stack.session.client("cognito-idp"), stack.output("UserPoolId")
        pool = StaffPool(
            cognito,
            pool_id,
            StaffAccounts(cognito, pool_id, _open_register(stack)),
            asked.name.strip() or None,
            on_this_machine="AWS_ENDPOINT_URL" in os.environ,
        )
        if with_role := _WITH_ROLE.get(asked.do):
            print(with_role(pool, address, Role(asked.role)))
        else:
            print(_WITHOUT_ROLE[asked.do](pool, address))
    except (ClientError, AccountRefusedError) as error:
        print(f"Non riuscito: {_describe_error(error, address)}", file=sys.stderr)
        return 1
    except UnavailableError as error:
        print(
            f"Non riuscito: le tabelle del servizio non rispondono ({error}). Ripeti il comando: finché non "
            "riesce, un gettone già preso può valere ancora.",
            file=sys.stderr,
        )
        return 1
    except (BotoCoreError, MisconfiguredError, StackError) as error:
        print(f"Non riuscito: {error}", file=sys.stderr)
        return 1
    return 0


def _open_register(stack: DeployedStack) -> StaffRegister:
    town = load_municipality(
        stack.parameters.get("ProfilePackage", "urp_profile"),
        placeholders_allowed=stack.parameters.get("Stage") != "production",
    )
    tables = Tables(
        stack.session.client("dynamodb"),
        lambda: town.retention,
        audit=stack.output("AuditTableName"),
        control=stack.output("ControlTableName"),
    )
    return StaffRegister(tables, lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class StaffPool:
    """The people who may sign in. The local cloud sends no mail, so passwords are shown there."""

    cognito: CognitoIdentityProviderClient
    pool_id: str
    accounts: StaffAccounts
    name: str | None
    """For the audit; None: the one it has, else the address."""
    on_this_machine: bool

    def let_in(self, address: str, role: Role) -> str:
        """Doing it again for the same person only adds the role."""
        password = make_password()
        created = self.accounts.create(address, password, by_mail=not self.on_this_machine)
        self.accounts.give_role(address, role)
        self.accounts.name(self.accounts.id_of(address), self.name, address)
        if not created:
            said = f"{address} c'era già: ora ha anche il ruolo {role.value}."
            person = self.cognito.admin_get_user(UserPoolId=self.pool_id, Username=address)
            return said if person["Enabled"] else f"{said} È disabilitato: per farlo entrare, DO=enable."
        if not self.on_this_machine:
            return (
                f"{address} ha il ruolo {role.value}: l'invito con la password provvisoria parte per e-mail."
            )
        self._set(address, password, permanent=True)
        return f"{address} ha il ruolo {role.value}. Password: {password}"

    def reset_password(self, address: str) -> str:
        """The old one ends at once; by mail comes a temporary one that nobody else has seen.

        Not AdminResetUserPassword: it needs the self-service recovery that this pool does not have. An
        invitation goes out again only to somebody who must change their password: so one is made up first.
        """
        password = make_password()
        self._set(address, password, permanent=self.on_this_machine)
        if not self.on_this_machine:
            self.cognito.admin_create_user(
                UserPoolId=self.pool_id,
                Username=address,
                MessageAction="RESEND",
                DesiredDeliveryMediums=["EMAIL"],
            )
        self.accounts.sign_out(address)
        if self.on_this_machine:
            return f"{address} ha una password nuova. Password: {password}"
        return (
            f"{address} riceve per e-mail una password provvisoria nuova. Quella di prima non vale più. "
            f"{_AN_HOUR}"
        )

    def reset_second_factor(self, address: str) -> str:
        self.cognito.admin_delete_software_token(UserPoolId=self.pool_id, Username=address)
        self.accounts.sign_out(address)
        return f"{address} sceglie un nuovo secondo fattore al prossimo accesso, dopo la password. {_AN_HOUR}"

    def disable(self, address: str) -> str:
        self.accounts.disable(address, self.name or address)
        return f"{address} non entra più. {_AT_ONCE}"

    def enable(self, address: str) -> str:
        self.accounts.enable(address, self.name, address)
        return f"{address} può entrare di nuovo, con i ruoli e la password che aveva."

    def take_role(self, address: str, role: Role) -> str:
        self.accounts.take_role(address, role)
        return f"{address} non ha più il ruolo {role.value}. {_AT_ONCE}"

    def _set(self, address: str, password: str, *, permanent: bool) -> None:
        self.cognito.admin_set_user_password(
            UserPoolId=self.pool_id, Username=address, Password=password, Permanent=permanent
        )


_ROLES = [role.value for role in Role]
"""None is the default: a role forgotten must not make an administrator."""
_WITH_ROLE: Mapping[str, Callable[[StaffPool, str, Role], str]] = {
    "let-in": StaffPool.let_in,
    "take-role": StaffPool.take_role,
}
_WITHOUT_ROLE: Mapping[str, Callable[[StaffPool, str], str]] = {
    "reset-password": StaffPool.reset_password,
    "reset-second-factor": StaffPool.reset_second_factor,
    "disable": StaffPool.disable,
    "enable": StaffPool.enable,
}


def _describe_error(error: ClientError | AccountRefusedError, address: str) -> str:
    said = error.__cause__ if isinstance(error, AccountRefusedError) else error
    match said.response["Error"]["Code"] if isinstance(said, ClientError) else "":
        case "UserNotFoundException":
            return f"nessuno entra con {address}"
        case "InvalidAction":
            return "il cloud locale non lo offre"
        case _:
            return str(error)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make staff-member")
    parser.add_argument("--email", required=True)
    parser.add_argument("--stack", required=True)
    parser.add_argument("--region", default=REGION, help="never the one the user's own settings name")
    parser.add_argument("--role", default="")
    parser.add_argument("--name", default="", help="as the audit shows it; without it the address")
    parser.add_argument("--do", default="let-in", choices=[*_WITH_ROLE, *_WITHOUT_ROLE])
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
