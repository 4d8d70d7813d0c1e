"""What Meta says about the account, the number, the templates and marketing preferences, typed.

Meta's own words for events and reasons are kept as they come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from urp.whatsapp.error_codes import MetaError, explain
from urp.whatsapp.json_shape import (
    JsonObject,
    read_integer,
    read_list,
    read_moment,
    read_object,
    read_objects,
    read_text,
)
from urp.whatsapp.person import PersonIds, find_ids
from urp.whatsapp.reach import MessagingLimit, read_limit
from urp.whatsapp.signature import hash_sender
from urp.whatsapp.webhook import CALLS, HELD_BY_ANOTHER, SHARED_WITH_THE_APP


class Choice(StrEnum):
    STOP = "stop"
    RESUME = "resume"
    SIGNUP = "signup"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MarketingPreference:
    """What a person told WhatsApp itself about marketing messages; Meta then refuses ours (131050)."""

    person: str
    """Their keyed hash; the person need not be known."""
    choice: Choice
    at: datetime | None


@dataclass(frozen=True, slots=True)
class IdentityUpdate:
    """The old form of an id change, withdrawn in August 2026; tolerated."""

    previous: PersonIds
    current: PersonIds
    at: datetime | None


@dataclass(frozen=True, slots=True)
class NumberQuality:
    """`event` such as THROUGHPUT_UPGRADE, FLAGGED, UNFLAGGED."""

    event: str
    limit: MessagingLimit | None


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """The phone's own app uses the number as well (Meta: "coexistence")."""


@dataclass(frozen=True, slots=True)
class CallReceived:
    """A call to the number, which is not answered."""


@dataclass(frozen=True, slots=True)
class HeldByAnother:
    """Another application, or Meta's own Business Agent, answers who writes to the number."""


@dataclass(frozen=True, slots=True)
class NumberName:
    decision: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class NumberErrors:
    """Errors of the number or the application that belong to no message; none where Meta gave no code."""

    errors: tuple[MetaError, ...]


@dataclass(frozen=True, slots=True)
class AccountAlert:
    kind: str | None
    severity: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class AccountReview:
    decision: str | None


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS."""

    event: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """`kind` such as RESTRICTED_BIZ_INITIATED_MESSAGING; without an end it lasts until Meta lifts it."""

    kind: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """`ban` is DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE."""

    event: str
    restrictions: tuple[Restriction, ...] = ()
    violation: str | None = None
    ban: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateStatus:
    """`event` such as APPROVED, PAUSED, DISABLED; `detail` such as FIRST_PAUSE."""

    name: str
    language: str | None
    event: str
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class TemplateQuality:
    name: str
    language: str | None
    previous: str | None
    current: str


@dataclass(frozen=True, slots=True)
class TemplateCategory:
    """`done` is false for a change that Meta announces (24 hours before) or suspects."""

    name: str
    language: str | None
    previous: str | None
    current: str | None
    done: bool


@dataclass(frozen=True, slots=True)
class TemplateEdited:
    """A template's text was changed at Meta and is no longer the one the office approved."""

    name: str
    language: str | None


@dataclass(frozen=True, slots=True)
class BusinessUsername:
    """`status` such as approved, reserved."""

    status: str | None


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """`settings`: Meta's names of what was changed, such as calling."""

    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherChange:
    field: str


type AccountChange = (
    MarketingPreference
    | IdentityUpdate
    | MessagingLimit
    | NumberQuality
    | SharedNumber
    | CallReceived
    | HeldByAnother
    | NumberName
    | NumberErrors
    | AccountAlert
    | AccountReview
    | SecurityEvent
    | AccountEvent
    | TemplateStatus
    | TemplateQuality
    | TemplateCategory
    | TemplateEdited
    | BusinessUsername
    | SettingsChanged
    | OtherChange
)


_OFFBOARDED = "ACCOUNT_OFFBOARDED"  # when the app changes phone, and when the number leaves the platform
_RECONNECTED = "ACCOUNT_RECONNECTED"
_SETTINGS = "phone_number_settings"
_CHOICES = {choice.value: choice for choice in Choice}


def parse_account_change(field: str, value: JsonObject) -> tuple[AccountChange, ...]:
    """Parse a value after `remove_ids` into at least one change, in the order given."""
    if "user_preferences" in value:
        return _fill_unknown(
            field, [_read_preference(one) for one in read_objects(value, "user_preferences")]
        )
    if "user_id_update" in value:
        return _fill_unknown(
            field, [_read_identity_update(one) for one in read_objects(value, "user_id_update")]
        )
    if field in SHARED_WITH_THE_APP:
        return (SharedNumber(),)
    if field in HELD_BY_ANOTHER:
        return (HeldByAnother(),)
    if field == CALLS:
        return (CallReceived(),)
    if field == "account_update" and read_text(value, "event") == _RECONNECTED:
        return (SharedNumber(),)
    if field == "account_update" and read_text(value, "event") == _OFFBOARDED:
        return (SharedNumber(), AccountEvent(_OFFBOARDED))
    if read_list(value, "errors"):
        codes = (read_integer(error, "code") for error in read_objects(value, "errors"))
        return (NumberErrors(tuple(explain(code) for code in codes if code is not None)),)
    return (_read_template_change(field, value) or _read_account_change(field, value) or OtherChange(field),)


