"""Redirects for the office: the counts of a month, the texts still kept, and what a person puts right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Value, Write, get, get_many, query, query_partition, to_iso, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store
from urp.desk.model import DeskStep, MessageKind
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.model import BY_A_PERSON, KeptRedirect, Redirect, RedirectState
from urp.desk.store.conversation_items import conversation_key, message_key, reread_write
from urp.desk.store.desk_register import step_writes
from urp.desk.store.redirect_items import (
    KEPT,
    Key,
    count_key,
    kept_from,
    kept_key,
    month_key,
    redirect_writes,
)
from urp.errors import ConflictError
from urp.town.municipality.codes import Category, RedirectKind


class RedirectCounts(Store):
    def of_month(self, month: str) -> Iterator[Counted]:
        """`month` as `2026-11`."""
        items = query_partition(self._client, self._tables.desk, month_key(month))
        return (_counted(item) for item in items if "not_counted" not in item)


class RedirectRegister(Store):
    def page(self, cursor: str | None, limit: int, now: datetime) -> Page[KeptRedirect]:
        """Newest first, while their text is kept."""
        items, following = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            IndexName="queue",
            KeyConditionExpression="queue = :kept AND queue_at > :since",
            ExpressionAttributeValues={":kept": KEPT, ":since": to_iso(self._oldest(now))},
            ScanIndexForward=False,
        )
        return Page(tuple(self._read(items)), following)

    def find(self, redirect_id: UUID, now: datetime) -> KeptRedirect | None:
        item = get(self._client, self._tables.desk, *kept_key(redirect_id))
        if item is None or item["queue_at"] <= to_iso(self._oldest(now)):  # deleted up to 48 hours late
            return None
        return next(self._read([item]))

    def correct(self, before: KeptRedirect, kind: RedirectKind, category: Category, act: Act) -> None:
        """Its count follows. ConflictError when it moved since it was read."""
        redirect = before.redirect
        pk, sk = count_key(redirect.day, redirect.id)
        names = {"#kind": "kind"}
        values = {":kind": kind.value, ":category": category.value}
        counted = Write(
            "Update",
            self._tables.desk,
            {"pk": pk, "sk": sk},
            update="SET #kind = :kind, category = :category",
            condition="attribute_exists(pk)",
            names=names,
            values=values,
        )
        update = "SET #kind = :kind, category = :category, #rule = :rule"
        kept = self._kept_write(before, update, names | {"#rule": "rule"}, {**values, ":rule": BY_A_PERSON})
        transact(self._client, [*act_writes(act, self._tables), kept, counted])

    def send_on(self, redirect: Redirect, step: DeskStep, act: Act) -> None:
        """A message of the step's conversation becomes a report there, and is counted."""
        written = query(
            self._client,
            self._tables.desk,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :message)",
            ExpressionAttributeValues={
                ":pk": conversation_key(step.conversation.before.id)[0],
                ":message": "MESSAGE#",
            },
            ConsistentRead=True,
        )
        keys = [(item["pk"], item["sk"]) for item in written if item["message_id"] == redirect.message_id]
        report = MessageKind.REPORT
        transact(
            self._client,
            [
                *act_writes(act, self._tables),
                *step_writes(step, self._tables, act.at),
                *(reread_write(key, report, self._tables, act.at) for key in keys),
                *redirect_writes(redirect, self._tables, keys),
            ],
        )

    def to_desk(self, before: KeptRedirect, step: DeskStep, act: Act) -> None:
        """Where its words stand in the step's conversation already, they become a question there; it is
        counted no longer."""
        redirect = before.redirect
        stored = get(self._client, self._tables.desk, *kept_key(redirect.id)) or {}
        copies = self._there(stored)
        writes: list[Write] = [*act_writes(act, self._tables)]
        writes += step_writes(step, self._tables, act.at)
        if step.message:
            copies = [message_key(step.message, act.at)]
        else:
            writes += (reread_write(key, MessageKind.QUESTION, self._tables, act.at) for key in copies)
        names = {"#state": "state", "#text": "text"}
        values: dict[str, Value] = {
            ":question": RedirectState.QUESTION.value,
            ":copies": [list(key) for key in copies],
        }
        writes.append(
            self._kept_write(before, "SET #state = :question, copies = :copies REMOVE #text", names, values)
        )
        pk, sk = count_key(redirect.day, redirect.id)
        writes.append(  # marked, not deleted: a month's count is a record
            Write(
                "Update",
                self._tables.desk,
                {"pk": pk, "sk": sk},
                update="SET not_counted = :yes",
                condition="attribute_exists(pk)",
                values={":yes": True},
            )
        )
        transact(self._client, writes)

    def _kept_write(
        self, before: KeptRedirect, update: str, names: Mapping[str, str], values: Mapping[str, Value]
    ) -> Write:
        pk, sk = kept_key(before.redirect.id)
        return Write(
            "Update",
            self._tables.desk,
            {"pk": pk, "sk": sk},
            update=f"{update} ADD #version :one",
            condition="#version = :before",
            names={**names, "#version": "version"},
            values={**values, ":before": before.version, ":one": 1},
            on_conflict=ConflictError("Nel frattempo qualcun altro l'ha cambiato: rileggi e riprova."),
        )

    def _read(self, items: Iterable[Item]) -> Iterator[KeptRedirect]:
        """With the words where they stand: in a conversation, if they are shown there."""
        for item in items:
            yield kept_from(item, get_many(self._client, self._tables.desk, _keys(item)))

    def _there(self, item: Item) -> list[Key]:
        return list(get_many(self._client, self._tables.desk, _keys(item)))

    def _oldest(self, now: datetime) -> datetime:
        return now - timedelta(days=self._tables.retention.redirected_reports)


def _keys(item: Item) -> list[Key]:
    return [(pk, sk) for pk, sk in item.get("copies", [])]


def _counted(item: Item) -> Counted:
    day = date.fromisoformat(item["sk"].partition("#")[0])
    return Counted(RedirectKind(item["kind"]), Category(item["category"]), day)
