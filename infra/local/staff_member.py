"""`make staff-member`: let a person into the office's API, on AWS or on the local cloud (AWS_ENDPOINT_URL).

Also the way in for the first administrator: nobody signs up by themselves, and the API itself creates nobody.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.endpoints import REGION
from urp.staff.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    address = asked.email.strip().lower()
    aws = boto3.Session(region_name=asked.region)
    try:
        pool_id = user_pool_of(aws.client("cloudformation"), asked.stack)
        on_this_machine = "AWS_ENDPOINT_URL" in os.environ
        done = enrol(aws.client("cognito-idp"), pool_id, address, Role(asked.role), on_this_machine)
    except (BotoCoreError, ClientError, LookupError) as error:
        print(f"Non riuscito: {error}", file=sys.stderr)
        return 1
    print(done)
    return 0


def user_pool_of(cloudformation: CloudFormationClient, stack: str) -> str:
    outputs = cloudformation.describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
    found = {output["OutputKey"]: output["OutputValue"] for output in outputs}
    if "UserPoolId" not in found:
        raise LookupError(f"lo stack {stack} non ha un UserPoolId: è quello del servizio?")
    return found["UserPoolId"]


def enrol(
    cognito: CognitoIdentityProviderClient,
    pool_id: str,
    address: str,
    role: Role,
    on_this_machine: bool,
) -> str:
    """Doing it again for the same person only adds the role. On AWS the invitation goes out by e-mail; the
    local cloud sends none, so the password is made up and shown."""
    password = f"Aa1-{secrets.token_urlsafe(24)}"
    created = _created(cognito, pool_id, address, password if on_this_machine else None)
    cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=address, GroupName=role.value)
    if not created:
        return f"{address} c'era già: ora ha anche il ruolo {role.value}."
    if not on_this_machine:
        return f"{address} ha il ruolo {role.value}: l'invito con la password provvisoria parte per e-mail."
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=address, Password=password, Permanent=True)
    return f"{address} ha il ruolo {role.value}. Password: {password}"


def _created(
    cognito: CognitoIdentityProviderClient, pool_id: str, address: str, password: str | None
) -> bool:
    attributes = [{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}]
    try:
        if password:
            cognito.admin_create_user(
                UserPoolId=pool_id,
                Username=address,
                UserAttributes=attributes,  # type: ignore[arg-type]
                TemporaryPassword=password,
                MessageAction="SUPPRESS",
            )
        else:
            cognito.admin_create_user(
                UserPoolId=pool_id,
                Username=address,
                UserAttributes=attributes,  # type: ignore[arg-type]
                DesiredDeliveryMediums=["EMAIL"],
            )
    except cognito.exceptions.UsernameExistsException:
        return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make staff-member")
    parser.add_argument("--email", required=True)
    parser.add_argument("--stack", required=True)
    parser.add_argument("--region", default=REGION, help="never the one the user's own settings name")
    parser.add_argument("--role", default=Role.ADMINISTRATOR.value, choices=[role.value for role in Role])
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
