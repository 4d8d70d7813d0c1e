"""Preferences of the staff: PREFERENCES#<staff id>, in the control table."""

from __future__ import annotations

from datetime import datetime

from urp.acts.preferences import Preferences
from urp.aws.dynamodb import Write, get, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store

_PREFERENCES = Codec(Preferences)


class PreferenceRegister(Store):
    """Kept while they work here, so that nobody has to choose again; how long somebody needs may tell of
    their health, and goes with the access (`CarryOutChange`)."""

    def of(self, staff_id: str) -> Preferences:
        """What holds for all where nothing was chosen."""
        item = get(self._client, self._tables.control, *_key(staff_id))
        return _PREFERENCES.decode(item) if item else Preferences()

    def keep(self, staff_id: str, preferences: Preferences, now: datetime) -> None:
        pk, sk = _key(staff_id)
        end = to_expiry(now, self._tables.retention.audit)
        item = {"pk": pk, "sk": sk, **_PREFERENCES.encode(preferences), "expires_at": end}
        transact(self._client, [Write("Put", self._tables.control, item)])

    def forget(self, staff_id: str) -> None:
        pk, sk = _key(staff_id)
        transact(self._client, [Write("Delete", self._tables.control, {"pk": pk, "sk": sk})])


def _key(staff_id: str) -> tuple[str, str]:
    return f"PREFERENCES#{staff_id}", "PREFERENCES"
