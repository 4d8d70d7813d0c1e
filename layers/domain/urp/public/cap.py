"""An emergency for warning systems: OASIS Common Alerting Protocol 1.2.

How grave, how soon and how sure it is, nobody is asked here: the three say Unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from urp.notices.broadcasts.break_glass import EmergencyReason
from urp.public.model import PublicNotice, Withdrawn

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LASTS = timedelta(hours=24)
"""Where the office did not say until when it is of use."""
_STATUS = "Actual"
"""What is tried or trained is never public."""


@dataclass(frozen=True, slots=True)
class CapAlerts:
    town: str
    website: str
    istat_code: str
    zone: ZoneInfo

    def write(self, notice: PublicNotice) -> str:
        """A correction updates what it corrects. A stopped one, or one that the office withdrew, is a message
        of its own, which cancels the first; of a withdrawn one no word is left."""
        if notice.withdrawn is not None:
            return self._withdraw(notice, notice.withdrawn)
        stopped = notice.stopped_at
        alert = ET.Element("alert", xmlns=NAMESPACE)
        sent = stopped or notice.sent_at
        kind = "Cancel" if stopped else "Update" if notice.corrects else "Alert"
        _add(alert, "identifier", f"{notice.id}.stop" if stopped else f"{notice.id}")
        _add(alert, "sender", self._sender)
        _add(alert, "sent", self._time(sent))
        _add(alert, "status", _STATUS)
        _add(alert, "msgType", kind)
        _add(alert, "scope", "Public")
        if stopped:
            _add(alert, "note", "Il Comune ha fermato l'invio prima della fine.")
            _add(alert, "references", self._reference(f"{notice.id}", notice.sent_at))
        elif notice.corrects:
            _add(alert, "references", self._reference(f"{notice.corrects.id}", notice.corrects.sent_at))
        self._inform(ET.SubElement(alert, "info"), notice)
        return _xml(alert)

    def _withdraw(self, notice: PublicNotice, how: Withdrawn) -> str:
        alert = ET.Element("alert", xmlns=NAMESPACE)
        _add(alert, "identifier", f"{notice.id}.withdrawn")
        _add(alert, "sender", self._sender)
        _add(alert, "sent", self._time(how.at))
        _add(alert, "status", _STATUS)
        _add(alert, "msgType", "Cancel")
        _add(alert, "scope", "Public")
        _add(alert, "note", f"Il Comune ha ritirato questo avviso. Motivo: {how.reason}")
        _add(alert, "references", self._reference(f"{notice.id}", notice.sent_at))
        return _xml(alert)

    def _inform(self, info: ET.Element, notice: PublicNotice) -> None:
        _add(info, "language", "it-IT")
        _add(info, "category", _category(notice.category))
        _add(info, "event", notice.headline)
        for name in ("urgency", "severity", "certainty"):
            _add(info, name, "Unknown")
        _add(info, "effective", self._time(notice.sent_at))
        _add(info, "expires", self._time(notice.expires_at or notice.sent_at + LASTS))
        _add(info, "senderName", self.town)
        _add(info, "headline", notice.headline)
        _add(info, "description", notice.text)
        _add(info, "web", notice.link)
        area = ET.SubElement(info, "area")
        _add(area, "areaDesc", self.town)
        code = ET.SubElement(area, "geocode")
        _add(code, "valueName", "ISTAT")
        _add(code, "value", self.istat_code)

    @property
    def _sender(self) -> str:
        """No spaces or commas in it: the references hold it."""
        return urlsplit(self.website).hostname or self.istat_code

    def _reference(self, identifier: str, sent: datetime) -> str:
        return f"{self._sender},{identifier},{self._time(sent)}"

    def _time(self, moment: datetime) -> str:
        """With the town's own offset, never Z, as CAP asks."""
        return moment.astimezone(self.zone).isoformat(timespec="seconds")


def _category(reason: str | None) -> str:
    code = reason or EmergencyReason.OTHER.value
    return code.upper() if code == EmergencyReason.CBRNE else code.capitalize()


def _xml(alert: ET.Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(alert, encoding="unicode")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
