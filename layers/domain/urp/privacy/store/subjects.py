"""Whose a conversation, a case or a request is, as the audit names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from uuid import UUID

from urp.aws.dynamodb import get_many
from urp.aws.tables import Store
from urp.desk.store.conversation_items import conversation_key
from urp.moderation.store.case_items import case_key
from urp.privacy.store.rights_items import request_key

_KEYS = {"conversation": conversation_key, "case": case_key, "rights-request": request_key}


class Subjects(Store):
    def find(self, resources: Iterable[str]) -> Mapping[str, UUID]:
        """Those still known, by the name of the thing."""
        named = {resource: split for resource in resources for split in _split(resource)}
        keys = {resource: _KEYS[kind](thing) for resource, (kind, thing) in named.items() if kind in _KEYS}
        items = get_many(self._client, self._tables.desk, list(dict.fromkeys(keys.values())))
        found = {resource: UUID(items[key]["citizen"]) for resource, key in keys.items() if key in items}
        return found | {resource: thing for resource, (kind, thing) in named.items() if kind == "citizen"}


def _split(resource: str) -> Iterator[tuple[str, UUID]]:
    kind, _, thing = resource.partition("/")
    with suppress(ValueError):
        yield kind, UUID(thing)
