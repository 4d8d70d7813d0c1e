"""What Meta warns of holds what is running until somebody has looked."""

from __future__ import annotations

from tests.cases import every
from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.account.office import (
    DRAFT,
    NOTICE,
    PEOPLE,
    act,
    meta_says,
    notice,
    reached,
    template,
    town_that_is_sending,
    town_with_a_draft,
)
from urp.notices.broadcasts.model import BroadcastStatus, HoldReason, Urgency
from urp.whatsapp.account import (
    AccountChange,
    AccountEvent,
    Choice,
    MarketingPreference,
    NumberErrors,
    NumberQuality,
    TemplateQuality,
)
from urp.whatsapp.error_codes import explain

WARNINGS = [
    NumberQuality("FLAGGED", None),
    TemplateQuality(TEMPLATE.name, "it", "YELLOW", "RED"),
    template("FLAGGED"),
    AccountEvent("ACCOUNT_VIOLATION", violation="SPAM"),
    NumberErrors((explain(131042),)),
]


@every("warning", WARNINGS)
def test_what_meta_warns_of_holds_a_running_notice_once_and_forbids_nothing(warning: AccountChange) -> None:
    town = town_that_is_sending()

    watched = meta_says(town, warning)
    held = notice(town)
    town.office().resume(NOTICE, act(town, "broadcast.resume"))
    town.run_until_over([NOTICE])
    town.time.stop()

    assert watched.held == 1
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.explanation.startswith("Sospeso per prudenza. ")
    assert town.office().preview(DRAFT, town.now).problems == ()
    assert reached(town) == PEOPLE


@every(
    "news",
    [
        NumberQuality("UNFLAGGED", None),
        TemplateQuality(TEMPLATE.name, "it", "GREEN", "YELLOW"),
        TemplateQuality("evento", "it", "YELLOW", "RED"),
        template("FLAGGED", name="evento"),
        AccountEvent("PARTNER_ADDED"),
        NumberErrors((explain(131026),)),
    ],
)
def test_news_that_warn_of_nothing_hold_nothing(news: AccountChange) -> None:
    town = town_that_is_sending()

    assert meta_says(town, news).held == 0


@every("warning", WARNINGS)
def test_an_alert_goes_on_whatever_meta_warns_of(warning: AccountChange) -> None:
    town = town_with_a_draft(urgency=Urgency.EMERGENCY)
    town.office().approvals.submit(NOTICE, None, act(town, "broadcast.submit"))
    town.run(2)

    assert meta_says(town, warning).held == 0


def test_people_who_stop_marketing_while_a_notice_goes_out_hold_it() -> None:
    town = town_that_is_sending()
    wishes = [MarketingPreference(f"key {number}", Choice.STOP, town.now) for number in range(26)]

    meta_says(town, *wishes)
    town.run(1)

    held = notice(town).hold
    assert held is not None
    assert held.reason is HoldReason.COMPLAINTS
