"""Every word of Meta's about the account, as a sentence the office reads."""

from __future__ import annotations

from datetime import timedelta

from tests.cases import every
from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from urp.notices.account.model import AccountNote
from urp.notices.account.rules import told
from urp.notices.account.sentences import notes_of
from urp.whatsapp.account import parse_account_change

NAME = TEMPLATE.name


@every(
    ("field", "value", "serious"),
    [
        ("message_template_status_update", {"event": "FLAGGED", "message_template_name": NAME}, False),
        (
            "message_template_quality_update",
            {"new_quality_score": "RED", "message_template_name": NAME},
            True,
        ),
        (
            "template_category_update",
            {
                "correct_category": "MARKETING",
                "new_category": "UTILITY",
                "message_template_name": NAME,
            },
            True,
        ),
        (
            "account_update",
            {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SPAM"}},
            True,
        ),
        (
            "account_update",
            {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "SCHEDULE_FOR_DISABLE"}},
            True,
        ),
        ("account_update", {"event": "PARTNER_ADDED"}, False),
        ("account_alerts", {"alert_info": {"alert_severity": "CRITICAL", "alert_type": "X"}}, True),
        ("account_review_update", {"decision": "REJECTED"}, True),
        ("phone_number_quality_update", {"event": "FLAGGED"}, True),
        ("phone_number_quality_update", {"event": "UNFLAGGED"}, False),
        ("smb_message_echoes", {"metadata": {"phone_number_id": "900000000000001"}}, False),
        ("account_update", {"event": "ACCOUNT_RECONNECTED"}, False),
        ("account_update", {"event": "PARTNER_APP_UNINSTALLED"}, True),
        ("account_settings_update", {"phone_number_settings": {"calling": {"status": "ENABLED"}}}, False),
        ("business_username_update", {"status": "approved"}, False),
        ("messages", {"errors": [{"title": "Something went wrong"}]}, False),
        ("business_capability_update", {"max_daily_conversations_per_business": "TIER_2K"}, False),
        ("phone_number_name_update", {"decision": "APPROVED"}, False),
        ("security", {"event": "PIN_CHANGED"}, True),
        ("messages", {"errors": [{"code": 131042}]}, True),
        ("flows", {"event": "X"}, False),
    ],
)
def test_everything_meta_says_leaves_a_sentence_and_only_the_grave_rings(
    field: str, value: dict[str, object], serious: bool
) -> None:
    notes = [note for each in parse_account_change(field, value) for note in notes_of(each, START)]

    assert len(notes) == 1
    assert notes[0].serious is serious
    assert notes[0].sentence.endswith(".")
    assert not notes[0].forbids


def test_the_office_reads_the_newest_word_first() -> None:
    older = AccountNote("account/review", START, "Uno.")
    newer = AccountNote("account/limit", START + timedelta(hours=1), "Due.")

    assert told([older, newer]) == (newer, older)


def test_a_number_that_leaves_the_platform_is_written_through_slowly_and_rings() -> None:
    changes = parse_account_change("account_update", {"event": "ACCOUNT_OFFBOARDED"})

    notes = [note for change in changes for note in notes_of(change, START)]

    assert [note.serious for note in notes] == [False, True]
