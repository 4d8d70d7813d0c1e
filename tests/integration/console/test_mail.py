"""Mail in «Le mie preferenze»: each chooses for themselves, of what their roles let them do."""

from __future__ import annotations

import json

import boto3

from tests.cases import every
from tests.fakes.staff_calls import STAFF_ID
from tests.integration.console.console_town import ConsoleTown
from urp.acts.mail import MailChoice
from urp.acts.model import Role
from urp.acts.news import News
from urp.acts.store.mail import MailChoices


def test_an_officer_chooses_and_takes_it_back_and_people_change_is_told_whose_it_is(
    office: ConsoleTown,
) -> None:
    bea = office.office(Role.OPERATOR, Role.APPROVER)
    orders = boto3.client("sqs")

    page = bea.get("/preferenze")
    chosen = bea.follow(bea.submit(page, "/preferenze/e-mail", {"about[]": ["question", "approval"]}))
    order = orders.receive_message(QueueUrl=office.town.settings.people_queue_url)["Messages"][0]["Body"]
    fewer = bea.follow(bea.submit(chosen, "/preferenze/e-mail", {"about[]": "question"}))
    none = bea.follow(bea.submit(fewer, "/preferenze/e-mail", {"about[]": []}))

    assert "Adesso non ricevi nessuna e-mail" in page.text
    assert "minaccia" not in page.text
    assert "Scelta delle e-mail salvata" in chosen.text
    assert "fra qualche secondo" in chosen.text
    assert json.loads(order) == {"mail": STAFF_ID}
    assert ("about[]", "approval") in chosen.forms["/preferenze/e-mail"]
    assert ("about[]", "approval") not in fewer.forms["/preferenze/e-mail"]
    assert ("about[]", "question") not in none.forms["/preferenze/e-mail"]


def test_who_has_nothing_to_act_on_is_offered_no_mail(office: ConsoleTown) -> None:
    pages = [office.office(role).get("/preferenze") for role in (Role.READER, Role.OPERATOR)]

    assert ["/preferenze/e-mail" in page.forms for page in pages] == [False, True]


@every(("confirmed", "words"), [(True, "arrivano all'indirizzo con cui entri"), (False, "sono ferme")])
def test_the_page_says_whether_mail_arrives(office: ConsoleTown, *, confirmed: bool, words: str) -> None:
    sns, topic = boto3.client("sns"), office.town.settings.staff_topic_arn
    there = sns.subscribe(
        TopicArn=topic, Protocol="email", Endpoint="anna@comune.example", ReturnSubscriptionArn=True
    )["SubscriptionArn"]
    if not confirmed:
        sns.unsubscribe(SubscriptionArn=there)
    choices = MailChoices(office.town.tables)
    version = found.version if (found := choices.find(STAFF_ID)) else 0
    labels = frozenset({"question.answer"})
    choices.store(MailChoice(STAFF_ID, frozenset({News.QUESTION}), labels, there, version))

    page = office.office(Role.OPERATOR).get("/preferenze")

    assert words in page.text
