"""What Meta's list of templates said last: TEMPLATES / AT_META in the control table."""

from __future__ import annotations

from datetime import datetime, timedelta

from urp.aws.dynamodb import get, to_iso
from urp.aws.dynamodb_updates import Changed, update_if
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.whatsapp.template_list import TemplatesRead

_KEY = ("TEMPLATES", "AT_META")
_READ = Codec(TemplatesRead)


class TemplatesAtMeta(Store):
    def load(self) -> TemplatesRead | None:
        item = get(self._client, self._tables.control, *_KEY)
        return None if item is None else _READ.decode(item)

    def claim(self, now: datetime, at_most_every: timedelta) -> bool:
        """Whether it is this caller's to ask Meta: nobody has since then."""
        claimed = update_if(
            self._client,
            self._tables.control,
            _KEY,
            "SET asked_at = :now, expires_at = :end",
            {
                ":now": to_iso(now),
                ":before": to_iso(now - at_most_every),
                ":end": to_expiry(now, self._tables.retention.notices),
            },
            "attribute_not_exists(pk) OR asked_at <= :before",
        )
        return isinstance(claimed, Changed)

    def store(self, read: TemplatesRead) -> None:
        """Over what there was; the moment of asking stays as it was claimed."""
        values = _READ.encode(read)
        del values["asked_at"]
        known = {name: value for name, value in values.items() if value is not None}
        gone = [name for name in values if name not in known]
        update = "SET " + ", ".join(f"#{name} = :{name}" for name in known)
        update += " REMOVE " + ", ".join(f"#{name}" for name in gone) if gone else ""
        update_if(
            self._client,
            self._tables.control,
            _KEY,
            update,
            {f":{name}": value for name, value in known.items()},
            "attribute_exists(pk)",
            {f"#{name}": name for name in values},
        )
