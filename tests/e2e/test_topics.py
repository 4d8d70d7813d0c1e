"""Whom a notice goes to: topics chosen in chat, a correction to those reached, a re-run for the others."""

import pytest

from infra.local.meta.reading import Json, read_object, read_text
from tests.e2e.notices import Notices, balances
from tests.e2e.people import Citizen, Newcomers, ago
from urp.town.texts import TextKey, Texts

NO_SCHOOL = "Viabilità, Eventi, Tributi, Ambiente e Servizi"


def joined(citizen: Citizen, texts: Texts) -> Citizen:
    citizen.writes("Iscrivimi", at=ago(60))
    citizen.gets(texts.render(TextKey.WELCOME))
    return citizen


@pytest.fixture
def subscriber(citizen: Citizen, texts: Texts) -> Citizen:
    return joined(citizen, texts)


@pytest.fixture
def without_school(newcomer: Newcomers, texts: Texts) -> Citizen:
    """Joined, and chose in the list not to hear of school any more."""
    citizen = joined(newcomer(), texts)
    welcome = texts.render(TextKey.WELCOME)
    everything = texts.render(TextKey.TOPICS, chosen="tutti gli argomenti")
    citizen.writes("Argomenti")
    citizen.gets(welcome, everything)
    citizen.chooses("Scuola")
    citizen.gets(welcome, everything, texts.render(TextKey.TOPICS_CHANGED, chosen=NO_SCHOOL))
    return citizen


def test_a_notice_about_school_is_corrected_and_run_again_for_exactly_whom_it_should(
    subscriber: Citizen, without_school: Citizen, notices: Notices, newcomer: Newcomers, texts: Texts
) -> None:
    preview = notices.editor.post("/broadcasts/preview", notices.draft("servizio", topics=["scuola"]))
    notice = notices.create("servizio", topics=["scuola"])
    notices.send(notice)
    statement = notices.closed(notice)
    later = joined(newcomer(), texts)

    words = notices.draft("servizio")
    correction = follows(notices, notice, "correction", template="servizio", parameters=words["parameters"])
    corrected = notices.closed(correction)
    again = notices.closed(follows(notices, notice, "rerun"))

    assert preview["audience"] == statement["audience"]
    assert all(map(balances, (statement, corrected, again)))
    assert corrected["audience"] == reached(statement)
    assert [len(each.notices()) for each in (subscriber, without_school, later)] == [2, 0, 1]


def test_an_alert_reaches_whoever_gave_up_a_topic(without_school: Citizen, notices: Notices) -> None:
    notices.reach_everybody("allerta", urgency="emergency")

    assert len(without_school.notices()) == 1


def test_whoever_is_not_subscribed_is_told_how_to_join(citizen: Citizen, texts: Texts) -> None:
    citizen.writes("Argomenti")

    assert citizen.gets(texts.render(TextKey.TOPICS_TO_JOIN))


def follows(notices: Notices, notice: str, how: str, **words: object) -> str:
    draft = read_text(notices.editor.post(f"/broadcasts/{notice}/{how}", words), "id")
    notices.send(draft)
    return draft


def reached(statement: Json) -> int:
    counts = read_object(statement, "counts")
    return sum(int(str(counts[name])) for name in ("accepted", "unclear"))
