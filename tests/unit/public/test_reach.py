"""In how many minutes the service is reached: a message of nobody, each minute, to our own webhook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from tests.contract.payload_files import OUR_NUMBER
from tests.unit.inbound.intake.town_hall import NOON, TownHall, signature
from tests.unit.inbound.test_deliver import Desk, queued
from tests.unit.public.town import PublicTown
from urp.errors import UnavailableError
from urp.inbound.deliver import Outcome
from urp.public.reach import Judged, MeasureReach
from urp.whatsapp.probe import is_probe, write_probe
from urp.whatsapp.signature import CertificateRefusedError, SignatureRefusedError
from urp.whatsapp.store.probes import Probes

MINUTE = timedelta(minutes=1)
WRITTEN = {"id": "wamid.FAKE1", "from": "393330000001", "timestamp": "1795000001", "type": "text"}


@dataclass(slots=True)
class Clock:
    """Webhook, queue, desk and counter, minute by minute."""

    town: PublicTown = field(default_factory=lambda: PublicTown(measured=True))
    webhook: TownHall = field(default_factory=TownHall)
    desk: Desk = field(default_factory=Desk)
    now: datetime = NOON
    shut: bool = False
    late: timedelta = timedelta(seconds=1)

    def __post_init__(self) -> None:
        self.desk.tables = self.town.scene.town.stored.tables

    def tick(self) -> list[Judged]:
        tables = self.desk.tables
        measure = MeasureReach(Probes(tables), self.town.minutes, self.post, OUR_NUMBER)
        judged = list(measure.judge(self.now))
        try:
            measure.send(self.now)
        except UnavailableError:
            assert self.shut
        self.now += MINUTE
        return judged

    def post(self, body: bytes) -> None:
        if self.shut:
            raise UnavailableError("503")
        self.webhook.now = self.now
        self.webhook.receive_signed(body, signature(body))
        delivered = self.desk.deliver(self.webhook.queues.messages[-1].body, 1, self.now + self.late)
        assert delivered.outcome is Outcome.PROBE


def test_each_minute_says_of_the_one_before_whether_it_was_reached() -> None:
    clock = Clock()

    first, reached = clock.tick(), clock.tick()
    clock.shut = True
    clock.tick()
    lost = clock.tick()
    clock.shut, clock.late = False, MINUTE
    clock.tick()
    late = clock.tick()

    assert (first, reached, lost) == (
        [],
        [Judged(reached=True, seconds=1)],
        [Judged(reached=False, seconds=None)],
    )
    assert late == [Judged(reached=False, seconds=60)]
    assert clock.desk.received == []
    assert clock.webhook.inbound.writes == []  # Meta counts no probe into the number's rate


def test_a_minute_is_counted_once_however_often_the_clock_ticks() -> None:
    clock = Clock()
    clock.tick()
    tables = clock.desk.tables
    (probe,) = Probes(tables).unjudged(clock.now, timedelta(), timedelta(hours=1))
    clock.tick()

    with pytest.raises(Exception, match="già contata"):
        clock.town.minutes.count(probe.sent_at, Probes(tables).judged_write(probe), reached=True)

    assert clock.town.minutes.of_last_days(clock.now, 30).measured == 1


def test_the_page_says_the_share_and_never_more_than_it_knows() -> None:
    clock, off = Clock(), PublicTown()
    before = clock.town.get("/servizio").body
    for shut in (False, False, True, False):
        clock.shut = shut
        clock.tick()
    clock.now = NOON
    page = clock.town.get("/servizio").body

    assert "Non misurata" in before
    assert "Non misurata" in off.get("/servizio").body
    assert "è arrivato 2 volte su 3: il 66,66 %" in page
    assert "la prova non è partita" in page
    assert "Non misurata" not in page


def test_nobody_without_the_secret_makes_a_probe_and_nobody_without_an_announcement_either() -> None:
    clock = Clock()
    clock.shut = True
    clock.tick()
    body = write_probe(NOON, OUR_NUMBER)

    for forged in (None, signature(body, "a guess"), signature(body + b" ")):
        with pytest.raises(SignatureRefusedError):
            clock.webhook.receive_signed(body, forged)
    clock.shut = False
    clock.post(write_probe(NOON + timedelta(hours=1), OUR_NUMBER))  # nobody announced that one

    assert clock.tick() == [Judged(reached=False, seconds=None)]


def test_what_comes_without_metas_certificate_is_a_probe_and_nothing_else() -> None:
    town, probe = TownHall(), write_probe(NOON, OUR_NUMBER)
    citizen = (
        probe.replace(b"urp-probe.", b"wamid.")
        .replace(b"ZZ.URPPROBE", b"IT.1")
        .replace(b"urp_probe", b"text")
    )
    beside = probe.replace(b'"messages":[', b'"statuses":[{"id":"wamid.1","status":"read"}],"messages":[')

    assert town.receive_signed(probe, signature(probe), certified=False).messages == 1
    for refused in (citizen, beside):
        assert town.receive(refused).messages == 1
        with pytest.raises(CertificateRefusedError):
            town.receive_signed(refused, signature(refused), certified=False)


def test_no_citizen_is_taken_for_a_probe_and_no_probe_for_a_citizen() -> None:
    """What they choose themselves is the text, their name and their username."""
    words = "urp-probe.20261130T101500Z urp_probe ZZ.URPPROBE"
    says = {**WRITTEN, "text": {"body": words}}
    desk = Desk()

    heard = desk.deliver(queued(says), 1, NOON)
    parts = [
        {**WRITTEN, "id": "urp-probe.20261130T101500Z", "text": {"body": "Cancellami"}},
        {**WRITTEN, "from_user_id": "ZZ.URPPROBE", "text": {"body": "Cancellami"}},
        {**WRITTEN, "type": "urp_probe"},
        {
            "id": "urp-probe.20269930T101500Z",
            "from_user_id": "ZZ.URPPROBE",
            "timestamp": "1",
            "type": "urp_probe",
        },
    ]

    assert not is_probe(says)
    assert heard.outcome is Outcome.HANDLED
    assert [desk.deliver(queued(part), 1, NOON).outcome for part in parts] == [Outcome.SET_ASIDE] * 4
    assert desk.received == [words]
