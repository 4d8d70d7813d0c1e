"""Notices for programs: three feeds that are read back, and CAP of an emergency."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from tests.unit.notices.broadcasts.scene import ALERT, NOTICE
from tests.unit.public.reading import CAP, read_cap
from tests.unit.public.town import BASE, FRAME, ROME, PublicTown
from urp.notices.broadcasts.break_glass import EmergencyReason
from urp.notices.broadcasts.model import Urgency
from urp.public.cap import CapAlerts
from urp.public.model import Corrected, NoticeState, PublicNotice

ATOM = "{http://www.w3.org/2005/Atom}"
SENT = datetime(2026, 11, 25, 9, 0, 0, 250_000, UTC)
DANGER = PublicNotice(
    ALERT, SENT, SENT, NoticeState.SENT, "Allerta arancione", "Pioggia.\nResta in casa & chiama il 112.",
    "https://comune.example/1", emergency=True, category="met", expires_at=SENT + timedelta(hours=6),
)  # fmt: skip
CAP_ALERTS = CapAlerts(FRAME.town, FRAME.website, "042999", ROME)


def both_out(town: PublicTown) -> None:
    town.goes_out(parameters={"luogo": "via Roma < Verdi & piazza"})
    town.goes_out(ALERT, urgency=Urgency.EMERGENCY)


def test_rss_is_read_back(town: PublicTown) -> None:
    both_out(town)
    answer = town.get("/avvisi.rss")
    channel = ET.fromstring(answer.body).find("channel")  # noqa: S314 - our own
    assert channel is not None
    items = channel.findall("item")

    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert [each.findtext("guid") for each in items] == [ALERT.urn, NOTICE.urn]
    assert items[1].findtext("link") == f"{BASE}/avvisi/{NOTICE}"
    assert "via Roma < Verdi & piazza" in str(items[1].findtext("description"))
    assert parsedate_to_datetime(str(items[1].findtext("pubDate"))).year == 2026
    assert channel.find(f"{ATOM}link[@rel='self']") is not None
    assert {each.tag for each in channel} >= {"title", "link", "description", "lastBuildDate"}


def test_atom_is_read_back(town: PublicTown) -> None:
    both_out(town)
    answer = town.get("/avvisi.atom")
    feed = ET.fromstring(answer.body)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert [each.findtext(f"{ATOM}id") for each in entries] == [ALERT.urn, NOTICE.urn]
    assert all(
        datetime.fromisoformat(str(each.findtext(f"{ATOM}{name}"))) for each in entries
        for name in ("published", "updated")
    )  # fmt: skip
    enclosed = entries[0].find(f"{ATOM}link[@rel='enclosure']")
    assert enclosed is not None
    assert enclosed.get("href") == f"{BASE}/avvisi/{ALERT}.cap"


def test_json_feed_is_read_back(town: PublicTown) -> None:
    both_out(town)
    answer = town.get("/avvisi.json")
    feed = json.loads(answer.body)

    assert answer.headers["content-type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}/avvisi.json"
    assert [each["id"] for each in feed["items"]] == [ALERT.urn, NOTICE.urn]
    assert all(each["content_text"] and each["url"] for each in feed["items"])


def test_an_emergency_is_a_cap_alert(town: PublicTown) -> None:
    both_out(town)
    answer = town.get(f"/avvisi/{ALERT}.cap")
    alert = read_cap(answer.body)

    assert answer.headers["content-type"] == "application/cap+xml; charset=utf-8"
    assert alert.findtext(f"{CAP}identifier") == str(ALERT)
    assert (alert.findtext(f"{CAP}status"), alert.findtext(f"{CAP}msgType")) == ("Actual", "Alert")
    assert alert.findtext(f"{CAP}sender") == "www.roccaserena.example"
    assert alert.find(f"{CAP}references") is None


def test_cap_says_what_it_is_about_and_until_when() -> None:
    alert = read_cap(CAP_ALERTS.write(DANGER))

    assert alert.findtext(f"{CAP}sent") == "2026-11-25T10:00:00+01:00"
    assert alert.findtext(f"{CAP}info/{CAP}category") == "Met"
    assert alert.findtext(f"{CAP}info/{CAP}expires") == "2026-11-25T16:00:00+01:00"
    assert alert.findtext(f"{CAP}info/{CAP}description") == DANGER.text


@pytest.mark.parametrize("reason", EmergencyReason)
def test_each_reason_is_a_category_of_cap(reason: EmergencyReason) -> None:
    read_cap(CAP_ALERTS.write(replace(DANGER, category=reason.value)))


def test_a_correction_updates_and_a_stop_cancels_the_first_message() -> None:
    first = f"www.roccaserena.example,{NOTICE},2026-11-25T10:00:00+01:00"
    again = replace(DANGER, corrects=Corrected(NOTICE, "Allerta", SENT), sent_at=SENT + timedelta(hours=1))
    stopped = replace(DANGER, id=NOTICE, state=NoticeState.STOPPED, stopped_at=SENT + timedelta(minutes=9))

    update, cancel = read_cap(CAP_ALERTS.write(again)), read_cap(CAP_ALERTS.write(stopped))

    assert [each.findtext(f"{CAP}msgType") for each in (update, cancel)] == ["Update", "Cancel"]
    assert [each.findtext(f"{CAP}references") for each in (update, cancel)] == [first, first]
    assert cancel.findtext(f"{CAP}identifier") != str(NOTICE)
    assert UUID(str(update.findtext(f"{CAP}identifier"))) == ALERT
