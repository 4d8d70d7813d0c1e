"""What a table promises, wherever it is: in memory, on the local cloud."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from urp.aws.dynamodb import Value, Write, get, get_many, put_new, put_version, query, transact
from urp.aws.dynamodb_failures import NeverTakenError
from urp.aws.dynamodb_pages import query_page
from urp.aws.dynamodb_updates import Changed, Unchanged, update_if
from urp.aws.dynamodb_values import from_attributes, to_attributes
from urp.errors import ConflictError, InvalidError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class TablePromises:
    """Subclasses give `client` and `outputs` as fixtures. Each test has new keys: a table may be shared."""

    @pytest.fixture
    def desk(self, outputs: Mapping[str, str]) -> str:
        return outputs["DeskTableName"]

    @pytest.fixture
    def pk(self) -> str:
        return f"CONVERSATION#{uuid4()}"

    def test_an_item_is_read_back_as_it_was_put(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        item: dict[str, Value] = {
            "pk": pk,
            "sk": "HEADER",
            "text": "Quando apre l'anagrafe? 🙂",
            "count": 3,
            "share": 0.25,
            "open": True,
            "key": b"\x00\x01",
            "topics": {"scuola", "strade"},
            "list": [1, "due", {"tre": [3]}],
        }
        transact(client, [put_new(desk, item)])

        assert get(client, desk, pk, "HEADER") == item
        assert get(client, desk, pk, "MESSAGE#1") is None

    def test_only_the_first_of_two_puts_an_item_that_must_be_new(
        self, client: DynamoDBClient, desk: str, pk: str
    ) -> None:
        transact(client, [put_new(desk, {"pk": pk, "sk": "HEADER", "by": "anna"})])
        with pytest.raises(ConflictError):
            transact(client, [put_new(desk, {"pk": pk, "sk": "HEADER", "by": "bea"})])

        assert get(client, desk, pk, "HEADER") == {"pk": pk, "sk": "HEADER", "by": "anna"}

    def test_of_many_at_once_one_wins(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        def counts(_: int) -> bool:
            done = update_if(
                client, desk, (pk, "HEADER"), "SET won = :yes", {":yes": True}, "attribute_not_exists(won)"
            )
            return isinstance(done, Changed)

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(counts, range(16))) == 1

    def test_a_refused_transaction_writes_nothing_and_says_which_condition_failed(
        self, client: DynamoDBClient, desk: str, pk: str
    ) -> None:
        transact(client, [put_new(desk, {"pk": pk, "sk": "HEADER"})])
        refused = ConflictError("the second")
        with pytest.raises(ConflictError, match="the second"):
            transact(
                client,
                [
                    Write("Put", desk, {"pk": pk, "sk": "MESSAGE#1"}),
                    put_new(desk, {"pk": pk, "sk": "HEADER"}, refused),
                ],
            )

        assert get(client, desk, pk, "MESSAGE#1") is None

    def test_a_version_is_stored_only_upon_the_one_before(
        self, client: DynamoDBClient, desk: str, pk: str
    ) -> None:
        for before in (0, 1):
            transact(client, [put_version(desk, {"pk": pk, "sk": "HEADER"}, before)])
        with pytest.raises(ConflictError):
            transact(client, [put_version(desk, {"pk": pk, "sk": "HEADER"}, 1)])

        assert get(client, desk, pk, "HEADER") == {"pk": pk, "sk": "HEADER", "version": 2}

    def test_an_item_stands_once_in_a_transaction(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        write = Write("Put", desk, {"pk": pk, "sk": "HEADER"})
        with pytest.raises(NeverTakenError):
            transact(client, [write, write])

    def test_an_item_of_more_than_400_kb_is_never_taken(
        self, client: DynamoDBClient, desk: str, pk: str
    ) -> None:
        with pytest.raises(NeverTakenError):
            transact(client, [put_new(desk, {"pk": pk, "sk": "HEADER", "text": "x" * 410_000})])

    def test_a_check_and_a_deletion_belong_to_a_transaction(
        self, client: DynamoDBClient, desk: str, pk: str
    ) -> None:
        header: dict[str, Value] = {"pk": pk, "sk": "HEADER"}
        message: dict[str, Value] = {"pk": pk, "sk": "MESSAGE#1"}
        transact(client, [put_new(desk, header), put_new(desk, message)])
        check = Write("ConditionCheck", desk, header, condition="attribute_exists(pk)")
        transact(client, [check, Write("Delete", desk, message, condition="attribute_exists(pk)")])
        with pytest.raises(ConflictError):
            transact(client, [check, Write("Delete", desk, message, condition="attribute_exists(pk)")])

        assert get_many(client, desk, [(pk, "HEADER"), (pk, "MESSAGE#1")]) == {(pk, "HEADER"): header}

    def test_an_update_sets_adds_appends_and_removes_at_once(
        self, client: DynamoDBClient, desk: str, pk: str
    ) -> None:
        update = (
            "SET #kind = :kind, steps = list_append(if_not_exists(steps, :none), :steps)"
            " ADD said :one, topics :topics REMOVE absent"
        )
        values: dict[str, Value] = {
            ":kind": "QUESTION",
            ":none": [],
            ":steps": ["a"],
            ":one": 1,
            ":topics": {"scuola", "strade"},
        }
        for _ in range(2):
            update_if(client, desk, (pk, "HEADER"), update, values, None, {"#kind": "kind"})
        last = "SET said = said + :two, seen = :seen REMOVE #kind DELETE topics :strade"
        values = {":two": 2, ":seen": 0.5, ":strade": {"strade"}}
        done = update_if(client, desk, (pk, "HEADER"), last, values, None, {"#kind": "kind"})

        expected = {
            "pk": pk,
            "sk": "HEADER",
            "steps": ["a", "a"],
            "said": 4,
            "seen": 0.5,
            "topics": {"scuola"},
        }
        assert done == Changed(expected)
        assert get(client, desk, pk, "HEADER") == expected

    @pytest.mark.parametrize(
        ("condition", "holds"),
        [
            ("said = :two", True),
            ("said <> :two", False),
            ("said < :ten AND said > :one", True),
            ("said BETWEEN :two AND :ten", True),
            ("said IN (:one, :ten)", False),
            ("NOT said IN (:one, :ten)", True),
            ("said = :word OR absent = :word", False),
            ("absent <> :word", True),
            ("absent < :ten", False),
            ("attribute_exists(said) AND attribute_not_exists(absent)", True),
            ("begins_with(note, :word) AND contains(note, :end)", True),
            ("contains(topics, :word)", True),
            ("size(topics) >= :two", False),
            ("(said = :one OR said = :two) AND (said = :ten OR note > :word)", True),
        ],
    )
    def test_a_condition_is_judged_on_what_is_stored(
        self, client: DynamoDBClient, desk: str, pk: str, condition: str, *, holds: bool
    ) -> None:
        item: dict[str, Value] = {
            "pk": pk,
            "sk": "HEADER",
            "said": 2,
            "note": "scuola chiusa",
            "topics": {"scuola"},
        }
        transact(client, [put_new(desk, item)])
        given: dict[str, Value] = {":one": 1, ":two": 2, ":ten": 10, ":word": "scuola", ":end": "chiusa"}
        values = {name: value for name, value in given.items() if name in condition}
        done = update_if(
            client, desk, (pk, "HEADER"), "SET seen = :seen", {**values, ":seen": True}, condition
        )

        after = {**item, "seen": True, "update_token": ANY}
        assert done == (Changed(after) if holds else Unchanged(item))

    def test_a_refusal_shows_that_nothing_is_there(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        done = update_if(
            client, desk, (pk, "HEADER"), "SET seen = :yes", {":yes": True}, "attribute_exists(pk)"
        )

        assert done == Unchanged(None)
        assert get(client, desk, pk, "HEADER") is None

    @pytest.mark.parametrize(
        ("update", "values"),
        [
            ("SET seen = :seen", {":seen": True, ":never": 1}),
            ("SET seen = :seen, state = :seen", {":seen": True}),  # a word of DynamoDB's own
            ("SET seen = absent", {}),
            ("ADD text :one", {":one": 1}),
            ("SETS seen = :seen", {":seen": True}),
        ],
    )
    def test_what_dynamodb_would_refuse_is_refused(
        self, client: DynamoDBClient, desk: str, pk: str, update: str, values: Mapping[str, Value]
    ) -> None:
        transact(client, [put_new(desk, {"pk": pk, "sk": "HEADER", "text": "ciao"})])
        with pytest.raises(NeverTakenError):
            update_if(client, desk, (pk, "HEADER"), update, values)

    def test_a_partition_is_read_in_order_both_ways(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        _put(client, desk, pk, ["HEADER", "MESSAGE#2", "MESSAGE#1", "MESSAGE#10", "NOTE#1"])

        assert _keys(client, desk, pk, "") == ["HEADER", "MESSAGE#1", "MESSAGE#10", "MESSAGE#2", "NOTE#1"]
        assert _keys(client, desk, pk, " AND begins_with(sk, :a)", a="MESSAGE#") == [
            "MESSAGE#1",
            "MESSAGE#10",
            "MESSAGE#2",
        ]
        between = _keys(client, desk, pk, " AND sk BETWEEN :a AND :b", a="MESSAGE#1", b="MESSAGE#2")
        assert between == ["MESSAGE#1", "MESSAGE#10", "MESSAGE#2"]
        assert _keys(client, desk, pk, " AND sk < :a", a="MESSAGE#1") == ["HEADER"]
        assert _keys(client, desk, pk, " AND sk >= :a", a="MESSAGE#2") == ["MESSAGE#2", "NOTE#1"]
        backwards = query(
            client,
            desk,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": pk},
            ScanIndexForward=False,
        )
        assert next(backwards)["sk"] == "NOTE#1"

    @pytest.mark.parametrize("forward", [True, False])
    def test_pages_follow_each_other_without_a_gap(
        self, client: DynamoDBClient, desk: str, pk: str, *, forward: bool
    ) -> None:
        names = [f"MESSAGE#{number}" for number in range(7)]
        _put(client, desk, pk, names)
        found: list[str] = []
        cursor: str | None = None
        while True:
            items, cursor = query_page(
                client,
                desk,
                cursor,
                3,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": pk},
                ScanIndexForward=forward,
            )
            found += [item["sk"] for item in items]
            if cursor is None:
                break

        assert found == (names if forward else names[::-1])

    def test_an_index_holds_only_what_has_its_keys_and_shows_only_what_it_copies(
        self, client: DynamoDBClient, outputs: Mapping[str, str], pk: str
    ) -> None:
        table = outputs["BroadcastsTableName"]
        job: dict[str, Value] = {"pk": pk, "sk": "JOB#2", "open_broadcast": pk, "falls": 1, "people": ["a"]}
        earlier: dict[str, Value] = {**job, "sk": "JOB#1"}
        closed: dict[str, Value] = {"pk": pk, "sk": "JOB#0", "falls": 1}
        transact(client, [put_new(table, item) for item in (job, earlier, closed)])
        update_if(client, table, (pk, "JOB#2"), "SET falls = :two", {":two": 2})
        request: dict[str, Any] = {
            "IndexName": "open-jobs",
            "KeyConditionExpression": "open_broadcast = :broadcast",
            "ExpressionAttributeValues": {":broadcast": pk},
        }

        shown = [{"pk": pk, "sk": f"JOB#{n}", "open_broadcast": pk, "falls": n} for n in (1, 2)]
        assert list(query(client, table, **request)) == shown
        update_if(client, table, (pk, "JOB#1"), "REMOVE open_broadcast", {})
        assert list(query(client, table, **request)) == shown[1:]

    def test_a_filter_leaves_out_and_a_count_counts(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        hidden: dict[str, Value] = {"pk": pk, "sk": "MESSAGE#1", "hidden": True}
        transact(client, [put_new(desk, hidden), put_new(desk, {"pk": pk, "sk": "MESSAGE#2"})])
        answer = client.query(
            TableName=desk,
            Select="COUNT",
            KeyConditionExpression="pk = :pk",
            FilterExpression="attribute_not_exists(#hidden)",
            ExpressionAttributeNames={"#hidden": "hidden"},
            ExpressionAttributeValues=to_attributes({":pk": pk}),
        )

        assert (answer["Count"], answer["ScannedCount"]) == (1, 2)
        assert "Items" not in answer

    def test_a_scan_reads_page_after_page(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        _put(client, desk, pk, [f"MESSAGE#{number}" for number in range(5)])
        found: list[str] = []
        start: dict[str, Any] = {}
        while True:
            page = client.scan(
                TableName=desk,
                Limit=2,
                FilterExpression="pk = :pk",
                ProjectionExpression="sk, #kind",
                ExpressionAttributeNames={"#kind": "kind"},
                ExpressionAttributeValues=to_attributes({":pk": pk}),
                **start,
            )
            found += [from_attributes(item)["sk"] for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                break
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

        assert sorted(found) == [f"MESSAGE#{number}" for number in range(5)]

    def test_a_table_that_is_not_there_says_so(self, client: DynamoDBClient, pk: str) -> None:
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            client.get_item(TableName="not-there", Key=to_attributes({"pk": pk, "sk": "HEADER"}))

    def test_a_token_is_obeyed_once(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        added = Write("Update", desk, {"pk": pk, "sk": "HEADER"}, update="ADD said :one", values={":one": 1})
        token = str(uuid4())
        for _ in range(2):
            client.transact_write_items(TransactItems=[added.to_request()], ClientRequestToken=token)  # type: ignore[list-item]

        assert get(client, desk, pk, "HEADER") == {"pk": pk, "sk": "HEADER", "said": 1}

    def test_a_cursor_of_another_list_is_refused(self, client: DynamoDBClient, desk: str, pk: str) -> None:
        _put(client, desk, pk, ["MESSAGE#1", "MESSAGE#2"])
        key = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": pk}}
        _, cursor = query_page(client, desk, None, 1, **key)
        with pytest.raises(InvalidError):
            query_page(
                client,
                desk,
                cursor,
                1,
                IndexName="queue",
                KeyConditionExpression="queue = :queue",
                ExpressionAttributeValues={":queue": "OPEN"},
            )


def _put(client: DynamoDBClient, table: str, pk: str, names: list[str]) -> None:
    transact(client, [put_new(table, {"pk": pk, "sk": name}) for name in names])


def _keys(client: DynamoDBClient, table: str, pk: str, condition: str, **values: str) -> list[str]:
    items = query(
        client,
        table,
        KeyConditionExpression=f"pk = :pk{condition}",
        ExpressionAttributeValues={":pk": pk, **{f":{name}": value for name, value in values.items()}},
    )
    return [item["sk"] for item in items]
