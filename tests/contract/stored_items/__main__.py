"""`python -m tests.contract.stored_items`: adds to the files what an item has more than it had.

For a new attribute, or a new kind. What lies there already stays word for word: an attribute that is gone, or
is another now, is what a stack deployed before could not read, and is refused by its name. The oldest form is
written once, for a new kind, and never again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from tests.contract.stored_items.kinds import WRITTEN_NOW, Forms, Kind, forms_in, kept_by, write_forms
from tests.contract.stored_items.wings import WINGS
from tests.fakes.dynamodb.tables import create_tables


def main() -> int:
    lost, written = list[str](), dict[str, dict[str, Forms]]()
    for wing, kinds in WINGS.items():
        before = forms_in(wing)
        written[wing] = {kind.name: _forms(kind, before.get(kind.name, {})) for kind in kinds}
        lost += [f"{wing}: {name} is there no longer" for name in before.keys() - written[wing].keys()]
        for name in before.keys() & written[wing].keys():
            lost += [f"{wing}: {name}: {place}" for place in _lost(before[name], written[wing][name], "")]
    if lost:
        sys.exit("A stack deployed before keeps these, and could not read them:\n" + "\n".join(lost))
    for wing, forms in written.items():
        write_forms(wing, forms)
    return 0


def _forms(kind: Kind[Any], before: Forms) -> Forms:
    forms: Forms = {}
    for name in WRITTEN_NOW:
        tables = create_tables()
        kind.keep(tables, kind.written(name))
        forms[name] = kept_by(tables, kind)
    if "oldest" in before:
        return {**forms, "oldest": before["oldest"]}
    tables = create_tables()
    kind.keep(tables, kind.emptiest if kind.oldest is None else kind.oldest)
    return {**forms, "oldest": kept_by(tables, kind)}


def _lost(before: Any, after: Any, place: str) -> Iterator[str]:  # noqa: ANN401 - as deep as items go
    """Where something of before is gone or is another: more in a map or at a list's end is not."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            yield from _lost(value, after[name], f"{place}.{name}") if name in after else [f"{place}.{name}"]
    elif isinstance(before, list) and isinstance(after, list) and len(before) <= len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from _lost(one, other, f"{place}[{number}]")
    elif before != after:
        yield f"{place}: {before} → {after}"


if __name__ == "__main__":
    sys.exit(main())
