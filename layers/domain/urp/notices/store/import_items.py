"""Imports, the parts of their lists and their invalid lines, as they are stored.

IMPORT#<id> / HEADER, PART#nnn, INVALID#nnn; IMPORTS / <time>#<id> leads to each, for the office's list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import batched
from uuid import UUID

from urp.aws.dynamodb import Item, Value, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.notices.imports.model import InvalidLine, ListedPhone, ListImport, Progress, Provenance, Taken
from urp.retention.days import RetentionDays

IMPORTS = "IMPORTS"
INVALID_TOGETHER = 500
"""Lines of one item: some 50 KB."""
_PROVENANCE = Codec(Provenance)
_IMPORT = Codec(ListImport, apart={"id", "provenance", "campaigns", "progress"}, sparse={"waits"})
_INVALID = Codec(InvalidLine).as_list()


def header_key(import_id: UUID) -> tuple[str, str]:
    return f"IMPORT#{import_id}", "HEADER"


def part_key(import_id: UUID, number: int) -> tuple[str, str]:
    return f"IMPORT#{import_id}", f"PART#{number:03d}"


def invalid_key(import_id: UUID, number: int) -> tuple[str, str]:
    return f"IMPORT#{import_id}", f"INVALID#{number:03d}"


def import_items(
    new: ListImport,
    parts: Sequence[Sequence[ListedPhone]],
    invalid: Sequence[InvalidLine],
    retention: RetentionDays,
) -> Iterator[dict[str, Value]]:
    """The header lives as long as the record of the act; the phones until their part is done, at most as long
    as anything received raw, and so do the masked lines."""
    kept, soon = (
        to_expiry(new.created_at, retention.audit),
        to_expiry(new.created_at, retention.received_bodies),
    )
    yield {**_header_item(new), "expires_at": kept}
    yield {"pk": IMPORTS, "sk": f"{to_iso(new.created_at)}#{new.id}", "expires_at": kept}
    for number, part in enumerate(parts):
        pk, sk = part_key(new.id, number)
        people = [f"{each.line} {each.phone}" for each in part]
        yield {"pk": pk, "sk": sk, "people": people, "expires_at": soon}
    for number, lines in enumerate(batched(invalid, INVALID_TOGETHER, strict=False)):
        pk, sk = invalid_key(new.id, number)
        yield {"pk": pk, "sk": sk, "lines": list(map(_INVALID.write, lines)), "expires_at": soon}


def _header_item(new: ListImport) -> dict[str, Value]:
    pk, sk = header_key(new.id)
    return {"pk": pk, "sk": sk, **_IMPORT.encode(new), **_PROVENANCE.encode(new.provenance)}


def import_from(item: Item) -> ListImport:
    return _IMPORT.decode(
        item,
        id=UUID(item["pk"].removeprefix("IMPORT#")),
        provenance=_PROVENANCE.decode(item),
        campaigns=frozenset(map(UUID, item.get("campaigns", ()))),
        progress=Progress(
            parts_done=item.get("parts_done", 0),
            taken={each: item.get(f"taken_{each}", 0) for each in Taken},
            removed=item.get("removed", 0),
        ),
    )


def listed_from(people: Sequence[str]) -> list[ListedPhone]:
    return [ListedPhone(int(line), phone) for line, phone in (each.split(" ") for each in people)]


def invalid_from(item: Item) -> list[InvalidLine]:
    return list(map(_INVALID.read, item["lines"]))
