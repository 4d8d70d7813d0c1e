"""What Meta says about the account, the number, the templates and marketing preferences, typed.

Dispatched on shape first: Meta's own example of a quality update carries another field's name. What is new or
unreadable is an OtherChange, recorded like the rest.
"""

from __future__ import annotations

from urp.whatsapp.account_changes import (
    AccountAlert,
    AccountChange,
    AccountEvent,
    AccountReview,
    BusinessUsername,
    CallReceived,
    Choice,
    IdentityUpdate,
    MarketingPreference,
    NumberErrors,
    NumberName,
    NumberQuality,
    OtherChange,
    Restriction,
    SecurityEvent,
    SettingsChanged,
    SharedNumber,
    TemplateCategory,
    TemplateEdited,
    TemplateQuality,
    TemplateStatus,
)
from urp.whatsapp.error_codes import explain
from urp.whatsapp.json_shape import (
    JsonObject,
    integer_in,
    list_in,
    object_in,
    objects_in,
    text_in,
)
from urp.whatsapp.messaging_limit import limit_in
from urp.whatsapp.moments import moment_in
from urp.whatsapp.person import ids_among
from urp.whatsapp.sender_key import sender_key
from urp.whatsapp.webhook import CALLS, SHARED_WITH_THE_APP

_OFFBOARDED = "ACCOUNT_OFFBOARDED"  # when the app changes phone, and when the number leaves the platform
_RECONNECTED = "ACCOUNT_RECONNECTED"
_SETTINGS = "phone_number_settings"
_CHOICES = {choice.value: choice for choice in Choice}


def parse_account_change(field: str, value: JsonObject) -> tuple[AccountChange, ...]:
    """At least one, in the order given, of a value `without_ids`."""
    if "user_preferences" in value:
        return _all(field, [_preference(one) for one in objects_in(value, "user_preferences")])
    if "user_id_update" in value:
        return _all(field, [_identity_update(one) for one in objects_in(value, "user_id_update")])
    if field in SHARED_WITH_THE_APP:
        return (SharedNumber(),)
    if field == CALLS:
        return (CallReceived(),)
    if field == "account_update" and text_in(value, "event") == _RECONNECTED:
        return (SharedNumber(),)
    if field == "account_update" and text_in(value, "event") == _OFFBOARDED:
        return (SharedNumber(), AccountEvent(_OFFBOARDED))
    if list_in(value, "errors"):
        codes = (integer_in(error, "code") for error in objects_in(value, "errors"))
        return (NumberErrors(tuple(explain(code) for code in codes if code is not None)),)
    return (_about_template(field, value) or _about_account(field, value) or OtherChange(field),)


def without_ids(value: JsonObject, hash_key: str) -> JsonObject:
    """Before it is handed on: of a person who tells WhatsApp what they want, the key that stands for them."""
    if "user_preferences" not in value:
        return value
    return {
        "metadata": object_in(value, "metadata"),  # which of the business's own numbers
        "user_preferences": [_keyed(one, hash_key) for one in objects_in(value, "user_preferences")],
    }


def _keyed(one: JsonObject, hash_key: str) -> JsonObject:
    ids = ids_among((text_in(one, "wa_id"),), (text_in(one, "user_id"),))
    told = {name: one[name] for name in ("value", "timestamp") if name in one}
    return {**told, "person": sender_key(hash_key, ids.any_id)} if ids.any_id else told


def _all(field: str, changes: list[AccountChange | None]) -> tuple[AccountChange, ...]:
    return tuple(change or OtherChange(field) for change in changes) or (OtherChange(field),)


def _preference(one: JsonObject) -> AccountChange | None:
    person = text_in(one, "person")
    if person is None:
        return None
    return MarketingPreference(
        person, _CHOICES.get(text_in(one, "value") or "", Choice.OTHER), moment_in(one)
    )


def _identity_update(one: JsonObject) -> AccountChange | None:
    user_id = object_in(one, "user_id")
    current = ids_among((text_in(one, "wa_id"),), (text_in(user_id, "current"),))
    previous = ids_among((), (text_in(user_id, "previous"),))
    if current.user_id is None or previous.user_id is None:
        return None
    return IdentityUpdate(previous, current, moment_in(one))


def _about_template(field: str, value: JsonObject) -> AccountChange | None:
    name, language = text_in(value, "message_template_name"), text_in(value, "message_template_language")
    if name is None:
        return None
    quality = text_in(value, "new_quality_score")
    if quality is not None:
        return TemplateQuality(name, language, text_in(value, "previous_quality_score"), quality)
    if "previous_category" in value or "correct_category" in value or field == "template_category_update":
        return _category(name, language, value)
    if field == "message_template_components_update":
        return TemplateEdited(name, language)
    event = text_in(value, "event")
    if event is None:
        return None
    detail = text_in(object_in(value, "other_info"), "title")
    return TemplateStatus(name, language, event, text_in(value, "reason"), detail)


def _category(name: str, language: str | None, value: JsonObject) -> TemplateCategory:
    """Before the change `correct_category` is the one to come and `new_category`, of all, the present one."""
    coming = text_in(value, "correct_category")
    if coming is not None:
        present = text_in(value, "new_category") or text_in(value, "category")
        return TemplateCategory(name, language, present, coming, done=False)
    return TemplateCategory(
        name, language, text_in(value, "previous_category"), text_in(value, "new_category"), done=True
    )


def _about_account(field: str, value: JsonObject) -> AccountChange | None:
    event = text_in(value, "event")
    match field:
        case "business_capability_update":
            return limit_in(value)
        case "phone_number_quality_update" if event is not None:
            return NumberQuality(event, limit_in(value))
        case "account_alerts":
            alert = object_in(value, "alert_info")
            return AccountAlert(*(text_in(alert, f"alert_{name}") for name in ("type", "severity", "status")))
        case "account_review_update":
            return AccountReview(text_in(value, "decision"))
        case "phone_number_name_update":
            return NumberName(text_in(value, "decision"), text_in(value, "rejection_reason"))
        case "security" if event is not None:
            return SecurityEvent(event)
        case "account_update" if event is not None:
            return _account_event(event, value)
        case "account_settings_update":
            return SettingsChanged(_changed_settings(value))
        case "business_username_update" | "business_username_updates":
            return BusinessUsername(text_in(value, "status"))
        case _:
            return None


def _account_event(event: str, value: JsonObject) -> AccountEvent:
    restrictions = tuple(
        Restriction(kind, moment_in(one, "expiration"))
        for one in objects_in(value, "restriction_info")
        if (kind := text_in(one, "restriction_type"))
    )
    violation = text_in(object_in(value, "violation_info"), "violation_type")
    ban = text_in(object_in(value, "ban_info"), "waba_ban_state")
    return AccountEvent(event, restrictions, violation, ban)


def _changed_settings(value: JsonObject) -> tuple[str, ...]:
    settings = object_in(value, _SETTINGS)
    return tuple(sorted(name for name in settings if name != "phone_number_id"))
