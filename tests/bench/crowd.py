"""An audience put straight into its table: how citizens sign up is a bench of its own."""

from uuid import UUID, uuid5

from infra.local.aws import LocalAws
from infra.local.meta.identity import make_user_id
from infra.local.town import TownHall
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.store.audience import audience_key

_PEOPLE = UUID(int=0x39333)


def phone_of(number: int) -> str:
    """Made up: a digit longer than an Italian number may be."""
    return f"39333{number:08d}"


def subscribe(town: TownHall, people: int) -> None:
    add_members(town.aws, town.endpoints.aws.outputs["CitizensTableName"], people)


def add_members(aws: LocalAws, table: str, people: int) -> None:
    """So many members, spread over the shards as chance spreads citizens."""
    with aws.dynamodb().Table(table).batch_writer() as batch:
        for number in range(people):
            phone = phone_of(number)
            citizen_id = uuid5(_PEOPLE, phone)
            pk, sk = audience_key(citizen_id.int % AUDIENCE_SHARDS, citizen_id)
            batch.put_item(Item={"pk": pk, "sk": sk, "phone": phone, "user_id": make_user_id(phone)})
