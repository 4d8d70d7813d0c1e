"""A citizen's phone at the simulated Meta, over real HTTP."""

from infra.local.meta.reading import read_object, read_objects, read_text
from infra.local.meta.signing import sign
from tests.fakes.graph_caller import APP_SECRET, PHONE_NUMBER_ID, GraphCaller, code_of
from tests.fakes.notices import notice
from tests.fakes.webhook_receiver import WebhookReceiver

GIULIA = "393330000001"


def test_a_citizens_message_reaches_the_town_hall_signed(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    told = meta.control(
        "POST", f"citizens/{GIULIA}/messages", {"text": "Perché è chiuso? 🙂", "name": "Giulia"}
    )

    post = town_hall.posts[0]
    message, contact = read_objects(post.value, "messages")[0], read_objects(post.value, "contacts")[0]
    assert told["status"] == 200
    assert post.signature == sign(APP_SECRET, post.raw)
    assert b"Perch\\u00e9" in post.raw
    assert (message["id"], message["from"], message["text"]) == (
        told["id"],
        GIULIA,
        {"body": "Perché è chiuso? 🙂"},
    )
    assert (contact["wa_id"], read_object(contact, "profile")["name"]) == (GIULIA, "Giulia")
    assert message["from_user_id"] == contact["user_id"]


def test_a_citizen_may_show_only_the_user_id_and_is_still_the_same_person(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Ciao"})
    user_id = read_text(read_objects(town_hall.posts[0].value, "messages")[0], "from_user_id")
    meta.control("POST", f"citizens/{user_id}/messages", {"text": "Sono io", "identity": "user_id"})

    second = town_hall.posts[1].value
    assert "from" not in read_objects(second, "messages")[0]
    assert "wa_id" not in read_objects(second, "contacts")[0]
    phone = meta.control("GET", f"citizens/{GIULIA}/messages")
    assert [message["text"] for message in read_objects(phone, "messages")] == ["Ciao", "Sono io"]


def test_a_webhook_that_was_not_answered_comes_again(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    town_hall.answers = [503]

    told = meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Iscrivimi"})
    town_hall.wait_for(lambda: len(town_hall.posts) == 2)

    assert told["status"] == 503
    assert town_hall.posts[0] == town_hall.posts[1]


def test_the_same_message_can_be_delivered_many_times(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Iscrivimi", "times": 3})

    assert len({post.raw for post in town_hall.posts}) == 1
    assert len(town_hall.posts) == 3
    assert len(read_objects(meta.control("GET", f"citizens/{GIULIA}/messages"), "messages")) == 1


def test_a_citizen_presses_the_leave_button_of_a_notice(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    meta.send(to=f"+{GIULIA}", type="template", template=notice())
    on_the_phone = read_objects(meta.control("GET", f"citizens/{GIULIA}/messages"), "messages")[0]
    button = read_objects(on_the_phone, "buttons")[0]

    press = {"payload": button["payload"], "text": button["text"]}
    message = {"type": "button", "button": press, "context": {"id": on_the_phone["id"]}}
    meta.control("POST", f"citizens/{GIULIA}/messages", {"message": message})

    town_hall.wait_for(lambda: any(read_objects(post.value, "messages") for post in town_hall.posts))
    pressed = next(each for post in town_hall.posts for each in read_objects(post.value, "messages"))
    assert pressed["button"] == {"payload": "leave:b1:00:x", "text": "Cancellami"}
    assert read_object(pressed, "context")["id"] == on_the_phone["id"]


def test_a_citizen_shares_the_number_when_asked(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    meta.control(
        "POST",
        f"citizens/{GIULIA}/messages",
        {"message": {"type": "contacts"}, "identity": "user_id", "name": "Giulia"},
    )

    shared = read_objects(town_hall.posts[0].value, "messages")[0]
    assert "from" not in shared
    assert shared["origin"] == "contact_request"
    assert read_objects(read_objects(shared, "contacts")[0], "phones")[0]["wa_id"] == GIULIA


def test_only_who_wrote_in_the_last_day_can_be_blocked(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "..."})
    path = f"/v25.0/{PHONE_NUMBER_ID}/block_users"

    mixed = meta.call(
        "POST",
        path,
        {"messaging_product": "whatsapp", "block_users": [{"user": GIULIA}, {"user": "393330000002"}]},
    )
    told = meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "mi senti?"})

    lists = read_object(mixed[1], "block_users")
    assert (mixed[0], code_of(mixed)) == (400, 139100)
    assert [each["input"] for each in read_objects(lists, "added_users")] == [GIULIA]
    assert [each["input"] for each in read_objects(lists, "failed_users")] == ["393330000002"]
    assert [each["wa_id"] for each in read_objects(meta.call("GET", path)[1], "data")] == [GIULIA]
    assert (told["blocked"], len(town_hall.posts)) == (True, 1)
    assert code_of(meta.send_text(GIULIA, "Ciao")) == 130403
