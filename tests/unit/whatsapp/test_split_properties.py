"""Whatever Meta posts: never an exception, never a lost message, never somebody else's name."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from urp.whatsapp.account import parse_account_change
from urp.whatsapp.json_shape import JsonObject, to_compact_json
from urp.whatsapp.message import parse_message
from urp.whatsapp.status import parse_statuses
from urp.whatsapp.webhook import ACCOUNT_FIELDS, OTHERS_CONVERSATIONS, find_pointed_message, split

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
PHONES = st.sampled_from(["393330000001", "393330000002", "+393330000003", "", "IT.1000", "not a phone"])
USER_IDS = st.sampled_from(["IT.10000000000000000001", "IT.10000000000000000002", "IT.", "", "393330000001"])
WORDS = st.sampled_from(
    ["text", "system", "interactive", "button", "contacts", "image", "edit", "sent", "failed", "hologram"]
)


def objects(**known: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Objects with some of these keys, each mostly as Meta writes it and sometimes anything."""
    return st.fixed_dictionaries({}, optional={name: value | ANYTHING for name, value in known.items()})


def arrays(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[object]:
    return st.lists(of | ANYTHING, max_size=most)


NESTED = objects(
    type=WORDS,
    body=SCALARS,
    id=SCALARS,
    user_id=USER_IDS,
    previous_user_id=USER_IDS,
    wa_id=PHONES,
    text=SCALARS,
)
MESSAGES = st.builds(
    lambda base, own: {**base, **own},
    objects(
        timestamp=st.sampled_from(["1795000001", "1795000001000", 7]),
        type=WORDS,
        contacts=arrays(NESTED),
        errors=arrays(NESTED),
        **dict.fromkeys(("text", "system", "interactive", "button", "edit"), NESTED),
    ),
    objects(id=st.sampled_from(["wamid.A", "wamid.B", ""]), from_user_id=USER_IDS, **{"from": PHONES}),
)
STATUSES = objects(
    id=st.sampled_from(["wamid.A", ""]),
    status=WORDS,
    timestamp=SCALARS,
    recipient_id=PHONES,
    recipient_user_id=USER_IDS,
    errors=arrays(NESTED),
)
CONTACTS = objects(wa_id=PHONES, user_id=USER_IDS, profile=objects(name=SCALARS, username=SCALARS))
VALUES = objects(
    metadata=objects(phone_number_id=SCALARS),
    contacts=arrays(CONTACTS),
    messages=arrays(MESSAGES),
    statuses=arrays(STATUSES),
    errors=arrays(NESTED),
    user_preferences=arrays(objects(wa_id=PHONES, user_id=USER_IDS, value=WORDS, timestamp=SCALARS)),
    new_quality_score=SCALARS,
    message_template_name=SCALARS,
    max_daily_conversations_per_business=SCALARS,
)
FIELDS = st.sampled_from(["messages", "surprise", *sorted(ACCOUNT_FIELDS | OTHERS_CONVERSATIONS)])
CHANGES = objects(field=FIELDS, value=VALUES)
BODIES = st.fixed_dictionaries(
    {
        "object": st.just("whatsapp_business_account"),
        "entry": arrays(objects(id=SCALARS, time=SCALARS, changes=arrays(CHANGES))),
    }
)


_WISH = {"user_preferences": [{"wa_id": "393330000001"}]}


def encoded(body: object) -> bytes:
    return json.dumps(body).encode()


def elements(body: JsonObject, array: str) -> int:
    """How many elements all the arrays of this name hold, read as naively as can be."""
    count = 0
    entries = body["entry"]
    for entry in entries if isinstance(entries, list) else []:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        for change in changes if isinstance(changes, list) else []:
            value = change.get("value") if isinstance(change, dict) else None
            inside = value.get(array) if isinstance(value, dict) else None
            count += len(inside) if isinstance(inside, list) else 0
    return count


@given(st.dictionaries(st.text(max_size=8), ANYTHING, max_size=5))
def test_any_json_object_is_taken_apart(body: JsonObject) -> None:
    split(encoded(body))


@given(BODIES)
@example({"object": "whatsapp_business_account", "entry": [{"changes": [{"value": _WISH}]}]})
def test_every_message_comes_out_or_is_kept_for_inspection(body: JsonObject) -> None:
    found = split(encoded(body))

    kept = sum(item.messages for item in found.not_understood)
    wishes = sum(each.message.get("type") == "marketing_preference" for each in found.messages)
    assert len(found.messages) - wishes + kept == elements(body, "messages")


@given(BODIES)
def test_every_status_comes_out_or_is_kept_for_inspection(body: JsonObject) -> None:
    found = split(encoded(body))

    kept = sum(item.statuses for item in found.not_understood)
    assert found.statuses + kept == elements(body, "statuses")


@given(BODIES)
def test_every_message_is_found_again_by_its_position(body: JsonObject) -> None:
    raw = encoded(body)

    for one in split(raw).messages:
        found = find_pointed_message(raw, one.position)
        assert found is not None
        assert to_compact_json(found.message) == to_compact_json(one.message)


@given(BODIES)
def test_whoever_wrote_keeps_one_id_from_the_queue_to_the_desk(body: JsonObject) -> None:
    for one in split(encoded(body)).messages:
        message = parse_message({**one.message, "timestamp": "1795000001"}, one.contact)
        assert message.sender.ids.any_id == one.sender_id


@given(BODIES)
def test_statuses_and_news_of_any_shape_are_read(body: JsonObject) -> None:
    found = split(encoded(body))

    for chunk in found.status_chunks:
        parse_statuses(chunk.statuses, chunk.contacts)
    for change in found.account_changes:
        assert parse_account_change(change.field, change.value)
