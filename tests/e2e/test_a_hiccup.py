"""A table that is away for a moment costs whoever is in danger seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from infra.local.town import TownHall
from tests.e2e.logs import Logs
from tests.e2e.opening import DeskDoor
from tests.e2e.patience import PATIENCE_S, comes_true
from tests.e2e.people import Citizen

FIRE = "Aiuto, c'è un incendio in casa!"
VISIBILITY_S = 180
"""Of the queue of citizens' messages, after which it would bring the message by itself."""


@contextmanager
def tables_away(town: TownHall) -> Iterator[None]:
    """From the function that hears citizens: nobody answers where it looks for them."""
    functions, name = town.aws.functions(), town.endpoints.aws.outputs["InboundHandleFunctionName"]
    usual = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    serving = functions.get_alias(FunctionName=name, Name="live")["FunctionVersion"]
    nowhere = {**usual, "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:9"}
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": nowhere})
    broken = functions.publish_version(FunctionName=name)["Version"]
    functions.update_alias(FunctionName=name, Name="live", FunctionVersion=broken)
    try:
        yield
    finally:
        functions.update_alias(FunctionName=name, Name="live", FunctionVersion=serving)
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": usual})


def failures(town: TownHall) -> int:
    return sum(line.get("message") == "message not handled" for line in Logs(town).lines())


def test_whoever_writes_of_a_fire_while_the_tables_are_away_reads_112_long_before_the_queue_would_try_again(
    town: TownHall, citizen: Citizen, closed_desk: DeskDoor
) -> None:
    before = failures(town)
    with tables_away(town):
        citizen.writes(FIRE)
        comes_true(lambda: failures(town) > before, "the message was to fail")

    comes_true(lambda: any("112" in text for text in citizen.said_to()), "the emergency is answered")
    assert PATIENCE_S < VISIBILITY_S
