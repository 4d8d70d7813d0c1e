"""Whoever posts at the address that asks for Meta's certificate, shows Meta's certificate."""

from __future__ import annotations

import pytest

from tests.cases import every
from urp.whatsapp.signature import has_certificate

METAS = "C=US,ST=California,L=Menlo Park,O=Meta Platforms\\, Inc.,CN=client.webhooks.fbclientcerts.com"


def event(subject: object) -> dict[str, object]:
    """As API Gateway hands on an HTTP API's call with mutual TLS."""
    certificate = {"clientCertPem": "-----BEGIN CERTIFICATE-----…", "subjectDN": subject, "serialNumber": "1"}
    return {"requestContext": {"authentication": {"clientCert": certificate}}}


@pytest.mark.parametrize(
    "subject", [METAS, ", ".join(reversed(METAS.split(",CN=")[:1])) + ", " + METAS[-36:]]
)
def test_metas_certificate_is_taken(subject: str) -> None:
    assert has_certificate(event(subject))


@every(
    "subject",
    [
        "CN=client.webhooks.fbclientcerts.com.attacker.example",
        "CN=attacker.example,O=client.webhooks.fbclientcerts.com",
        "CN=attacker.example,O=x\\,CN=client.webhooks.fbclientcerts.com",
        "CN=client.webhooks.fbclientcerts.com,CN=attacker.example",
        "O=CN=client.webhooks.fbclientcerts.com",
        "CN=CLIENT.webhooks.fbclientcerts.com",
        "",
        None,
        7,
        ["CN=client.webhooks.fbclientcerts.com"],
    ],
)
def test_a_certificate_of_somebody_else_by_the_same_authority_is_refused(subject: object) -> None:
    assert not has_certificate(event(subject))


@pytest.mark.parametrize(
    "other",
    [{}, {"requestContext": {}}, {"requestContext": {"authentication": None}}, {"requestContext": "x"}],
)
def test_without_a_certificate_nobody_is_meta(other: dict[str, object]) -> None:
    """The office's address asks for none: what is posted there is not Meta's."""
    assert not has_certificate(other)
