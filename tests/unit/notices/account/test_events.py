"""What the service does about each event that Meta documents, row by row of `events.txt`."""

from __future__ import annotations

from pathlib import Path

from tests.cases import every
from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from urp.notices.account.rules import forbidden, warns
from urp.notices.account.sentences import notes_of
from urp.notices.account.watch import limit_in
from urp.whatsapp.account import AccountChange, NumberQuality, SharedNumber, parse_account_change
from urp.whatsapp.json_shape import JsonObject

ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in Path(__file__).with_name("events.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
_NAMED: JsonObject = {"message_template_name": TEMPLATE.name, "message_template_language": "it"}


def value_of(field: str, event: str) -> JsonObject:
    """As Meta posts it."""
    word, _, more = event.partition(" ")
    by_event: dict[str, JsonObject] = {
        "DISABLED_UPDATE": {"ban_info": {"waba_ban_state": more}},
        "ACCOUNT_RESTRICTION": {"restriction_info": [{"restriction_type": more}]},
        "ACCOUNT_VIOLATION": {"violation_info": {"violation_type": "SPAM"}},
    }
    coming: JsonObject = {**_NAMED, "category": "UTILITY", "correct_category": more}
    done: JsonObject = {**_NAMED, "previous_category": "UTILITY", "new_category": more}
    by_field: dict[str, JsonObject] = {
        "account_update": {"event": word, **by_event.get(word, {})},
        "account_alerts": {"alert_info": {"alert_type": word, "alert_severity": more}},
        "account_review_update": {"decision": word},
        "phone_number_name_update": {"decision": word},
        "business_capability_update": {"max_daily_conversations_per_business": word},
        "business_username_update": {"status": word},
        "message_template_quality_update": {**_NAMED, "new_quality_score": word},
        "template_category_update": done if word == "done" else coming,
        "template_correct_category_detection": coming,
        "message_template_status_update": {**_NAMED, "event": word},
        "message_template_components_update": _NAMED,
        "user_preferences": {"user_preferences": [{"person": "a made-up key", "value": word}]},
    }
    return by_field.get(field, {"event": word})


def reaction(changes: tuple[AccountChange, ...]) -> str:
    notes = [note for each in changes for note in notes_of(each, START)]
    if any(isinstance(each, SharedNumber) for each in changes) or any(
        isinstance(each, NumberQuality) and each.event == "THROUGHPUT_UPGRADE" for each in changes
    ):
        return "rate"
    if forbidden(notes, TEMPLATE, START) is not None:
        return "stop" if any(note.forbids and note.template is None for note in notes) else "template"
    if any(map(warns, changes)):
        return "hold"
    if any(limit_in(each) for each in changes):
        return "limit"
    if any(note.of_a_person for note in notes):
        return "person"
    return "note" if notes else "silent"


@every(("field", "event", "wanted", "alarm"), ROWS)
def test_each_event_of_metas_has_its_reaction_its_alarm_and_its_sentence(
    field: str, event: str, wanted: str, alarm: str
) -> None:
    changes = parse_account_change(field, value_of(field, event))
    notes = [note for each in changes for note in notes_of(each, START)]

    assert reaction(changes) == wanted
    assert any(note.serious for note in notes) is (alarm == "ring")
    for note in notes:
        if not note.of_a_person:
            assert note.sentence.endswith(".")
            assert "non riconosciuta" not in note.sentence
            assert "Meta comunica" not in note.sentence
            assert event == "-" or event.partition(" ")[0] not in note.sentence
