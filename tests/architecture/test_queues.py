"""Nothing waits in a queue that nobody reads, and nothing fails in silence."""

from collections.abc import Iterator

import pytest

from tests.architecture.blueprint import (
    Template,
    functions,
    metrics_of,
    of_type,
    references,
    statements_of,
    template,
)
from tests.cases import every
from tests.fakes.aws.workers import workers_for
from urp.desk.store.outbox_items import LONGEST_DELAY
from urp.whatsapp.pacing import MAIN_SHARE
from urp.wiring.batches import QUICK_TRIES, pause_after

MESSAGING = template("infra/messaging.yaml")
QUEUES = of_type("AWS::SQS::Queue", MESSAGING)
DEAD_LETTERS = {name for name in QUEUES if "RedrivePolicy" not in QUEUES[name]["Properties"]}
READ = sorted(QUEUES.keys() - DEAD_LETTERS)
DELIVERIES = 5  # at the queue's own pace, beside the quick ones
OUTAGE_S = 5 * 3600  # of a store, longer than any of an afternoon; what comes from a citizen waits that long
NOTICES = {"DispatchQueue", "ExpansionQueue", "BroadcastQueue", "EmergencyQueue"}
"""What lies in them waits its turn by design, for as long as the notice takes."""
LARGEST_NOTICE = 1_000_000  # people
STATUSES_A_SECOND = 500  # of one recorder: fifty in about 0.1 s, its processor's share and two calls


def _sources() -> Iterator[tuple[str, str, Template]]:
    """(queue, function, event) of every queue a function reads."""
    for function, body in functions().items():
        for event in body["Properties"].get("Events", {}).values():
            if event["Type"] == "SQS":
                output = event["Properties"]["Queue"]["Fn::GetAtt"][1].removeprefix("Outputs.")
                (queue,) = references(MESSAGING["Outputs"][output]["Value"])
                yield queue, function, event["Properties"]


def _alarms_on(metric: str) -> set[str]:
    """Queues whose metric of this name an alarm watches."""
    return {
        name
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        for watched in metrics_of(alarm)
        if watched["MetricName"] == metric
        for name in references(watched["Dimensions"])
    }


def _longest_wait() -> dict[str, int]:
    """Seconds that an alarm lets the oldest message of a queue wait, by queue: the share's divisor."""
    alarm = of_type("AWS::CloudWatch::Alarm")["WaitingAlarm"]["Properties"]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (1, "GreaterThanThreshold")
    queue_of = {
        each["Id"]: next(iter(references(each["MetricStat"]["Metric"]["Dimensions"])))
        for each in alarm["Metrics"]
        if "MetricStat" in each
    }
    shares = {each["Id"]: each["Expression"] for each in alarm["Metrics"] if "Expression" in each}
    judged = shares.pop("longest").removeprefix("MAX([").removesuffix("])").split(", ")
    assert sorted(judged) == sorted(shares)
    return {queue_of[share.split(" / ")[0]]: int(share.split(" / ")[1]) for share in shares.values()}


def _either(number: int | dict[str, list[int]]) -> list[int]:
    """For an upgraded number and for the others, or one for both."""
    return [number, number] if isinstance(number, int) else number["Fn::If"][1:]


def test_every_queue_has_one_reader() -> None:
    assert sorted(queue for queue, _, _ in _sources()) == READ


@every("queue", READ)
def test_every_queue_gives_up_to_dead_letters_of_its_own_kind(queue: str) -> None:
    properties = QUEUES[queue]["Properties"]
    (dead_letters,) = references(properties["RedrivePolicy"]["deadLetterTargetArn"])

    assert dead_letters in DEAD_LETTERS
    if queue != "InboundQueue":
        assert properties["RedrivePolicy"]["maxReceiveCount"] == QUICK_TRIES + DELIVERIES
    assert properties.get("FifoQueue") == QUEUES[dead_letters]["Properties"].get("FifoQueue")


def _tried_for(queue: str) -> int:
    """Seconds from the first delivery of what is caught each time to the dead letters."""
    properties = QUEUES[queue]["Properties"]
    deliveries = range(1, properties["RedrivePolicy"]["maxReceiveCount"] + 1)
    return sum(pause_after(delivery) or properties["VisibilityTimeout"] for delivery in deliveries)


def test_what_a_citizen_writes_waits_for_a_store_for_hours() -> None:
    """A "Cancellami" among the dead letters has no effect until a person replays it."""
    assert (
        OUTAGE_S
        <= _tried_for("InboundQueue")
        < QUEUES["InboundQueue"]["Properties"]["MessageRetentionPeriod"]
    )


@every("queue", READ)
def test_quick_tries_use_up_nothing_of_the_time_in_which_a_message_is_tried(queue: str) -> None:
    """Five deliveries at the queue's own pace, as before there were quick ones."""
    assert _tried_for(queue) >= DELIVERIES * QUEUES[queue]["Properties"]["VisibilityTimeout"]


def test_what_failed_is_tried_again_within_seconds_and_never_later_than_its_queue_would() -> None:
    pauses = [pause_after(each) for each in range(1, QUICK_TRIES + 1)]

    assert pauses[:7] == [5, 10, 15, 20, 25, 30, 30]
    assert set(pauses[6:]) == {30}
    assert pause_after(QUICK_TRIES + 1) is None
    assert min(QUEUES[queue]["Properties"]["VisibilityTimeout"] for queue in READ) > 30


