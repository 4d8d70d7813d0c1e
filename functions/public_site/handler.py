"""GET without signing in: the archive of notices, its feeds, and how the service is doing."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.errors import UrpError
from urp.observability import failure_fields
from urp.public.site import Answer, Asked
from urp.wiring.public_site import public_site

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("public_site")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Addresses are not logged: what somebody reads is theirs."""
    try:
        answer = public_site().get(_asked(event))
    except UrpError as error:
        logger.error("page not shown", extra=failure_fields(error))  # noqa: TRY400 - nobody reads a trace
        answer = Answer(503, {"content-type": "text/plain; charset=utf-8", "retry-after": "60"}, _LATER)
    logger.info("answered", status=answer.status)
    return {"statusCode": answer.status, "headers": dict(answer.headers), "body": answer.body}


_LATER = "In questo momento la pagina non si può mostrare: riprova fra un minuto."


def _asked(event: dict[str, Any]) -> Asked:
    headers = event.get("headers") or {}
    return Asked(
        path=event["rawPath"],
        query=event.get("queryStringParameters") or {},
        base=f"https://{event['requestContext']['domainName']}",
        at=datetime.now(UTC),
        known=headers.get("if-none-match"),
    )
