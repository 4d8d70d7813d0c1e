"""Sessions of the console, in the control table: gone at once when somebody signs out."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import datetime

from urp.acts.model import Role, StaffMember
from urp.aws.dynamodb import (
    Item,
    Value,
    Write,
    from_attributes,
    from_iso,
    get,
    put_new,
    to_attributes,
    to_iso,
    transact,
    translate_failures,
)
from urp.aws.tables import Store
from urp.console.sessions import ATTEMPT, WHOLE, Session, SignInAttempt
from urp.errors import ConflictError


class Sessions(Store):
    """An item ends by itself, and earlier by the rules of `urp.console.sessions`."""

    def begin(self, session: Session) -> None:
        member = session.member
        item: dict[str, Value] = {
            **_key("SESSION", session.key),
            "staff": member.id,
            "roles": sorted(role.value for role in member.roles),
            "name": session.name,
            "form_token": session.form_token,
            "began_at": to_iso(session.began_at),
            "seen_at": to_iso(session.seen_at),
            "expires_at": math.ceil((session.began_at + WHOLE).timestamp()),
        }
        if member.signed_in_at:
            item["signed_in_at"] = to_iso(member.signed_in_at)
        transact(self._client, [put_new(self._tables.control, item)])

    def find(self, key: str) -> Session | None:
        """Read consistently: who signed out is out."""
        item = get(self._client, self._tables.control, *_names("SESSION", key))
        return None if item is None else _session(key, item)

    def touch(self, key: str, now: datetime) -> None:
        self._set(key, seen_at=to_iso(now))

    def say(self, key: str, said: str) -> None:
        self._set(key, said=said)

    def train(self, key: str, form_token: str, *, on: bool) -> None:
        self._set(key, training=on, form_token=form_token)

    def end(self, key: str) -> None:
        with translate_failures():
            self._client.delete_item(TableName=self._tables.control, Key=to_attributes(_key("SESSION", key)))

    def attempt(self, attempt: SignInAttempt) -> None:
        item: dict[str, Value] = {
            **_key("SIGNIN", attempt.key),
            "state": attempt.state,
            "nonce": attempt.nonce,
            "verifier": attempt.verifier,
            "to": attempt.to,
            "began_at": to_iso(attempt.began_at),
            "expires_at": math.ceil((attempt.began_at + ATTEMPT).timestamp()),
        }
        transact(self._client, [put_new(self._tables.control, item)])

    def take_attempt(self, key: str) -> SignInAttempt | None:
        """It is answered once: of two browsers that come back with the same cookie one finds it."""
        with translate_failures():
            gone = self._client.delete_item(
                TableName=self._tables.control,
                Key=to_attributes(_key("SIGNIN", key)),
                ReturnValues="ALL_OLD",
            ).get("Attributes")
        if not gone:
            return None
        item = from_attributes(gone)
        return SignInAttempt(
            key, item["state"], item["nonce"], item["verifier"], item["to"], from_iso(item["began_at"])
        )

    def _set(self, key: str, **values: Value) -> None:
        """Of a session that is still there: one that ended does not come back."""
        with suppress(ConflictError):
            transact(
                self._client,
                [
                    Write(
                        "Update",
                        self._tables.control,
                        _key("SESSION", key),
                        condition="attribute_exists(pk)",
                        update="SET " + ", ".join(f"#{name} = :{name}" for name in values),
                        names={f"#{name}": name for name in values},
                        values={f":{name}": value for name, value in values.items()},
                        on_conflict=_EndedError(),
                    )
                ],
            )


class _EndedError(ConflictError):
    """Somebody signed out meanwhile."""


def _session(key: str, item: Item) -> Session:
    signed_in = item.get("signed_in_at")
    roles = frozenset(role for role in Role if role in item["roles"])
    return Session(
        key=key,
        member=StaffMember(item["staff"], roles, from_iso(signed_in) if signed_in else None),
        name=item["name"],
        form_token=item["form_token"],
        began_at=from_iso(item["began_at"]),
        seen_at=from_iso(item["seen_at"]),
        said=item.get("said", ""),
        training=item.get("training", False),
    )


def _names(kind: str, key: str) -> tuple[str, str]:
    return f"{kind}#{key}", kind


def _key(kind: str, key: str) -> dict[str, Value]:
    pk, sk = _names(kind, key)
    return {"pk": pk, "sk": sk}
