"""Addresses of the town's own: the webhook's asks for Meta's certificate, and AWS's default one is closed."""

import pytest

from tests.architecture.blueprint import deployed, of_type, template
from tests.architecture.test_webhook_limits import refused
from tests.cases import every

OWN = template("infra/own_addresses.yaml")
OFFICE = {"ApiDomainName": "urp-api.comune.example", "ApiCertificateArn": "arn:aws:acm:made-up:office"}
WEBHOOK = {
    "WebhookDomainName": "urp-webhook.comune.example",
    "WebhookCertificateArn": "arn:aws:acm:made-up:webhook",
    "MetaTrustStoreUri": "s3://made-up/meta.pem",
    "MetaTrustStoreVersion": "made-up-version",
}


def wants_certificate(**parameters: str) -> object:
    function = deployed("production", **parameters)["WebhookReceiveFunction"]
    return function["Properties"]["Environment"]["Variables"]["META_CERTIFICATE"]


def is_closed(stage: str, **parameters: str) -> object:
    return deployed(stage, **parameters)["Api"]["Properties"]["DisableExecuteApiEndpoint"]


def test_the_webhooks_address_lets_in_whoever_shows_a_certificate_of_metas_authority_alone() -> None:
    domain = OWN["Resources"]["WebhookDomain"]["Properties"]

    assert domain["MutualTlsAuthentication"] == {
        "TruststoreUri": {"Ref": "MetaTrustStoreUri"},
        "TruststoreVersion": {"Ref": "MetaTrustStoreVersion"},
    }
    assert "MutualTlsAuthentication" not in OWN["Resources"]["ApiDomain"]["Properties"]


def test_both_addresses_speak_modern_tls_and_lead_to_the_one_api() -> None:
    for domain in of_type("AWS::ApiGatewayV2::DomainName", OWN).values():
        (configuration,) = domain["Properties"]["DomainNameConfigurations"]
        assert configuration["SecurityPolicy"] == "TLS_1_2"
    mappings = of_type("AWS::ApiGatewayV2::ApiMapping", OWN).values()

    assert len(mappings) == 2
    assert all(mapping["Properties"]["ApiId"] == {"Ref": "ApiId"} for mapping in mappings)


@pytest.mark.parametrize("stage", ["staging", "production"])
def test_the_default_address_is_closed_once_there_is_one_of_its_own(stage: str) -> None:
    """Else whoever knows it goes round the certificate."""
    assert is_closed(stage, **OFFICE) is True
    assert is_closed(stage, **OFFICE, **WEBHOOK) is True


def test_it_stays_open_while_meta_and_the_office_still_use_it_and_where_there_is_no_other() -> None:
    assert is_closed("production", **OFFICE, DefaultAddress="open") is False
    assert is_closed("production", DefaultAddress="open") is False
    assert is_closed("local") is False
    assert is_closed("production", **OFFICE, LocalCloud="yes") is False


def test_the_certificate_is_asked_for_by_the_function_too_when_the_default_address_is_closed() -> None:
    """The office's address leads to the webhook as well, and asks for none."""
    assert wants_certificate(**OFFICE, **WEBHOOK) == "yes"
    assert wants_certificate(**OFFICE, **WEBHOOK, DefaultAddress="open") == "no"
    assert wants_certificate(**OFFICE) == "no"
    assert wants_certificate(**OFFICE, **WEBHOOK, LocalCloud="yes") == "no"


@pytest.mark.parametrize(
    ("parameters", "exists"),
    [({}, False), (OFFICE, True), ({**OFFICE, "LocalCloud": "yes"}, False)],
)
def test_the_local_cloud_never_sees_these_names(parameters: dict[str, str], exists: bool) -> None:
    assert ("OwnAddresses" in deployed("production", **parameters)) is exists


def test_production_leaves_the_default_address_open_only_if_somebody_says_so() -> None:
    said = {"Stage": "production", "GradualDeployment": "yes", "SecretsApart": "yes"}

    assert any("DefaultAddress" in sentence for sentence in refused(**said))
    assert refused(**said, DefaultAddress="open") == []
    assert refused(**said, **OFFICE) == []
    assert refused(**{**said, "Stage": "staging"}) == []


@every("missing", [*OFFICE, *WEBHOOK])
def test_half_an_address_is_refused(missing: str) -> None:
    said = {"Stage": "staging", "GradualDeployment": "yes", "SecretsApart": "yes", **OFFICE, **WEBHOOK}
    assert refused(**said) == []
    without = refused(**{**said, missing: ""})

    if missing == "WebhookDomainName":
        assert without == []  # the office's address alone
    else:
        assert any(missing in sentence for sentence in without)


def test_the_office_and_meta_have_a_name_each() -> None:
    said = {"Stage": "staging", "GradualDeployment": "yes", "SecretsApart": "yes", **OFFICE, **WEBHOOK}
    one = {**said, "WebhookDomainName": OFFICE["ApiDomainName"]}

    assert any("due nomi" in sentence for sentence in refused(**one))