def test_a_function_may_bring_forward_what_its_own_queues_gave_it_and_nothing_else() -> None:
    """The pollers' rights come from SAM; this one must be asked for."""
    given = {
        name: {
            resource.removeprefix("Outputs.").removesuffix("Arn")
            for statement in statements_of(body)
            if "sqs:ChangeMessageVisibility" in statement["Action"]
            for resource in _attributes(statement["Resource"])
        }
        for name, body in functions().items()
    }
    read: dict[str, set[str]] = {name: set() for name in functions()}
    for queue, name, _ in _sources():
        read[name].add(queue)

    assert given == read


def _attributes(resources: Template | list[Template]) -> list[str]:
    found = resources if isinstance(resources, list) else [resources]
    return [each["Fn::GetAtt"][1] for each in found]


def test_no_dead_letters_without_a_queue() -> None:
    used = {name for queue in READ for name in references(QUEUES[queue]["Properties"]["RedrivePolicy"])}

    assert used == DEAD_LETTERS


def test_dead_letters_are_kept_as_long_as_sqs_can() -> None:
    kept = {QUEUES[name]["Properties"]["MessageRetentionPeriod"] for name in DEAD_LETTERS}

    assert kept == {1_209_600}


def test_an_alarm_watches_every_queue_of_dead_letters() -> None:
    assert _alarms_on("ApproximateNumberOfMessagesVisible") >= DEAD_LETTERS


def test_an_alarm_watches_how_long_the_oldest_message_waits_where_it_should_not() -> None:
    """What is read at once, or within the hour. Of notices another alarm sees whether somebody works."""
    assert _alarms_on("ApproximateAgeOfOldestMessage") == set(READ) - NOTICES
    assert _longest_wait().keys() == set(READ) - NOTICES


def test_the_largest_notice_at_the_smallest_rate_rings_nothing_by_its_length() -> None:
    """The jobs of 22,800 people at 80 a second rang after five minutes; at 20 a million take half a day."""
    smallest = min(template()["Parameters"]["NumberRate"]["AllowedValues"])
    waits = LARGEST_NOTICE / (smallest * MAIN_SHARE)

    assert waits > 12 * 3_600
    assert [queue for queue, allowed in _longest_wait().items() if queue in NOTICES and allowed < waits] == []


def test_what_is_put_off_on_purpose_rings_nothing() -> None:
    """SQS may count a delay as waiting, fifteen minutes at most. What comes from Meta is never put off."""
    put_off = set(READ) - NOTICES - {"InboundQueue", "ReceiptsQueue", "AccountQueue"}

    assert all(_longest_wait()[queue] > LONGEST_DELAY for queue in put_off)


def test_a_batch_stays_hidden_six_times_as_long_as_its_function_may_run() -> None:
    """And as the batch may gather before it runs: AWS asks for the sum."""
    default = template()["Globals"]["Function"]["Timeout"]
    wanted = {
        queue: 6 * functions()[name]["Properties"].get("Timeout", default)
        + event.get("MaximumBatchingWindowInSeconds", 0)
        for queue, name, event in _sources()
    }

    assert {queue: QUEUES[queue]["Properties"]["VisibilityTimeout"] for queue in READ} == wanted


def test_every_reader_answers_for_each_message_and_is_bounded() -> None:
    for queue, function, event in _sources():
        assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"], (queue, function)
        for concurrency in _either(event["ScalingConfig"]["MaximumConcurrency"]):
            assert 2 <= concurrency <= 1000, (queue, function)


@pytest.mark.parametrize("queue", ["BroadcastQueue", "EmergencyQueue"])
def test_as_many_workers_as_the_numbers_rate_needs(queue: str) -> None:
    (upgraded, usual), *others = (
        _either(event["ScalingConfig"]["MaximumConcurrency"])
        for name, _, event in _sources()
        if name == queue
    )

    assert not others
    assert template()["Conditions"]["IsUpgraded"] == {"Fn::Equals": [{"Ref": "NumberRate"}, "1000"]}
    assert (upgraded, usual) == (workers_for(1000), workers_for(80))


def test_as_many_recorders_as_the_statuses_need() -> None:
    """Three statuses a message; figures are never five seconds behind."""
    (event,) = (event for queue, _, event in _sources() if queue == "ReceiptsQueue")
    upgraded, usual = _either(event["ScalingConfig"]["MaximumConcurrency"])

    assert upgraded * STATUSES_A_SECOND >= 3 * 1000
    assert usual * STATUSES_A_SECOND >= 3 * 80
    assert event["MaximumBatchingWindowInSeconds"] <= 2


def test_fifo_batches_are_no_larger_than_aws_allows() -> None:
    sizes = [
        event["BatchSize"] for queue, _, event in _sources() if QUEUES[queue]["Properties"].get("FifoQueue")
    ]

    assert sizes
    assert max(sizes) <= 10


def test_queues_are_encrypted() -> None:
    assert {queue["Properties"].get("SqsManagedSseEnabled") for queue in QUEUES.values()} == {True}
