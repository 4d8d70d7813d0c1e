"""Functions that wake one another by queues mean to: AWS would stop them after sixteen rounds.

A probe every ten seconds, a look every ten seconds for a quarter of an hour, a job put back on its queue:
each is one chain of requests, which Lambda takes for a mistake unless told otherwise (Lambda, "recursive loop
detection"; the queues of SQS carry the chain along).
"""

from collections.abc import Iterator

from tests.architecture.blueprint import functions, template
from tests.cases import every

MESSAGING = template("infra/messaging.yaml")


def _queue(value: dict[str, list[str]]) -> str:
    """`Outputs.DispatchQueueUrl` and `Outputs.DispatchQueueArn` are of one queue."""
    return value["Fn::GetAtt"][1].removeprefix("Outputs.").removesuffix("Url").removesuffix("Arn")


def _written(function: str) -> set[str]:
    variables = functions()[function]["Properties"].get("Environment", {}).get("Variables", {})
    return {_queue(value) for name, value in variables.items() if name.endswith("_QUEUE_URL")}


def _read(function: str) -> set[str]:
    events = functions()[function]["Properties"].get("Events", {}).values()
    return {_queue(event["Properties"]["Queue"]) for event in events if event["Type"] == "SQS"}


def _woken_by(function: str) -> Iterator[str]:
    yield from (other for other in functions() if _written(function) & _read(other))


def _reached(function: str) -> set[str]:
    reached: set[str] = set()
    ahead = list(_woken_by(function))
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead.extend(_woken_by(here))
    return reached


@every("name", sorted(functions()))
def test_a_function_may_come_round_again_exactly_where_it_is_meant_to(name: str) -> None:
    allowed = functions()[name]["Properties"].get("RecursiveLoop", "Terminate")

    assert allowed == ("Allow" if name in _reached(name) else "Terminate")
