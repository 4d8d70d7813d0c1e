"""Outbox rows as they are stored: found by id, and swept through a sparse index while they wait."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, put_new, query, to_iso
from urp.aws.dynamodb_updates import update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables
from urp.desk.outbox import Delivery, OutboxRow, ReplyKind, ReplyProblem, ReplyState
from urp.language import Language
from urp.retention.days import RetentionDays
from urp.whatsapp.outgoing import Button, Choice, NamedParameter, QuickReply, Row, TemplateMessage

WAITING = "reply"
"""Value of `unsent` in the index: the row still has work to do, from `unsent_at` on."""


def outbox_key(outbox_id: str) -> tuple[str, str]:
    return f"OUTBOX#{outbox_id}", "OUTBOX"


def outbox_write(row: OutboxRow, tables: Tables) -> Write:
    """A new row, unsent. A second writing of the same id changes nothing and fails the transaction."""
    return put_new(tables.desk, outbox_item(row, tables.retention))


def outbox_item(row: OutboxRow, retention: RetentionDays) -> dict[str, Value]:
    pk, sk = outbox_key(row.id)
    return {
        "pk": pk,
        "sk": sk,
        "citizen": str(row.citizen_id),
        "kind": row.kind.value,
        "text": row.text,
        "created_at": to_iso(row.created_at),
        "user_id": row.user_id,
        "phone": row.phone,
        "conversation": str(row.conversation_id) if row.conversation_id else None,
        "asks_for_phone": row.asks_for_phone,
        "state": row.state.value,
        "attempts": row.attempts,
        "even_if_blocked": row.even_if_blocked,
        "policy_version": row.policy_version,
        "privacy_version": row.privacy_version,
        "language": row.language.value,
        "choice": _choice_item(row.choice) if row.choice else None,
        "buttons": [[button.id, button.title] for button in row.buttons] or None,
        "template": _template_item(row.template) if row.template else None,
        "request": str(row.request_id) if row.request_id else None,
        "warning_of": str(row.warning_of) if row.warning_of else None,
        "unsent": WAITING,
        "unsent_at": to_iso(row.not_before or row.created_at),
        "not_before": to_iso(row.not_before) if row.not_before else None,
        "expires_at": to_expiry(row.created_at, retention.outbox),
    }


def outbox_from(item: Item) -> OutboxRow:
    return OutboxRow(
        id=item["pk"].removeprefix("OUTBOX#"),
        citizen_id=UUID(item["citizen"]),
        kind=ReplyKind(item["kind"]),
        text=item["text"],
        created_at=from_iso(item["created_at"]),
        user_id=item.get("user_id"),
        phone=item.get("phone"),
        conversation_id=UUID(item["conversation"]) if "conversation" in item else None,
        asks_for_phone=item["asks_for_phone"],
        state=ReplyState(item["state"]),
        attempts=item["attempts"],
        message_id=item.get("message_id"),
        error_code=item.get("error_code"),
        even_if_blocked=item["even_if_blocked"],
        handed_at=_moment(item.get("handed_at")),
        not_before=_moment(item.get("not_before")),
        problem=ReplyProblem(item["problem"]) if "problem" in item else None,
        delivery=_delivery(item),
        delivery_code=item.get("failed_code"),
        policy_version=item["policy_version"],
        privacy_version=item["privacy_version"],
        language=Language(item.get("language", Language.ITALIAN)),
        choice=_choice_from(item["choice"]) if "choice" in item else None,
        buttons=tuple(Button(*button) for button in item.get("buttons", [])),
        template=_template_from(item["template"]) if "template" in item else None,
        request_id=UUID(item["request"]) if "request" in item else None,
        warning_of=UUID(item["warning_of"]) if "warning_of" in item else None,
    )


def _choice_item(choice: Choice) -> dict[str, Value]:
    rows: list[Value] = [[row.id, row.title, row.description] for row in choice.rows]
    return {"button": choice.button, "rows": rows}


def _choice_from(item: Item) -> Choice:
    return Choice(item["button"], tuple(Row(*row) for row in item["rows"]))


def _template_item(template: TemplateMessage) -> dict[str, Value]:
    """Its body and its buttons: no template of ours has a gap in the header."""
    return {
        "name": template.name,
        "language": template.language,
        "parameters": {parameter.name: parameter.text for parameter in template.parameters},
        "quick_replies": {
            str(quick_reply.index): quick_reply.payload for quick_reply in template.quick_replies
        },
    }


def _template_from(item: Item) -> TemplateMessage:
    return TemplateMessage(
        item["name"],
        item["language"],
        tuple(NamedParameter(name, text) for name, text in item["parameters"].items()),
        quick_replies=tuple(QuickReply(int(at), said) for at, said in item["quick_replies"].items()),
    )


def _delivery(item: Item) -> Delivery | None:
    """The furthest step reported: each is an attribute of its own, so their order cannot matter."""
    reached = [step for step in Delivery if f"{step.value}_at" in item]
    return reached[-1] if reached else None


def _moment(text: str | None) -> datetime | None:
    return None if text is None else from_iso(text)


class WaitingReplies(Store):
    def waiting_since(self, moment: datetime, limit: int) -> tuple[str, ...]:
        """Rows with work to do that were due before `moment`, longest first."""
        found = query(
            self._client,
            self._tables.desk,
            IndexName="unsent",
            KeyConditionExpression="unsent = :waiting AND unsent_at < :moment",
            ExpressionAttributeValues={":waiting": WAITING, ":moment": to_iso(moment)},
            Limit=limit,
        )
        return tuple(item["pk"].removeprefix("OUTBOX#") for item, _ in zip(found, range(limit), strict=False))

    def postpone(self, outbox_id: str, until: datetime) -> None:
        """It was enqueued again: the next sweep need not look at it before `until`. Nothing when its work was
        done in the meantime."""
        update, values = "SET unsent_at = :until", {":until": to_iso(until)}
        update_if(
            self._client,
            self._tables.desk,
            outbox_key(outbox_id),
            update,
            values,
            condition="attribute_exists(unsent)",
        )
