"""The control side of the simulated Meta and its page, over real HTTP."""

import http.client

import pytest

from infra.local.meta.reading import read_objects
from tests.fakes.graph_caller import GraphCaller
from tests.fakes.notices import notice
from tests.fakes.webhook_receiver import WebhookReceiver

GIULIA = "393330000001"


def test_an_unclear_send_reaches_the_citizen_and_nobody_answers(meta: GraphCaller) -> None:
    meta.control("POST", "faults", {"unclear_rate": 1})

    with pytest.raises(http.client.RemoteDisconnected):
        meta.send(to=f"+{GIULIA}", type="template", template=notice())

    assert len(read_objects(meta.control("GET", f"citizens/{GIULIA}/messages"), "messages")) == 1
    assert meta.control("GET", "statistics")["unanswered"] == 1


def test_while_meta_is_down_nothing_is_accepted_or_answered(meta: GraphCaller) -> None:
    meta.control("POST", "faults", {"down": True})

    with pytest.raises(http.client.RemoteDisconnected):
        meta.send(to=f"+{GIULIA}", type="template", template=notice())

    assert meta.control("GET", "statistics")["totals"] == {"down": 1}
    assert meta.control("GET", f"citizens/{GIULIA}/messages")["messages"] == []


def test_the_statistics_count_outcomes_and_copies(meta: GraphCaller) -> None:
    for _ in range(2):
        meta.send(to=f"+{GIULIA}", type="template", template=notice(), biz_opaque_callback_data="b:1")
    meta.send_text("393330000002", "Ciao")

    statistics = meta.control("GET", "statistics")

    assert statistics["totals"] == {"accepted": 2, "131047": 1}
    assert statistics["copies"] == [{"recipient": GIULIA, "tracker": "b:1", "copies": 2}]
    assert statistics["max_sends_in_a_second"] == 2


def test_a_reset_forgets_everything_but_the_templates(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    meta.control("POST", f"citizens/{GIULIA}/messages", {"text": "Ciao"})
    meta.control("POST", "faults", {"number_rate": 1, "down": True})

    meta.control("POST", "reset", {})

    assert meta.control("GET", "citizens")["citizens"] == []
    assert meta.control("GET", "faults")["number_rate"] == 80
    assert meta.control("GET", "statistics")["totals"] == {}
    assert meta.send(to=f"+{GIULIA}", type="template", template=notice())[0] == 200


def test_the_callback_can_be_named_later_and_is_verified_as_meta_does(
    meta: GraphCaller, town_hall: WebhookReceiver
) -> None:
    told = meta.control("POST", "callback", {"url": town_hall.url, "verify_token": "made-up"})

    assert told == {"url": town_hall.url, "verified": True}


def test_any_body_can_be_posted_signed(meta: GraphCaller, town_hall: WebhookReceiver) -> None:
    town_hall.answers = [400]

    told = meta.control("POST", "webhooks", {"object": "page", "à": "/"})

    assert told["status"] == 400
    assert town_hall.posts[0].raw == b'{"object":"page","\\u00e0":"\\/"}'


def test_the_page_needs_nothing_from_outside(meta: GraphCaller) -> None:
    connection = http.client.HTTPConnection(meta.address, timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()

    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="it">' in page
    assert "http://" not in page
    assert "https://" not in page
