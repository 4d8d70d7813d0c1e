"""A notice from the office's draft to the closing statement, and to the Channel."""

from datetime import UTC, datetime, timedelta

import pytest
import requests

from infra.local.meta.reading import read_object, read_objects
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall
from tests.e2e.desk import everything
from tests.e2e.notices import Notices, balances, copies, counts
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen
from tests.e2e.queues import Queues
from urp.town.texts import TextKey, Texts


def test_a_preview_tells_the_audience_and_the_text_and_stores_nothing(
    subscriber: Citizen, notices: Notices
) -> None:
    before = len(everything(notices.editor, "/broadcasts"))

    preview = notices.editor.post("/broadcasts/preview", notices.draft("servizio"))
    after = len(everything(notices.editor, "/broadcasts"))
    statement = notices.reach_everybody("servizio")

    assert after == before
    assert preview["audience"] == statement["audience"]
    assert [line.text for line in subscriber.notices()] == [preview["text"]]
    assert str(preview["channel_text"]).endswith("https://www.comune.ancona.it/avvisi/1")


def test_a_notice_reaches_every_subscriber_once_and_its_statement_balances(
    subscriber: Citizen, notices: Notices, queues: Queues
) -> None:
    notice = notices.create("avviso_viabilita")
    draft = notices.seen(notice)
    notices.send(notice)

    statement = notices.closed(notice)

    assert (draft["status"], draft["audience"]) == ("draft", None)
    assert len(subscriber.notices()) == 1
    assert counts(statement) == {"accepted": statement["audience"]}
    assert balances(statement)
    assert set(copies(notices.sends(notice)).values()) == {1}


def test_delivery_is_told_beside_the_statement(subscriber: Citizen, notices: Notices) -> None:
    notice = notices.create("scadenza")
    notices.send(notice)
    accepted = counts(notices.closed(notice))["accepted"]

    path = f"/broadcasts/{notice}/statement"
    comes_true(
        lambda: read_object(notices.editor.get(path), "delivery")["delivered"] == accepted,
        lambda: f"all are delivered: {notices.editor.get(path)['delivery']}",
    )
    delivery = read_object(notices.editor.get(path), "delivery")
    assert (
        sum(int(str(delivery[name])) for name in ("no_news", "held", "sent", "delivered", "read", "failed"))
        == accepted
    )


def test_whoever_is_not_subscribed_gets_nothing(subscriber: Citizen, notices: Notices, texts: Texts) -> None:
    subscriber.writes("Cancellami")
    subscriber.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))

    notices.reach_everybody("evento")

    assert subscriber.notices() == []


def test_a_scheduled_announcement_fires_at_its_time_and_not_before(
    subscriber: Citizen, notices: Notices
) -> None:
    notice = notices.create("evento")
    planned = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=8)
    scheduled = notices.plan(notice, planned)

    statement = notices.closed(notice)

    assert scheduled["status"] == "scheduled"
    assert counts(statement) == {"accepted": statement["audience"]}
    assert len(subscriber.notices()) == 1
    assert min(each.at for each in notices.sends(notice)) >= planned.timestamp()


def test_a_time_already_past_is_refused(notices: Notices) -> None:
    notice = notices.create("evento")
    yesterday = datetime.now(UTC) - timedelta(days=1)

    with pytest.raises(StaffCallRefusedError) as refused:
        notices.plan(notice, yesterday)

    assert (refused.value.status, read_objects(refused.value.problem, "errors")[0]["field"]) == (422, "at")


def test_the_channel_edition_waits_until_a_person_says_that_it_is_posted(
    subscriber: Citizen, notices: Notices
) -> None:
    notice = notices.create("servizio")
    notices.send(notice)
    notices.closed(notice)
    waiting = {str(each["broadcast"]): each for each in channel(notices)}

    posted = notices.editor.put(f"/channel-editions/{notice}", {"link": "https://whatsapp.com/channel/1"})

    assert waiting[notice]["text"] == read_object(notices.seen(notice), "channel")["text"]
    assert read_object(posted, "posted")["by"] == notices.editor.get("/me")["id"]
    assert read_object(posted, "posted")["link"] == "https://whatsapp.com/channel/1"
    assert notice not in [each["broadcast"] for each in channel(notices)]


def test_a_parameter_whatsapp_would_refuse_is_refused_and_named(notices: Notices) -> None:
    draft = notices.draft("servizio")
    parameters = {**read_object(draft, "parameters"), "quando": "lunedì\nmartedì"}

    with pytest.raises(StaffCallRefusedError) as refused:
        notices.editor.post("/broadcasts", {**draft, "parameters": parameters})

    assert refused.value.status == 422
    assert [each["field"] for each in read_objects(refused.value.problem, "errors")] == ["parameters.quando"]


def test_a_template_that_whatsapp_pauses_cannot_be_sent(town: TownHall, notices: Notices) -> None:
    notice = notices.create("evento")
    say_of_template(town, "evento", "PAUSED")
    comes_true(
        lambda: notices.editor.post("/broadcasts/preview", notices.draft("evento"))["problems"] != [], "told"
    )

    with pytest.raises(StaffCallRefusedError) as refused:
        notices.send(notice)

    say_of_template(town, "evento", "APPROVED")
    comes_true(
        lambda: notices.editor.post("/broadcasts/preview", notices.draft("evento"))["problems"] == [], "told"
    )
    assert refused.value.status == 409
    assert notices.sends(notice) == []


def channel(notices: Notices) -> list[dict[str, object]]:
    return read_objects(notices.editor.get("/channel-editions", status="waiting", limit=100), "items")


def say_of_template(town: TownHall, name: str, status: str) -> None:
    """Meta decides so, and its webhook says so."""
    url = f"{town.endpoints.simulator_url}/simulator/templates/{name}"
    requests.post(url, json={"status": status}, timeout=30).raise_for_status()
