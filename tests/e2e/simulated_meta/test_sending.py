"""What the town hall sends through the simulated Meta, over real HTTP."""

from infra.local.meta.reading import Json, read_objects, read_text
from tests.fakes.graph_caller import PHONE_NUMBER_ID, WABA_ID, GraphCaller, code_of
from tests.fakes.notices import notice
from tests.fakes.webhook_receiver import WebhookReceiver

GIULIA = "393330000001"


def test_an_answer_in_the_window_is_accepted_sent_delivered_and_read(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Siete aperti?"})

    status, answer = meta.send_text(GIULIA, "Sì, fino alle 13", tracker="r:7")
    town_hall.wait_for(lambda: len(town_hall.statuses()) == 2)
    meta.control("POST", f"citizens/{GIULIA}/read", {})
    town_hall.wait_for(lambda: len(town_hall.statuses()) == 3)

    told = {read_text(each, "status"): each for each in town_hall.statuses()}
    assert status == 200
    assert answer["contacts"] == [{"input": f"+{GIULIA}", "wa_id": GIULIA}]
    assert told.keys() == {"sent", "delivered", "read"}
    assert {each["biz_opaque_callback_data"] for each in told.values()} == {"r:7"}
    assert {each["recipient_id"] for each in told.values()} == {GIULIA}
    assert all(read_text(each, "recipient_user_id").startswith("IT.") for each in told.values())
    phone = read_objects(meta.control("GET", f"citizens/{GIULIA}/messages"), "messages")
    assert [(each["direction"], each["status"]) for each in phone] == [("in", "delivered"), ("out", "read")]


def test_a_failed_status_has_no_contacts_and_no_user_id(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    meta.control("POST", "faults", {"errors": [{"code": 131026, "rate": 1}]})

    status, _ = meta.send(to=f"+{GIULIA}", type="template", template=notice())
    town_hall.wait_for(lambda: len(town_hall.statuses()) == 1)

    failed = town_hall.statuses()[0]
    assert status == 200
    assert (failed["status"], read_objects(failed, "errors")[0]["code"]) == ("failed", 131026)
    assert "recipient_user_id" not in failed
    assert "contacts" not in town_hall.posts[0].value
    assert meta.control("GET", f"citizens/{GIULIA}/messages")["messages"] == []


def test_free_text_outside_the_window_is_refused_and_a_notice_is_not(meta: GraphCaller) -> None:
    refused = meta.send_text(GIULIA, "Ciao")
    accepted = meta.send(to=f"+{GIULIA}", type="template", template=notice())

    assert (refused[0], code_of(refused)) == (400, 131047)
    assert accepted[0] == 200
    sent = read_objects(meta.control("GET", "sent?after=0"), "messages")
    assert [each["outcome"] for each in sent] == ["131047", "accepted"]


def test_a_text_sent_directly_is_taken_where_the_account_may_use_it(meta: GraphCaller) -> None:
    direct: Json = {
        "to": f"+{GIULIA}",
        "type": "text",
        "category": "utility",
        "text": {"body": "Fiume in piena"},
    }

    refused = meta.send(**direct)
    meta.control("POST", "faults", {"direct_send": True})
    accepted = meta.send(**direct)

    assert (refused[0], code_of(refused), accepted[0]) == (400, 100, 200)


def test_a_citizen_who_wrote_yesterday_cannot_be_answered_freely(meta: GraphCaller) -> None:
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Ciao", "at": 1_700_000_000})

    assert code_of(meta.send_text(GIULIA, "Ciao")) == 131047


def test_more_than_the_numbers_rate_in_a_second_is_refused(meta: GraphCaller) -> None:
    meta.control("POST", "faults", {"number_rate": 2})
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Anche questo conta"})

    answers = [meta.send(to="+393330000002", type="template", template=notice()) for _ in range(2)]

    assert [code_of(answer) for answer in answers] == [None, 130429]


def test_a_user_id_in_to_is_accepted_and_never_delivered(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    status, answer = meta.send(to="IT.10000000000000000001", type="template", template=notice())
    meta.send(recipient="IT.10000000000000000001", type="template", template=notice("via Po"))
    town_hall.wait_for(lambda: len(town_hall.statuses()) == 2)

    lost = read_objects(answer, "messages")[0]["id"]
    assert status == 200
    assert lost not in [each["id"] for each in town_hall.statuses()]
    phone = read_objects(meta.control("GET", "citizens/IT.10000000000000000001/messages"), "messages")
    assert [each["text"] for each in phone] == [
        "Il Comune informa: via Po resta chiusa oggi.\n\nScrivi Cancellami per uscire"
    ]


def test_a_wrong_token_and_an_unknown_version_are_refused(meta: GraphCaller) -> None:
    unknown_version = meta.call("GET", f"/v99.0/{PHONE_NUMBER_ID}")
    meta.token = "another-token"
    wrong_token = meta.send_text(GIULIA, "Ciao")

    assert (unknown_version[0], code_of(unknown_version)) == (400, 2500)
    assert (wrong_token[0], code_of(wrong_token)) == (401, 190)


def test_a_held_notice_reaches_the_phone_only_when_meta_lets_it_go(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    meta.control("POST", "faults", {"held_rate": 1, "held_drop_rate": 0, "held_ms": 300})

    _, answer = meta.send(to=f"+{GIULIA}", type="template", template=notice())
    before = read_objects(meta.control("GET", f"citizens/{GIULIA}/messages"), "messages")
    town_hall.wait_for(lambda: len(town_hall.statuses()) == 2)
    after = read_objects(meta.control("GET", f"citizens/{GIULIA}/messages"), "messages")

    assert read_objects(answer, "messages")[0]["message_status"] == "held_for_quality_assessment"
    assert (len(before), len(after)) == (0, 1)


def test_a_held_notice_may_be_dropped(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    meta.control("POST", "faults", {"held_rate": 1, "held_drop_rate": 1, "held_ms": 1})

    meta.send(to=f"+{GIULIA}", type="template", template=notice())
    town_hall.wait_for(lambda: len(town_hall.statuses()) == 1)

    assert read_objects(town_hall.statuses()[0], "errors")[0]["code"] == 132015
    assert meta.control("GET", f"citizens/{GIULIA}/messages")["messages"] == []


def test_templates_can_be_created_listed_paused_and_then_are_refused(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    body = {"type": "BODY", "text": "Domani la biblioteca resta chiusa."}
    created = meta.call(
        "POST",
        f"/v25.0/{WABA_ID}/message_templates",
        {"name": "biblioteca", "language": "it", "category": "UTILITY", "components": [body]},
    )
    library: Json = {"name": "biblioteca", "language": {"code": "it"}}

    accepted = meta.send(to=f"+{GIULIA}", type="template", template=library)
    meta.control("POST", "templates/biblioteca", {"status": "PAUSED"})
    paused = meta.send(to=f"+{GIULIA}", type="template", template=library)
    unknown = meta.send(to=f"+{GIULIA}", type="template", template={**library, "name": "altro"})
    listed = meta.call("GET", f"/v25.0/{WABA_ID}/message_templates?fields=name,status&status=PAUSED")

    assert (created[0], accepted[0], code_of(paused), unknown[0], code_of(unknown)) == (
        200,
        200,
        132015,
        404,
        132001,
    )
    assert [each["name"] for each in read_objects(listed[1], "data")] == ["biblioteca"]
    assert any(post.value.get("event") == "PAUSED" for post in town_hall.posts)
