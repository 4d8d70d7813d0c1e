"""A day of the town hall with everything in it: joining, asking, danger, a notice, a block, what fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import boto3
import pytest
import requests
import responses

from tests.integration.stacks import throw_away_aws, written_long_ago
from tests.integration.whole_service import own_data
from tests.integration.whole_service.announcement import an_announcement_recurs
from tests.integration.whole_service.answered import conversations_are_answered
from tests.integration.whole_service.blocked_there import a_block_at_whatsapp
from tests.integration.whole_service.calls import CallRecorder
from tests.integration.whole_service.emergency import an_emergency_is_sent_alone
from tests.integration.whole_service.evidence import (
    TABLES,
    Evidence,
    gathered,
    listening_to,
    made_up_secrets,
    names_in_the_template,
)
from tests.integration.whole_service.grave import evidence_is_kept
from tests.integration.whole_service.judged import a_message_is_judged
from tests.integration.whole_service.listed import LISTED, a_list_is_taken_over
from tests.integration.whole_service.meta import Meta
from tests.integration.whole_service.people import (
    Person,
    changed,
    now,
    number_errors,
    pauses,
    posted,
    stops_marketing,
)
from tests.integration.whole_service.service import OUR_WEBHOOK, READERS, TownHall, environment, new_container
from tests.integration.whole_service.staffed import somebody_comes_and_goes, staff_pool
from urp.aws.dynamodb import to_attributes
from urp.whatsapp.graph.graph_connection import WatchedAdapter
from urp.wiring import broadcast_dispatch, service_probe

NOTICE = {
    "title": "Anagrafe chiusa",
    "template": "servizio",
    "parameters": {"servizio": "anagrafe", "modifica": "lo sportello resta chiuso", "quando": "venerdì"},
    "link": "https://www.comune.ancona.it/avvisi/anagrafe",
}


def spent() -> Evidence:
    people = tuple(Person(number, number % 3 != 1, number % 3 != 2) for number in range(1, 10))
    with pytest.MonkeyPatch.context() as patch, opened(patch, (*people, *LISTED)) as (service, meta):
        alerts = listening_to(service.outputs["DutyTopicArn"])
        with service.listening():
            _day(service, meta, people)
            _fails(service, people, patch)
        new_container()
        return gathered(service, meta, people, alerts)


@contextmanager
def opened(patch: pytest.MonkeyPatch, people: Sequence[Person]) -> Iterator[tuple[TownHall, Meta]]:
    """A town hall of its own, whose citizens Meta knows."""
    with (
        throw_away_aws(patch) as outputs,
        responses.RequestsMock(assert_all_requests_are_fired=False) as mock,
    ):
        secrets, pool = made_up_secrets(), staff_pool()
        for name, value in environment(outputs, secrets).items():
            patch.setenv(name, value)
        patch.setenv("USER_POOL_ID", pool)
        meta = Meta(people)
        meta.listen(mock)
        patch.setattr(WatchedAdapter, "open", lambda *_: None)  # `responses` answers above any connection
        new_container()
        yield (
            TownHall(outputs, CallRecorder({**names_in_the_template(outputs, secrets), pool: "StaffPool"})),
            meta,
        )
        new_container()


def _day(service: TownHall, meta: Meta, people: tuple[Person, ...]) -> None:
    handshake = {"hub.mode": "subscribe", "hub.verify_token": "guess", "hub.challenge": "1"}
    service.call("webhook_verify", {"queryStringParameters": handshake})
    meta.breaks_for, meta.refuses = {people[0].number}, {people[8].number}
    service.post(posted(people, [person.says("Iscrivimi") for person in people]))
    service.work()
    service.post(posted(people, statuses=meta.statuses()))
    _citizens_write(service, people)
    service.post(stops_marketing(people[2]))
    service.post(number_errors(people[3]))
    service.work()
    _a_notice_goes_out(service)
    service.post(posted(people, statuses=meta.statuses(("sent", "failed"))))
    service.work()
    _the_office_works(service, meta)
    service.work()
    service.call("broadcast_dispatch", {})
    _it_is_the_20th(service)
    a_list_is_taken_over(service, people)
    somebody_comes_and_goes(service)
    _something_is_past_its_time(service)
    service.call("retention_purge", {})
    service.call("audit_seal", {})
    service.call("public_publish", {})
    _is_probed(service)
    for page in ("/avvisi", "/servizio"):
        service.call("public_site", {"rawPath": page, "requestContext": {"domainName": "api.example"}})


def _is_probed(service: TownHall) -> None:
    """And looks a minute later at what became of it."""

    def take(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        assert isinstance(request.body, bytes)
        return service.post(request.body.decode()), {}, ""

    with responses.RequestsMock() as mock:
        mock.add_callback(responses.POST, OUR_WEBHOOK, callback=take)
        service.call("service_probe", {})
    service.work()
    service.recorder.function = "service_probe"
    judged = service_probe.measure_reach().judge(datetime.now(UTC) + timedelta(minutes=1))
    assert [each.reached for each in judged] == [True]


def _something_is_past_its_time(service: TownHall) -> None:
    for name in TABLES:
        if name == "AuditTable":  # which no function may delete from: time to live does
            continue
        item = to_attributes({"pk": "SEEN#long-ago", "sk": "SEEN", "expires_at": 1})
        boto3.client("dynamodb").put_item(TableName=service.outputs[f"{name}Name"], Item=item)
    bucket, key = service.outputs["ReceivedBucketName"], "messages/long-ago.json"
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=b"{}")
    written_long_ago(key, bucket)


def _citizens_write(service: TownHall, people: tuple[Person, ...]) -> None:
    first, second, third, fourth, fifth, *_ = people
    question = first.says(f"Quando apre l'anagrafe? {first.secret}")
    service.post(
        posted(
            people,
            [
                question,
                second.says(f"Aiuto, c'è un incendio! {second.secret}"),
                third.sends_a_photo(f"guarda qui {third.secret}"),
                fourth.shares_a_card(fifth),
                fifth.says(f"Vorrei segnalare una buca in via Roma {fifth.secret}"),
                people[5].says(f"Cancellate i miei dati personali {people[5].secret}"),
                people[6].says("Cancellami", now() + 1),
                fourth.says(f"Siete una manica di coglioni incompetenti {fourth.secret}"),
                fifth.says(f"Vi ammazzo tutti, so dove abitate {fifth.secret}"),
                people[7].sends_a_photo(f"{people[7].secret} " * 20_000),  # too long for a queue
            ],
        )
    )
    service.work()
    leaves_again = people[6].says("Cancellami", now() + 2)  # unknown: may be known by phone alone
    service.post(posted(people, [first.takes_back(question["id"]), third.says("I miei dati"), leaves_again]))
    service.work()


def _it_is_the_20th(service: TownHall) -> None:
    """Whatever day the tests run on, the dispatcher looks at who has drilled."""
    service.recorder.function = "broadcast_dispatch"
    broadcast_dispatch.remind_of_drills()(datetime(2027, 1, 20, 12, tzinfo=UTC))


def _a_notice_goes_out(service: TownHall) -> None:
    service.staff("POST", "/staff/broadcasts/preview", NOTICE)
    service.staff("GET", "/staff/broadcasts")
    draft = service.staff("POST", "/staff/broadcasts", NOTICE, key="notice-0000")["id"]
    service.staff("DELETE", f"/staff/broadcasts/{draft}")
    notice = service.staff("POST", "/staff/broadcasts", NOTICE, key="notice-0001")["id"]
    service.staff("POST", f"/staff/broadcasts/{notice}/submit", {}, key="submit-0001")
    back = {"reason": "Manca l'ora."}
    service.staff("POST", f"/staff/broadcasts/{notice}/return", back, key="return-0001")
    service.send(notice)
    service.work()
    for _ in range(3):
        service.call("broadcast_dispatch", {})
        service.work()
    service.staff("GET", f"/staff/broadcasts/{notice}")
    service.staff("GET", f"/staff/broadcasts/{notice}/statement")
    service.staff("GET", "/staff/channel-editions")
    service.staff("PUT", f"/staff/channel-editions/{notice}", {"link": None})
    emergency = {**NOTICE, "urgency": "emergency"}
    notice = service.staff("POST", "/staff/broadcasts", emergency, key="notice-0002")["id"]
    service.send(notice)
    service.take("DispatchQueueUrl")
    service.take("ExpansionQueueUrl")
    service.staff("POST", f"/staff/broadcasts/{notice}/pause")
    service.staff("POST", f"/staff/broadcasts/{notice}/resume")
    service.post(pauses("evento"))
    service.work()


def _the_office_works(service: TownHall, meta: Meta) -> None:
    found = service.staff("GET", "/staff/conversations")["items"]
    conversations_are_answered(service, found)
    judged = a_message_is_judged(service, [f"/staff/conversations/{each['id']}" for each in found])
    own_data.what_is_counted_and_numbered(service)
    evidence_is_kept(service, judged)
    blocked = f"/staff/citizens/{found[0]['citizen']}"
    service.staff(
        "POST", f"{blocked}/block", {"breach": "offensive_language", "reason": "insulti"}, key="block-0001"
    )
    service.staff("GET", "/staff/blocks")
    service.confirm(service.staff("POST", f"{blocked}/unblock", {"reason": "si è scusato"}))
    a_block_at_whatsapp(service, meta, found[1])
    service.staff("PUT", "/staff/calendar/exceptions/2026-12-24", {"slots": [], "reason": "vigilia"})
    service.staff("GET", "/staff/calendar")
    service.staff("DELETE", "/staff/calendar/exceptions/2026-12-24")
    service.staff("PUT", "/staff/calendar/exceptions/2026-12-31", {"slots": [], "reason": "vigilia"})
    service.staff(
        "POST",
        "/staff/silence-periods",
        {
            "name": "Elezioni comunali 2027",
            "decree": "decreto prefettizio n. 12 del 3 aprile 2027",
            "first_day": "2027-04-15",
            "closes_at": "2027-06-14T15:00",
        },
        key="silence-0001",
    )
    an_announcement_recurs(service, NOTICE)
    an_emergency_is_sent_alone(service, NOTICE)
    own_data.who_asked_is_erased(service)
    service.staff("GET", "/staff/account")


def _fails(service: TownHall, people: tuple[Person, ...], patch: pytest.MonkeyPatch) -> None:
    """Whatever cannot be read, and whatever does not answer, with people in it."""
    traces = " ".join(sorted({trace for person in people for trace in person.traces()}))
    for queue in READERS:
        service.put(queue, f"no json {traces}")
        service.put(queue, json.dumps({traces: traces}))
    quoted = {"shard": traces, "part": traces, "job_id": f"{people[0].phone}#{traces}"}
    for queue in ("ExpansionQueueUrl", "BroadcastQueueUrl", "ImportQueueUrl"):  # whose numbers int() quotes
        order = {"broadcast_id": str(UUID(int=1)), "import_id": str(UUID(int=1)), **quoted}
        service.put(queue, json.dumps(order))
    service.post(f"no json {traces}")
    service.post(changed(traces, {"anything": [traces]}))
    service.post(posted(people, [{**people[0].says(traces), "timestamp": traces, "type": traces}]))
    service.work()
    service.staff("POST", f"/staff/citizens/{people[0].phone}/block", {traces: traces}, key="k" * 8)
    service.staff("GET", f"/staff/{people[0].phone}", cursor=people[0].phone)
    for name in TABLES:
        patch.setenv(name.replace("Table", "_TABLE").upper(), "a-table-that-is-not-there")
    new_container()
    service.post(posted(people, [person.says(f"Ciao {person.secret}") for person in people]))
    for queue in ("ReceiptsQueueUrl", "RepliesQueueUrl"):
        service.put(queue, json.dumps({"outbox_id": "0-x", "statuses": [], "contacts": []}))
    service.work()
    service.staff("GET", "/staff/conversations")