def remove_ids(value: JsonObject, hash_key: str) -> JsonObject:
    """Replace the ids of people in marketing preferences by their keyed hash, before the value is
    enqueued."""
    if "user_preferences" not in value:
        return value
    return {
        "metadata": read_object(value, "metadata"),  # which of the business's own numbers
        "user_preferences": [_replace_ids(one, hash_key) for one in read_objects(value, "user_preferences")],
    }


def _replace_ids(one: JsonObject, hash_key: str) -> JsonObject:
    ids = find_ids((read_text(one, "wa_id"),), (read_text(one, "user_id"),))
    told = {name: one[name] for name in ("value", "timestamp") if name in one}
    return {**told, "person": hash_sender(hash_key, ids.any_id)} if ids.any_id else told


def _fill_unknown(field: str, changes: list[AccountChange | None]) -> tuple[AccountChange, ...]:
    return tuple(change or OtherChange(field) for change in changes) or (OtherChange(field),)


def _read_preference(one: JsonObject) -> AccountChange | None:
    person = read_text(one, "person")
    if person is None:
        return None
    return MarketingPreference(
        person, _CHOICES.get(read_text(one, "value") or "", Choice.OTHER), read_moment(one)
    )


def _read_identity_update(one: JsonObject) -> AccountChange | None:
    user_id = read_object(one, "user_id")
    current = find_ids((read_text(one, "wa_id"),), (read_text(user_id, "current"),))
    previous = find_ids((), (read_text(user_id, "previous"),))
    if current.user_id is None or previous.user_id is None:
        return None
    return IdentityUpdate(previous, current, read_moment(one))


def _read_template_change(field: str, value: JsonObject) -> AccountChange | None:
    name, language = read_text(value, "message_template_name"), read_text(value, "message_template_language")
    if name is None:
        return None
    quality = read_text(value, "new_quality_score")
    if quality is not None:
        return TemplateQuality(name, language, read_text(value, "previous_quality_score"), quality)
    if "previous_category" in value or "correct_category" in value or field == "template_category_update":
        return _read_category(name, language, value)
    if field == "message_template_components_update":
        return TemplateEdited(name, language)
    event = read_text(value, "event")
    if event is None:
        return None
    detail = read_text(read_object(value, "other_info"), "title")
    return TemplateStatus(name, language, event, read_text(value, "reason"), detail)


def _read_category(name: str, language: str | None, value: JsonObject) -> TemplateCategory:
    """Before the change `correct_category` is the one to come and `new_category`, of all, the present one."""
    coming = read_text(value, "correct_category")
    if coming is not None:
        present = read_text(value, "new_category") or read_text(value, "category")
        return TemplateCategory(name, language, present, coming, done=False)
    return TemplateCategory(
        name, language, read_text(value, "previous_category"), read_text(value, "new_category"), done=True
    )


def _read_account_change(field: str, value: JsonObject) -> AccountChange | None:
    event = read_text(value, "event")
    match field:
        case "business_capability_update":
            return read_limit(value)
        case "phone_number_quality_update" if event is not None:
            return NumberQuality(event, read_limit(value))
        case "account_alerts":
            alert = read_object(value, "alert_info")
            return AccountAlert(
                *(read_text(alert, f"alert_{name}") for name in ("type", "severity", "status"))
            )
        case "account_review_update":
            return AccountReview(read_text(value, "decision"))
        case "phone_number_name_update":
            return NumberName(read_text(value, "decision"), read_text(value, "rejection_reason"))
        case "security" if event is not None:
            return SecurityEvent(event)
        case "account_update" if event is not None:
            return _read_account_event(event, value)
        case "account_settings_update":
            return SettingsChanged(_list_changed_settings(value))
        case "business_username_update" | "business_username_updates":
            return BusinessUsername(read_text(value, "status"))
        case _:
            return None


def _read_account_event(event: str, value: JsonObject) -> AccountEvent:
    restrictions = tuple(
        Restriction(kind, read_moment(one, "expiration"))
        for one in read_objects(value, "restriction_info")
        if (kind := read_text(one, "restriction_type"))
    )
    violation = read_text(read_object(value, "violation_info"), "violation_type")
    ban = read_text(read_object(value, "ban_info"), "waba_ban_state")
    return AccountEvent(event, restrictions, violation, ban)


def _list_changed_settings(value: JsonObject) -> tuple[str, ...]:
    settings = read_object(value, _SETTINGS)
    return tuple(sorted(name for name in settings if name != "phone_number_id"))
