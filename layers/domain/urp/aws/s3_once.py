"""An object that is written once: whoever comes second finds it there."""

from __future__ import annotations

from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from urp.errors import UnavailableError

_THERE_ALREADY = "PreconditionFailed"
_TWO_AT_ONCE = "ConditionalRequestConflict"
"""S3's answer to one of two conditional puts that meet: asked again, it knows whether the other one was."""


def put_once(put: Callable[[], object], failed: str) -> bool:
    """False where it was there already. `put` bears `IfNoneMatch="*"`; `failed` says what was not done."""
    try:
        try:
            put()
        except ClientError as error:
            if _read_code(error) != _TWO_AT_ONCE:
                raise
            put()
    except ClientError as error:
        if _read_code(error) != _THERE_ALREADY:
            raise UnavailableError(failed) from error
        return False
    except BotoCoreError as error:
        raise UnavailableError(failed) from error
    return True


def _read_code(error: ClientError) -> str:
    return error.response["Error"]["Code"]
