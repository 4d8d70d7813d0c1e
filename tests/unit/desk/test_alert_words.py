"""What whoever is on duty reads, of every class there is."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from urp.acts.alerts import TO_CONFIRM
from urp.console.screens.all import ALL_MODULES, load_screens
from urp.console.visits import to_pattern
from urp.desk import alarms
from urp.desk.duty.model import ClimbTimes, make_code
from urp.desk.duty.words import (
    CLIMBS,
    LONGEST_SMS,
    WORDS,
    page_of,
    say_since,
    say_unless,
    write_mail,
    write_sms,
)
from urp.meaning.breaches import Breach

ROME = ZoneInfo("Europe/Rome")
SUBJECT = UUID("0a1b2c3d-0000-4000-8000-000000000001")
SINCE = datetime(2026, 12, 7, 2, 10, tzinfo=ROME)
NOW = SINCE + timedelta(minutes=1)
TIMES = ClimbTimes(timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=15))
LONG_URL = (
    f"https://abcdefghij.execute-api.eu-south-1.amazonaws.com/console/a/{make_code(SUBJECT, 'emergency')}"
)
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def every_class() -> set[str]:
    """As `urp.desk.alarms` names them, with those that the meaning of a message has."""
    named = {value for name, value in vars(alarms).items() if name.isupper() and isinstance(value, str)}
    return named | {"emergency", "distress", Breach.THREAT.value, TO_CONFIRM}


def test_every_class_of_alert_has_its_words() -> None:
    assert set(WORDS) == every_class()
    assert len(WORDS) >= 20


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_a_mail_says_what_happened_since_when_what_to_do_where_and_what_if_not(kind: str) -> None:
    mail = write_mail(kind, SINCE, NOW, LONG_URL, TIMES)

    words = WORDS[kind]
    for part in (words.happened, "dalle 02:10", words.first, LONG_URL, say_unless(kind, TIMES)):
        assert part in mail.text
    assert say_unless(kind, TIMES)
    assert mail.subject.isascii()
    assert len(mail.subject) < 100  # of SNS


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_neither_mail_nor_text_message_holds_an_id(kind: str) -> None:
    mail = write_mail(kind, SINCE, NOW, LONG_URL, TIMES)

    assert str(SUBJECT) not in mail.text + write_sms(kind, SINCE, NOW, LONG_URL)


@pytest.mark.parametrize("unheard", [False, True])
@pytest.mark.parametrize("kind", sorted(WORDS))
def test_a_text_message_is_one_part_even_with_the_address_that_amazon_gives(
    kind: str, *, unheard: bool
) -> None:
    yesterday = SINCE - timedelta(days=1)

    text = write_sms(kind, yesterday, NOW, LONG_URL, unheard=unheard)

    assert len(text) <= LONGEST_SMS
    assert GSM.issuperset(text)
    assert text.endswith(LONG_URL)


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_its_page_is_a_page_of_the_console(kind: str) -> None:
    address = page_of(kind, SUBJECT)

    pages = [
        page for names in ALL_MODULES.values() for screen in load_screens(names) for page in screen.pages
    ]
    assert any(to_pattern(page.path).fullmatch(address) for page in pages), address


def test_of_a_danger_the_minutes_are_the_profiles() -> None:
    times = ClimbTimes(timedelta(minutes=3), timedelta(minutes=6), timedelta(minutes=9))

    said = say_unless("distress", times)

    assert said == (
        "Se nessuno preme «Ci penso io», dopo 3 minuti l'avviso torna a chi è di turno, dopo 6 va anche al"
        " secondo, dopo 9 a tutta l'amministrazione."
    )
    assert {"emergency", "distress", "threat"} == CLIMBS


def test_an_alert_of_yesterday_says_the_day() -> None:
    assert say_since(datetime(2026, 12, 6, 23, 50, tzinfo=ROME), NOW) == "dalle 23:50 del 6/12"


@pytest.mark.parametrize(
    ("further", "said"), [(1, "Poi ha scritto ancora una volta."), (3, "Poi ha scritto altre 3 volte.")]
)
def test_who_wrote_again_is_counted(further: int, said: str) -> None:
    assert said in write_mail("emergency", SINCE, NOW, LONG_URL, TIMES, further=further).text


def test_told_again_it_says_that_nobody_has_answered_yet() -> None:
    mail = write_mail("emergency", SINCE, NOW, LONG_URL, TIMES, unheard=True)

    assert mail.text.startswith("Questo avviso è già partito, e nessuno ha ancora detto «Ci penso io».")
    assert mail.subject == "URP WhatsApp: ANCORA qualcuno segnala un'emergenza"
