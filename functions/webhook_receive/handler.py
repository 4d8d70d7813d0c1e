"""POST /webhook: what Meta tells us, answered only once it is stored."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.observability import failure_fields
from urp.whatsapp.signature import (
    CertificateRefusedError,
    SignatureRefusedError,
    find_signature,
    has_certificate,
    read_raw_body,
)
from urp.whatsapp.webhook import UnreadableBodyError
from urp.wiring.webhook import receive_post, wants_certificate

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("webhook_receive")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    body = read_raw_body(event)
    try:
        certified = not wants_certificate() or has_certificate(event)
        receipt = receive_post()(body, find_signature(event), datetime.now(UTC), certified=certified)
    except CertificateRefusedError:
        return _refuse(403, "certificate refused", len(body))
    except SignatureRefusedError:
        return _refuse(401, "signature refused", len(body))
    except UnreadableBodyError:
        return _refuse(400, "body unreadable", len(body))
    except Exception as error:
        # A trace may show the body: what botocore refuses, it quotes.
        logger.error("not stored: Meta will try again", extra=failure_fields(error))  # noqa: TRY400
        return {"statusCode": 500}
    logger.info("received", bytes=len(body), **asdict(receipt))
    return {"statusCode": 200}


def _refuse(status: int, why: str, size: int) -> dict[str, Any]:
    logger.warning(why, bytes=size)
    return {"statusCode": status}
