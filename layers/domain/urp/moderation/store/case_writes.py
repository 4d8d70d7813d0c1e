"""Writes of opening a case and of its steps. Two kinds of lines let cases be found without a scan: those of a
citizen, and those of a year, from which its report is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.aws.dynamodb import Value, Write, get, put_new, to_milliseconds
from urp.aws.expiry import to_expiry
from urp.aws.tables import Tables
from urp.desk.store.conversation_items import (
    conversation_write,
    hiding_write,
    message_key,
    message_write,
    query_messages,
    state_write,
)
from urp.desk.store.outbox_items import outbox_write
from urp.errors import ConflictError
from urp.moderation.casebook.model import is_still_kept
from urp.moderation.store.case_items import (
    CORRECTION,
    STEP,
    TEXT,
    case_key,
    citizen_line_key,
    end_of_case,
    facts,
    read_text,
    text_key,
    year_of_cases,
)
from urp.observability import digest

if TYPE_CHECKING:
    from urp.moderation.casebook.model import Case, CaseOpening, CaseStep, Correction, GivenBack, Step


class CaseKnownError(ConflictError):
    code = "case_known"


def write_opening(opening: CaseOpening, tables: Tables) -> Iterator[Write]:
    case = opening.case
    pk, sk = case_key(case.id)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        **facts(case, tables.retention),
        "steps": list(map(STEP.write, opening.steps)),
        "version": 1,
    }
    yield put_new(tables.desk, item, CaseKnownError("Il messaggio è già un caso."))
    text_pk, text_sk = text_key(case.id)
    text: dict[str, Value] = {
        "pk": text_pk,
        "sk": text_sk,
        **TEXT.encode(opening.text),
        "expires_at": to_expiry(case.opened_at, tables.retention.hidden_messages),
    }
    yield put_new(tables.desk, text)
    yield from _lines(case, tables)
    for step in opening.steps:
        yield _counted(case, step, tables)


def write_case_step(tables: Tables, step: CaseStep, act: Act) -> Iterator[Write]:
    yield from write_step(step, tables)
    if step.before.held != step.after.held:
        text = get(tables.client, tables.desk, *text_key(step.after.id))
        if text and is_still_kept(
            read_text(text), step.step.at
        ):  # a hold does not bring back what has expired
            yield write_text_end(step.after, tables)
    if step.state:
        yield state_write(step.state, tables, act.at)
    if step.reply:
        yield outbox_write(step.reply, tables)
    if step.after.hidden and not step.before.hidden:
        yield from write_taking_out(tables, step.after, step.corrections)
    if step.conversation:
        yield conversation_write(step.conversation, tables)
    if step.corrections and get(tables.client, tables.desk, *text_key(step.after.id)):
        yield write_text_corrected(step.after.id, step.corrections, tables.desk)
    if step.back:
        yield from _write_giving_back(tables, step, step.back, act)
    if step.erases_text and get(tables.client, tables.desk, *text_key(step.after.id)):
        yield write_text_emptying(step.after.id, tables.desk, act.at)


def write_taking_out(
    tables: Tables, case: Case, corrections: Iterable[Correction], *, must_stand: bool = False
) -> Iterator[Write]:
    """Take a message and its corrections out of the conversation; their text is the case's from now on. A new
    correction is a conflict. `must_stand`: so is a deletion by the sender; else that needs no write."""
    known = {correction.message_id for correction in corrections}
    if case.conversation_id is None:
        return
    for item in query_messages(tables, case.conversation_id):
        named = digest(item["message_id"]) == case.message
        corrects = "amends" in item and digest(item["amends"]) == case.message
        stands = not item.get("hidden", False)
        if corrects and stands and item["message_id"] not in known:
            raise ConflictError("Nel frattempo il messaggio è stato corretto: rileggilo e riprova.")
        if (named and (must_stand or stands)) or (corrects and stands):
            yield hiding_write(item["pk"], item["sk"], tables.desk)


def _write_giving_back(tables: Tables, step: CaseStep, back: GivenBack, act: Act) -> Iterator[Write]:
    """Put the message back where it was if that conversation is still open, else as a new message."""
    yield conversation_write(back.conversation, tables)
    there = query_messages(tables, back.conversation.after.id)
    emptied = {item["message_id"]: (item["pk"], item["sk"]) for item in there}
    places = [emptied.get(each.message_id, message_key(each, act.at)) for each in back.messages]
    yield write_text_given_back(step.after.id, places, tables.desk)
    for message, place in zip(back.messages, places, strict=True):
        if message.message_id in emptied:
            yield _write_showing(place, message.text, tables.desk)
        else:
            yield message_write(message, tables, act.at)


def _write_showing(place: tuple[str, str], text: str, table: str) -> Write:
    """Show a hidden message again in its place."""
    pk, sk = place
    return Write(
        "Update",
        table,
        {"pk": pk, "sk": sk},
        update="SET #text = :text REMOVE #hidden",
        condition="attribute_exists(pk)",
        names={"#hidden": "hidden", "#text": "text"},  # both are words of DynamoDB's own
        values={":text": text},
    )


def write_step(step: CaseStep, tables: Tables) -> Iterator[Write]:
    """Steps are only ever added to: the store itself appends."""
    before, after = step.before, step.after
    pk, sk = case_key(after.id)
    stored = facts(after, tables.retention)
    set_ = {name: value for name, value in stored.items() if value is not None}
    gone = [name for name, value in stored.items() if value is None]
    sets = ", ".join(f"#{name} = :{name}" for name in set_)
    removes = " REMOVE " + ", ".join(f"#{name}" for name in gone) if gone else ""
    yield Write(
        "Update",
        tables.desk,
        {"pk": pk, "sk": sk},
        condition="#version = :before",
        update=f"SET {sets}, #version = :after, #steps = list_append(#steps, :steps){removes}",
        names={f"#{name}": name for name in (*stored, "version", "steps")},
        values={
            **{f":{name}": value for name, value in set_.items()},
            ":before": before.version,
            ":after": before.version + 1,
            ":steps": [STEP.write(step.step)],
        },
        on_conflict=ConflictError("Nel frattempo qualcun altro l'ha cambiato: rileggi e riprova."),
    )
    yield from _lines(after, tables)
    yield _counted(after, step.step, tables)


def write_text_end(case: Case, tables: Tables) -> Write:
    """The text is kept while the case is held; on release it ends at its time, or at once if that is past."""
    if case.held:
        update, values = "REMOVE expires_at", dict[str, Value]()
    else:
        update = "SET expires_at = :end"
        values = {":end": to_expiry(case.opened_at, tables.retention.hidden_messages)}
    return _of_text(case.id, tables.desk, condition="attribute_exists(pk)", update=update, values=values)


def write_text_corrected(case_id: UUID, corrections: Iterable[Correction], table: str) -> Write:
    return _of_text(
        case_id,
        table,
        condition="attribute_exists(pk)",
        update="SET corrections = list_append(if_not_exists(corrections, :none), :corrections)",
        values={":none": [], ":corrections": list(map(CORRECTION.write, corrections))},
    )


def write_text_given_back(case_id: UUID, copies: Sequence[Sequence[str]], table: str) -> Write:
    """`copies`: its keys on the desk, so that its sender can delete it there too."""
    return _of_text(
        case_id,
        table,
        condition="attribute_exists(pk) AND attribute_not_exists(taken_back)",
        update="SET copies = :copies",
        values={":copies": [list(key) for key in copies]},
    )


def write_text_taken_back(case_id: UUID, table: str) -> Write:
    """Mark the text as deleted by its sender, unless it is being given back to the desk, where the deletion
    must find it."""
    return _of_text(
        case_id,
        table,
        condition="attribute_exists(pk) AND attribute_not_exists(copies)",
        update="SET taken_back = :yes",
        values={":yes": True},
    )


def write_text_emptying(case_id: UUID, table: str, now: datetime) -> Write:
    """Empty the text at once; the purge deletes the item. Never for evidence, which has no end."""
    return _of_text(
        case_id,
        table,
        condition="attribute_exists(expires_at)",
        update="SET taken_back = :yes, #text = :empty, words = :none, expires_at = :now REMOVE corrections",
        names={"#text": "text"},  # a word of DynamoDB's own
        values={":yes": True, ":empty": "", ":none": [], ":now": int(now.timestamp())},
    )


def _of_text(
    case_id: UUID,
    table: str,
    *,
    condition: str,
    update: str,
    values: Mapping[str, Value],
    names: Mapping[str, str] | None = None,
) -> Write:
    pk, sk = text_key(case_id)
    key = {"pk": pk, "sk": sk}
    return Write("Update", table, key, condition=condition, update=update, names=names or {}, values=values)


def _lines(case: Case, tables: Tables) -> Iterator[Write]:
    """Lines expire with the case."""
    pk, sk = citizen_line_key(case)
    yield Write("Put", tables.desk, {"pk": pk, "sk": sk, "expires_at": end_of_case(case, tables.retention)})
    of_year: dict[str, Value] = {
        "pk": year_of_cases(case.opened_at.astimezone(UTC).year),
        "sk": f"CASE#{case.id}",
        "breach": case.breach.value,
        "outcome": case.outcome.value if case.outcome else None,
        "expires_at": to_expiry(case.opened_at, tables.retention.cases),
    }
    yield Write("Put", tables.desk, of_year)


def _counted(case: Case, step: Step, tables: Tables) -> Write:
    """For the figures of the step's own year."""
    item: dict[str, Value] = {
        "pk": year_of_cases(step.at.astimezone(UTC).year),
        "sk": f"STEP#{to_milliseconds(step.at)}#{case.id}#{step.id}",
        "breach": case.breach.value,
        "kind": step.kind.value,
        "expires_at": to_expiry(step.at, tables.retention.cases),
    }
    return Write("Put", tables.desk, item)
