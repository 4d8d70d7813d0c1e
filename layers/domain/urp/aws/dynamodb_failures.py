"""Errors of DynamoDB, translated into retryable and final ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from urp.errors import ConflictError, TouchedError, UnavailableError, UrpError


class BusyError(UnavailableError):
    """A partition is throttled: nothing was written, or not all was read. botocore does not retry a cancelled
    transaction, nor keys left unprocessed."""


class NeverTakenError(UnavailableError):
    """DynamoDB refuses the request itself, such as an item of more than 400 kB: nothing was written."""

    code = "never_taken"
    retryable = False


_BUSY = frozenset({"ThrottlingError", "ProvisionedThroughputExceeded"})
_NEVER = frozenset({"ValidationException", "ValidationError"})
"""Codes of a whole call, and of one item of a transaction."""


def to_failure(error: ClientError | BotoCoreError) -> UnavailableError:
    if isinstance(error, ParamValidationError):
        return NeverTakenError("the request cannot even be sent")
    if isinstance(error, BotoCoreError):
        return UnavailableError("the table does not answer")
    code = error.response["Error"]["Code"]
    return NeverTakenError(code) if code in _NEVER else UnavailableError(code)


def to_transaction_failure(
    error: ClientError | BotoCoreError, on_conflict: Sequence[UrpError | None]
) -> UrpError:
    """`on_conflict`: of each write, what is raised when its condition is what failed."""
    if isinstance(error, BotoCoreError) or error.response["Error"]["Code"] != "TransactionCanceledException":
        return to_failure(error)
    reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
    for conflict, reason in zip(on_conflict, reasons, strict=False):
        if reason == "ConditionalCheckFailed":
            return conflict or ConflictError("Nel frattempo qualcosa è cambiato: rileggi e riprova.")
    if not _BUSY.isdisjoint(map(str, reasons)):
        return BusyError("a partition takes no more for the moment")
    if "TransactionConflict" in reasons:
        return TouchedError("Qualcun altro sta cambiando la stessa cosa: riprova.")
    told = ",".join(sorted({str(reason) for reason in reasons if reason not in (None, "None")}))
    return UnavailableError(told) if _NEVER.isdisjoint(map(str, reasons)) else NeverTakenError(told)


@contextmanager
def translate_failures() -> Iterator[None]:
    """Raise any failure of DynamoDB to answer as UnavailableError."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise to_failure(error) from error
