"""The newest notices for programs: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from urp.public.model import PublicNotice
from urp.public.words import write_state, write_title

MOST = 30
ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("atom", ATOM)


@dataclass(frozen=True, slots=True)
class Feeds:
    town: str
    of_town: str
    zone: ZoneInfo

    @property
    def title(self) -> str:
        return f"Avvisi {self.of_town}"

    def rss(self, notices: Sequence[PublicNotice], base: str) -> str:
        feed = ET.Element("rss", version="2.0")
        channel = ET.SubElement(feed, "channel")
        _texts(channel, title=self.title, link=f"{base}/avvisi", description=self._what, language="it")
        itself = {"href": f"{base}/avvisi.rss", "rel": "self", "type": "application/rss+xml"}
        ET.SubElement(channel, f"{{{ATOM}}}link", itself)
        if notices:
            _texts(channel, lastBuildDate=format_datetime(_newest(notices), usegmt=True))
        for each in notices:
            item = ET.SubElement(channel, "item")
            _texts(
                item, title=write_title(each), link=f"{base}/avvisi/{each.id}", description=self._text(each)
            )
            ET.SubElement(item, "guid", isPermaLink="false").text = each.id.urn
            _texts(item, pubDate=format_datetime(each.sent_at.astimezone(UTC), usegmt=True))
        return _xml(feed)

    def atom(self, notices: Sequence[PublicNotice], base: str) -> str:
        feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "it"})
        _texts(feed, id=f"{base}/avvisi", title=self.title, subtitle=self._what)
        _texts(feed, updated=_stamp(_newest(notices) if notices else datetime.fromtimestamp(0, UTC)))
        ET.SubElement(feed, "link", rel="self", href=f"{base}/avvisi.atom", type="application/atom+xml")
        ET.SubElement(feed, "link", rel="alternate", href=f"{base}/avvisi", type="text/html")
        _texts(ET.SubElement(feed, "author"), name=self.town)
        for each in notices:
            entry = ET.SubElement(feed, "entry")
            _texts(entry, id=each.id.urn, title=write_title(each))
            _texts(entry, published=_stamp(each.sent_at), updated=_stamp(each.updated_at))
            ET.SubElement(entry, "link", rel="alternate", href=f"{base}/avvisi/{each.id}", type="text/html")
            if each.emergency:
                cap = f"{base}/avvisi/{each.id}.cap"
                ET.SubElement(entry, "link", rel="enclosure", href=cap, type="application/cap+xml")
            ET.SubElement(entry, "content", type="text").text = self._text(each)
        return _xml(feed)

    def json(self, notices: Sequence[PublicNotice], base: str) -> str:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "description": self._what,
            "language": "it",
            "home_page_url": f"{base}/avvisi",
            "feed_url": f"{base}/avvisi.json",
            "authors": [{"name": self.town}],
            "items": [
                {
                    "id": each.id.urn,
                    "url": f"{base}/avvisi/{each.id}",
                    **({"external_url": each.link} if each.link else {}),
                    "title": write_title(each),
                    "content_text": self._text(each),
                    "date_published": _stamp(each.sent_at),
                    "date_modified": _stamp(each.updated_at),
                    "tags": [*each.topics, *(["emergenza"] if each.emergency else [])],
                }
                for each in notices
            ],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1)

    @property
    def _what(self) -> str:
        return f"Gli avvisi che {self.town} ha inviato su WhatsApp"

    def _text(self, notice: PublicNotice) -> str:
        """What became of it comes first: a reader shows the beginning."""
        corrected = "Questo avviso conteneva un errore ed è stato rettificato." if notice.corrected_by else ""
        parts = (corrected, write_state(notice, self.zone), notice.text, notice.link)
        return "\n\n".join(part for part in parts if part)


def _newest(notices: Sequence[PublicNotice]) -> datetime:
    return max(each.updated_at for each in notices).astimezone(UTC)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _xml(root: ET.Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")
