"""GET /webhook: Meta checks that the address is ours."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from typing import TYPE_CHECKING, Any

from urp.errors import UrpError
from urp.inbound.intake import find_challenge
from urp.observability import failure_fields
from urp.wiring.webhook import verification_secrets

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("webhook_verify")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    try:
        tokens = verification_secrets().current().verify_tokens
    except UrpError as error:
        logger.error("handshake impossible", extra=failure_fields(error))  # noqa: TRY400 - nobody reads a trace
        return _answer(500, "")
    challenge = find_challenge(event.get("queryStringParameters") or {}, tokens)
    logger.info("handshake", accepted=challenge is not None)
    return _answer(403, "") if challenge is None else _answer(200, challenge)


def _answer(status: int, body: str) -> dict[str, Any]:
    headers = {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}
    return {"statusCode": status, "headers": headers, "body": body}
