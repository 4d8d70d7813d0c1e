"""What Meta forbids nothing by, and yet no notice should run on without somebody having looked."""

from __future__ import annotations

from urp.whatsapp.account import (
    AccountChange,
    AccountEvent,
    NumberErrors,
    NumberQuality,
    TemplateQuality,
    TemplateStatus,
)
from urp.whatsapp.error_codes import ErrorClass


def warns(change: AccountChange) -> bool:
    """Quality at its lowest, a violation, an error of the whole number: what comes next is a prohibition."""
    match change:
        case NumberQuality(event=event) | TemplateStatus(event=event):
            return event == "FLAGGED"
        case TemplateQuality(current=quality):
            return quality == "RED"
        case AccountEvent(violation=violation):
            return violation is not None
        case NumberErrors(errors=errors):
            return any(each.error_class is ErrorClass.ACCOUNT for each in errors)
        case _:
            return False


def concerns(change: AccountChange, template: str) -> bool:
    match change:
        case TemplateQuality(name=name) | TemplateStatus(name=name):
            return name == template
        case _:
            return True
