"""`make staff-member` on the local cloud: whoever is let in can work at once."""

import pytest

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.staff_client import StaffClient
from infra.local.staff_member import main
from infra.local.town import TownHall

ADDRESS = "anna.verdi@comune.example"


def test_the_first_administrator_signs_in_and_reads_the_audit(
    town: TownHall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = town.endpoints.aws.outputs
    monkeypatch.setenv("AWS_ENDPOINT_URL", town.endpoints.aws.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY)

    status = main(["--email", ADDRESS, "--stack", town.endpoints.aws.stack_name])
    password = capsys.readouterr().out.rpartition(" ")[2].strip()
    signed_in = town.aws.cognito().admin_initiate_auth(
        UserPoolId=outputs["UserPoolId"],
        ClientId=outputs["UserPoolClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": ADDRESS, "PASSWORD": password},
    )
    anna = StaffClient(town.endpoints.api_url, signed_in["AuthenticationResult"]["AccessToken"])

    assert status == 0
    assert anna.get("/me")["roles"] == ["administrator"]
    assert "items" in anna.get("/audit", day="2026-11-25")
