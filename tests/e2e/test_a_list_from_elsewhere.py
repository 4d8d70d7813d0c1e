"""A list of numbers from paper: taken over, asked to confirm, and what becomes of yes, no and nothing."""

from datetime import UTC, datetime, timedelta

from infra.local.meta.reading import Json, read_number, read_object, read_objects, read_text
from infra.local.town import TownHall
from tests.e2e.notices import Notices, counts
from tests.e2e.patience import eventually
from tests.e2e.people import Citizen, Newcomers, ago
from urp.aws.dynamodb import to_attributes, to_iso
from urp.town.texts import TextKey, Texts

WRONG_LINES = ["Anna;071 222000", ";", "Bruno;senza numero", "Carla;+40 712 000 001", "Dario;3,93E+11"]


def taken_over(town: TownHall, people: list[Citizen]) -> Json:
    """Handed over and waited for."""
    administrator = town.staff("administrator")
    lines = [f"Persona inventata;+39 {each.phone[2:5]} {each.phone[5:]}" for each in people]
    made = administrator.post(
        "/imports",
        {
            "name": "Modulo cartaceo",
            "collected": "Modulo cartaceo dello sportello, 2024",
            "legal_basis": "consenso, art. 6(1)(a) GDPR",
            "document": "prot. 1234/2024",
            "confirm_by": str(datetime.now(UTC).date() + timedelta(days=30)),
            "csv": "\r\n".join(["\ufeffnome;telefono", *lines, *WRONG_LINES, lines[0]]),
        },
    )
    town.confirm("administrator", made, people=int(read_number(made, "people", 0)))
    address = f"/imports/{read_text(made, 'id')}"
    return eventually(
        lambda: seen if (seen := administrator.get(address))["status"] == "done" else None,
        lambda: f"the list is taken over; it is {administrator.get(address)}",
    )


def the_date_passes(town: TownHall, made: str, campaign: str) -> None:
    """The campaign ended eight days ago and the date was yesterday; then comes the night."""
    today, outputs = datetime.now(UTC), town.endpoints.aws.outputs
    yesterday = {"confirm_by": str((today - timedelta(days=1)).date())}
    change(town, outputs["CitizensTableName"], f"IMPORT#{made}", yesterday)
    ended = {"closed_at": to_iso(today - timedelta(days=8))}
    change(town, outputs["BroadcastsTableName"], f"BROADCAST#{campaign}", ended)
    items = town.aws.dynamodb_items()
    items.delete_item(
        TableName=outputs["ControlTableName"], Key=to_attributes({"pk": "PURGE", "sk": "PURGE"})
    )
    night = town.aws.functions().invoke(FunctionName=outputs["RetentionPurgeFunctionName"], Payload=b"{}")
    assert "FunctionError" not in night


def change(town: TownHall, table: str, pk: str, values: dict[str, str]) -> None:
    town.aws.dynamodb_items().update_item(
        TableName=table,
        Key=to_attributes({"pk": pk, "sk": "HEADER"}),
        UpdateExpression="SET " + ", ".join(f"{name} = :{name}" for name in values),
        ExpressionAttributeValues=to_attributes({f":{name}": value for name, value in values.items()}),
    )


def test_a_list_is_taken_over_once_asked_to_confirm_and_loses_the_silent(
    town: TownHall, newcomer: Newcomers, notices: Notices, texts: Texts
) -> None:
    administrator = town.staff("administrator")
    people = newcomer.crowd(25)
    left, confirming, typing, leaving, *silent = people
    left.writes("Iscrivimi", at=ago(10))
    left.writes("Cancellami", at=ago(5))
    welcome, goodbye = texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE)
    left.gets(welcome, goodbye)

    first = taken_over(town, people)
    made = read_text(first, "id")
    second = taken_over(town, people)
    wrong = read_objects(administrator.get(f"/imports/{made}/invalid-lines"), "items")

    assert (first["lines"], first["people"], first["duplicates"], first["invalid"]) == (30, 25, 1, 4)
    assert (read_object(first, "taken")["imported"], read_object(first, "taken")["left_before"]) == (24, 1)
    assert read_object(second, "taken")["already_subscribed"] == 24
    assert [each["line"] for each in wrong] == [27, 29, 30, 31]

    ordinary = notices.create("servizio")
    notices.send(ordinary)
    notices.closed(ordinary)
    assert notices.not_reached(ordinary, people) == people

    asked = administrator.post(f"/imports/{made}/reconfirmation", {})
    campaign = read_text(asked, "id")
    notices.send(campaign)
    assert counts(notices.closed(campaign)) == {"accepted": 24}
    assert notices.not_reached(campaign, people) == [left]

    confirming.presses("Confermo")
    typing.writes("Sì, confermo")
    leaving.presses_button(1, "Cancellami")
    confirming.gets(welcome)
    typing.gets(welcome)
    leaving.gets(goodbye)
    the_date_passes(town, made, campaign)

    assert administrator.get(f"/imports/{made}")["removed"] == len(silent)
    assert [each.said_to() for each in silent] == [[]] * len(silent)
    again = notices.create("servizio")
    notices.send(again)
    notices.closed(again)
    assert notices.not_reached(again, people) == [left, leaving, *silent]
    silent[0].writes("Iscrivimi")
    silent[0].gets(welcome)
