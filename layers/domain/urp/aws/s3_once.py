"""Write an S3 object once; a second write finds it there."""

from __future__ import annotations

from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from urp.errors import UnavailableError

_THERE_ALREADY = "PreconditionFailed"
_TWO_AT_ONCE = "ConditionalRequestConflict"
"""S3's answer to concurrent conditional puts: a retry shows whether the other one succeeded."""


def put_once(put: Callable[[], object], failed: str) -> bool:
    """Return False if it was there already. `put` sends `IfNoneMatch="*"`; `failed` names what was not
    done."""
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
