"""What Meta says about the account, the number, the templates and marketing preferences."""

import pytest

from tests.cases import every
from tests.contract.payload_files import (
    GIULIA,
    GIULIA_PHONE,
    GIULIA_USER_ID,
    HASH_KEY,
    MARCO,
    account_changes,
    intake,
    moment,
)
from urp.whatsapp.account import (
    AccountAlert,
    AccountChange,
    AccountEvent,
    AccountReview,
    BusinessUsername,
    Choice,
    IdentityUpdate,
    MarketingPreference,
    NumberErrors,
    NumberName,
    NumberQuality,
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
from urp.whatsapp.person import PersonIds
from urp.whatsapp.reach import MessagingLimit
from urp.whatsapp.signature import hash_sender

TEMPLATE = "avviso_viabilita"


def key_of(person: PersonIds) -> str:
    return hash_sender(HASH_KEY, person.any_id or "")


NEWS: list[tuple[str, list[AccountChange]]] = [
    (
        "preference_stop_by_user_id_only",
        [MarketingPreference(key_of(MARCO), Choice.STOP, moment(1795000700))],
    ),
    (
        "preferences_resume_and_signup",
        [
            MarketingPreference(key_of(GIULIA), Choice.RESUME, moment(1795000701)),
            MarketingPreference(key_of(GIULIA), Choice.SIGNUP, moment(1795000702)),
        ],
    ),
    ("capability_as_number", [MessagingLimit(2_000)]),
    ("capability_as_tier_word", [MessagingLimit(10_000)]),
    ("capability_without_limit", [MessagingLimit(None)]),
    ("template_quality_under_the_wrong_field", [TemplateQuality(TEMPLATE, "it", "GREEN", "YELLOW")]),
    ("template_paused", [TemplateStatus(TEMPLATE, "it", "PAUSED", "NONE", "FIRST_PAUSE")]),
    (
        "template_category_about_to_change",
        [TemplateCategory(TEMPLATE, "it", "UTILITY", "MARKETING", done=False)],
    ),
    ("template_category_changed", [TemplateCategory(TEMPLATE, "it", "UTILITY", "MARKETING", done=True)]),
    ("template_category_suspected", [TemplateCategory(TEMPLATE, "it", "UTILITY", "MARKETING", done=False)]),
    (
        "template_category_without_the_previous",
        [TemplateCategory(TEMPLATE, "it", None, "MARKETING", done=True)],
    ),
    ("account_settings_changed", [SettingsChanged(("calling",))]),
    ("account_offboarded", [SharedNumber(), AccountEvent("ACCOUNT_OFFBOARDED")]),
    ("errors_without_codes", [NumberErrors(())]),
    ("template_text_edited", [TemplateEdited(TEMPLATE, "it")]),
    (
        "account_restricted",
        [
            AccountEvent(
                "ACCOUNT_RESTRICTION",
                (
                    Restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", moment(1795600000)),
                    Restriction("RESTRICTED_UTILITY_TEMPLATES", None),
                ),
            )
        ],
    ),
    ("account_violation", [AccountEvent("ACCOUNT_VIOLATION", violation="SPAM")]),
    ("account_to_be_disabled", [AccountEvent("DISABLED_UPDATE", ban="SCHEDULE_FOR_DISABLE")]),
    ("account_price_tier", [AccountEvent("VOLUME_BASED_PRICING_TIER_UPDATE")]),
    (
        "account_alert_deferred",
        [AccountAlert("INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED", "WARNING", "ACTIVE")],
    ),
    ("account_review_approved", [AccountReview("APPROVED")]),
    ("number_throughput_upgrade", [NumberQuality("THROUGHPUT_UPGRADE", MessagingLimit(None))]),
    ("number_name_rejected", [NumberName("REJECTED", "NAME_NOT_CONSISTENT")]),
    ("security_pin_changed", [SecurityEvent("PIN_CHANGED")]),
    ("business_username_approved", [BusinessUsername("approved")]),
    (
        "user_id_update_legacy",
        [
            IdentityUpdate(
                PersonIds(None, GIULIA_USER_ID),
                PersonIds(GIULIA_PHONE, "IT.10000000000000000777"),
                moment(1795000500),
            )
        ],
    ),
    ("errors_of_the_number", [NumberErrors((explain(130429),))]),
]


@every(("name", "changes"), NEWS)
def test_every_kind_of_news_is_told_apart(name: str, changes: list[AccountChange]) -> None:
    assert account_changes(name) == changes
    assert intake(name).not_understood == ()
    wishes = sum(isinstance(change, MarketingPreference) for change in changes)
    assert len(intake(name).messages) == wishes  # of a person: handled where it is known who that is


def test_news_keep_when_and_for_which_account_they_were_told() -> None:
    (change,) = intake("template_paused").account_changes

    assert (change.field, change.entry_id, change.entry_time) == (
        "message_template_status_update",
        "800000000000001",
        1795100000,
    )


@pytest.mark.parametrize("name", ["echo_of_the_phones_own_app", "history_sync"])
def test_what_the_phones_own_app_wrote_tells_that_it_shares_the_number_and_nothing_else(name: str) -> None:
    (change,) = intake(name).account_changes

    assert account_changes(name) == [SharedNumber()]
    assert change.value.keys() == {"metadata"}
