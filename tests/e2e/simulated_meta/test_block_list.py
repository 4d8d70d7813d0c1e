"""The block list of the number as our own client meets it."""

from __future__ import annotations

import pytest

from infra.local.meta.identity import make_user_id
from infra.local.meta.reading import Json, read_objects
from tests.fakes.graph_caller import ACCESS_TOKEN, PHONE_NUMBER_ID, GraphCaller
from tests.fakes.webhook_receiver import WebhookReceiver
from urp.whatsapp.blocking import Done, NoAnswer, NotNow, Refused
from urp.whatsapp.graph.graph_blocks import GraphBlocks
from urp.whatsapp.graph.graph_connection import GraphTokens

GIULIA, BRUNO = "393330000001", "393330000002"
NEW_ID = "IT.10000000000000000777"


@pytest.fixture
def client(meta: GraphCaller) -> GraphBlocks:
    return GraphBlocks(
        f"http://{meta.address}", "v25.0", PHONE_NUMBER_ID, GraphTokens(lambda: [ACCESS_TOKEN])
    )


def writes(meta: GraphCaller, citizen: str) -> Json:
    return meta.control("POST", f"citizens/{citizen}/messages", {"text": "…"})


def changes_number(meta: GraphCaller) -> None:
    change = {"type": "user_changed_user_id", "user_id": NEW_ID, "previous_user_id": make_user_id(GIULIA)}
    message = {"type": "system", "system": change}
    meta.control("POST", f"citizens/{GIULIA}/messages", {"message": message})


def test_who_wrote_is_added_and_removed(
    meta: GraphCaller, client: GraphBlocks, town_hall: WebhookReceiver
) -> None:
    writes(meta, GIULIA)
    user_id = make_user_id(GIULIA)

    assert client.add(user_id) == Done()
    assert writes(meta, GIULIA)["blocked"] is True
    assert client.remove([user_id, BRUNO]) == {user_id: Done(), BRUNO: Done()}
    assert writes(meta, GIULIA)["blocked"] is False


def test_who_has_not_written_is_refused(client: GraphBlocks, town_hall: WebhookReceiver) -> None:
    assert client.add(BRUNO) == Refused(131047)


def test_what_a_blocked_person_writes_does_not_open_the_window(
    meta: GraphCaller, client: GraphBlocks, town_hall: WebhookReceiver
) -> None:
    """The town hall has not heard it."""
    at = 1_795_000_000 - 86_390
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "…", "at": at})
    client.add(GIULIA)
    writes(meta, GIULIA)

    people = read_objects(meta.control("GET", "citizens"), "citizens")
    (person,) = [each for each in people if each["citizen"] == GIULIA]
    assert person["last_wrote_at"] == at


def test_a_new_id_is_free_and_can_be_blocked_once_it_has_written(
    meta: GraphCaller, client: GraphBlocks, town_hall: WebhookReceiver
) -> None:
    writes(meta, GIULIA)
    client.add(make_user_id(GIULIA))

    changes_number(meta)

    assert client.add(NEW_ID) == Refused(131047)
    assert writes(meta, GIULIA)["blocked"] is False
    assert client.add(NEW_ID) == Done()


@pytest.mark.parametrize(("code", "meant"), [(139102, NotNow(139102)), (139101, Refused(139101))])
def test_metas_own_trouble_comes_person_by_person(
    meta: GraphCaller, client: GraphBlocks, town_hall: WebhookReceiver, code: int, meant: object
) -> None:
    writes(meta, GIULIA)
    meta.control("POST", "faults", {"errors": [{"code": code, "rate": 1}]})

    assert client.add(GIULIA) == meant
    assert meta.send_text(GIULIA, "Ciao")[0] == 200


def test_the_list_is_read_page_by_page(
    meta: GraphCaller, client: GraphBlocks, town_hall: WebhookReceiver
) -> None:
    phones = [f"3933300{number:05d}" for number in range(103)]
    for phone in phones:
        writes(meta, phone)
        client.add(phone)

    first = client.read_page(None)
    assert first is not None
    second = client.read_page(first.after)
    assert second is not None

    assert {each.phone for each in (*first.people, *second.people)} == set(phones)
    assert second.after is None


def test_a_meta_that_is_down_leaves_it_open(
    meta: GraphCaller, client: GraphBlocks, town_hall: WebhookReceiver
) -> None:
    writes(meta, GIULIA)
    meta.control("POST", "faults", {"down": True})

    assert client.add(GIULIA) == NoAnswer()
    assert client.read_page(None) is None


def test_a_wrong_token_is_not_the_persons_fault(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    client = GraphBlocks(f"http://{meta.address}", "v25.0", PHONE_NUMBER_ID, GraphTokens(lambda: ["revoked"]))

    assert client.add(GIULIA) == NotNow(190)
    assert client.read_page(None) is None


def test_nobody_at_the_other_end_means_not_asked() -> None:
    client = GraphBlocks("http://127.0.0.1:9", "v25.0", PHONE_NUMBER_ID, GraphTokens(lambda: [ACCESS_TOKEN]))

    assert client.add(GIULIA) == NotNow(None)
