"""What a stack deployed before has kept is read by the code after, and kept by it in the same way.

The items lie in `tests/contract/stored_items`, whole, as DynamoDB returns them. Where a test here fails, a
deployed stack would lose what is its own: mend the code, not the file (docs/decisions/tables.md).
"""

from __future__ import annotations

from typing import Any

from tests.cases import every
from tests.contract.stored_items.citizens import SUBSCRIBER
from tests.contract.stored_items.kinds import WRITTEN_NOW, Forms, Kind, forms_in, kept_by, put_back
from tests.contract.stored_items.privacy import found_by_an_erasure
from tests.contract.stored_items.wings import WINGS
from tests.fakes.dynamodb.tables import create_tables
from urp.aws.tables import Tables
from urp.retention.classes import RetentionClass, find_class

KINDS = [kind for kinds in WINGS.values() for kind in kinds]
KEPT: dict[str, Forms] = {name: forms for wing in WINGS for name, forms in forms_in(wing).items()}
OF_GIULIA = {
    "a citizen",
    "an alias",
    "an entry of the consent ledger",
    "a block in the history",
    "a conversation",
    "a question",
    "what the desk remembers of a citizen",
    "a reply that waits",
    "a redirect",
    "a case and its steps",
    "the words of a case",
    "a request about one's own data",
    "a file of evidence",
}
NOT_IN_TABLES = {RetentionClass.RECEIVED_BODIES, RetentionClass.INSPECTION, RetentionClass.NOT_CONFIRMED}


@every("form", [*WRITTEN_NOW, "oldest"])
@every("kind", KINDS)
def test_what_a_stack_kept_before_is_read_now(kind: Kind[Any], form: str) -> None:
    tables = create_tables()
    put_back(tables, kind, KEPT[kind.name][form])

    assert kind.read(tables) == kind.read_of(form)


@every("form", WRITTEN_NOW)
@every("kind", KINDS)
def test_what_is_kept_now_is_what_a_stack_kept_before(kind: Kind[Any], form: str) -> None:
    tables = create_tables()
    kind.keep(tables, kind.written(form))

    assert kept_by(tables, kind) == KEPT[kind.name][form]


def test_an_erasure_finds_all_that_a_stack_kept_of_a_citizen(tables: Tables) -> None:
    for kind in KINDS:
        if kind.name in OF_GIULIA:
            put_back(tables, kind, KEPT[kind.name]["whole"])

    assert found_by_an_erasure(tables, SUBSCRIBER) == {
        RetentionClass.CITIZENS: 1,
        RetentionClass.ALIASES: 4,
        RetentionClass.CONSENT: 1,
        RetentionClass.BLOCKS: 3,
        RetentionClass.DESK_TEXT: 3,
        RetentionClass.OUTBOX: 1,
        RetentionClass.REDIRECTED_REPORTS: 1,
        RetentionClass.CASES: 1,
        RetentionClass.HIDDEN_MESSAGES: 1,
        RetentionClass.RIGHTS_REQUESTS: 1,
        RetentionClass.EVIDENCE: 1,
    }


def test_each_kind_has_its_items_and_no_item_is_of_none() -> None:
    assert sorted(KEPT) == sorted(kind.name for kind in KINDS)
    assert [name for name, forms in KEPT.items() for items in forms.values() if not items] == []


def test_each_class_of_retention_is_kept_here() -> None:
    items = [item for forms in KEPT.values() for item in forms["whole"]]
    classes = {find_class(item["pk"]["S"], item["sk"]["S"], item.get("kind", {}).get("S")) for item in items}

    assert set(RetentionClass) - classes == NOT_IN_TABLES
