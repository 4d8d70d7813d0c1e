"""Meta's last words: ACCOUNT / <subject> in the control table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urp.acts.model import Act
from urp.acts.second_person import ProposalChange
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import proposal_write
from urp.aws.dynamodb import Item, Value, Write, query, to_iso, transact
from urp.aws.dynamodb_updates import update_if
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError
from urp.notices.account.model import AccountNote
from urp.retention.days import RetentionDays

_PK = "ACCOUNT"
_NOTE = Codec(AccountNote, names={"at": "said_at"}, apart={"subject"})


class AccountNotes(Store):
    def all(self) -> Sequence[AccountNote]:
        """Read consistently."""
        found = query(
            self._client,
            self._tables.control,
            ConsistentRead=True,
            KeyConditionExpression="pk = :account",
            ExpressionAttributeValues={":account": _PK},
        )
        return [_note_from(item) for item in found]

    def store(self, note: AccountNote) -> None:
        """Unless a newer one on the same subject is stored."""
        values = _note_item(note, self._tables.retention)
        known = {name: value for name, value in values.items() if value is not None}
        gone = [name for name in values if name not in known]
        update = "SET " + ", ".join(f"#{name} = :{name}" for name in known)
        update += " REMOVE " + ", ".join(f"#{name}" for name in gone) if gone else ""
        update_if(
            self._client,
            self._tables.control,
            (_PK, note.subject),
            update,
            {f":{name}": value for name, value in known.items()},
            "attribute_not_exists(pk) OR #said_at <= :said_at",
            {f"#{name}": name for name in values},
        )


class Prohibitions(Store):
    """The same notes where staff change them: with the act, or not at all."""

    def lift(self, before: AccountNote, after: AccountNote, act: Act, confirmed: ProposalChange) -> None:
        """With act and confirmation. ConflictError when Meta said something else in the meantime."""
        note = replace(
            note_put(self._tables, after),
            condition="said_at = :before",
            values={":before": to_iso(before.at)},
            on_conflict=ConflictError("Nel frattempo Meta ha detto altro: rileggi e riprova."),
        )
        acts = act_writes(replace(act, before="in_force", after="lifted"), self._tables)
        transact(self._client, [*acts, proposal_write(confirmed, self._tables), note])


def note_put(tables: Tables, note: AccountNote) -> Write:
    return Write("Put", tables.control, {"pk": _PK, "sk": note.subject, **_note_item(note, tables.retention)})


def _note_item(note: AccountNote, retention: RetentionDays) -> dict[str, Value]:
    """A person's own wish goes with the rows that say who got which notice."""
    days = retention.recipient_rows if note.of_a_person else retention.notices
    return {
        **_NOTE.encode(note),
        "expires_at": to_expiry(note.at, days),
    }


def _note_from(item: Item) -> AccountNote:
    return _NOTE.decode(item, subject=item["sk"])
