"""Asking people to confirm: an ordinary broadcast to those of one import who have not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.signed_buttons import BUTTONS
from tests.unit.notices.imports.office import NOON, PAPER, ROME, Office, phone
from urp.acts.model import Act
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.send_to_one import notice
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.imports.campaign import AskToConfirm, NobodyLeftError, NoTemplateError, StillRunningError
from urp.town.templates import MessageTemplate, load_templates
from urp.town.templates.rendering import render
from urp.whatsapp.outgoing import QuickReply

CAMPAIGN = UUID(int=500)
TEMPLATES = load_templates("urp_profile", placeholders_allowed=True)


@dataclass(slots=True)
class Asking:
    office: Office = field(default_factory=Office)
    stored: EngineStore = field(default_factory=EngineStore)
    templates: tuple[MessageTemplate, ...] = tuple(TEMPLATES.values())

    def __call__(self, confirm_by: date | None = None, campaign: UUID = CAMPAIGN) -> Broadcast:
        ask = AskToConfirm(
            self.office.register,
            self.stored.broadcasts,
            self.templates,
            "https://www.comune.example/privacy",
            ROME,
        )
        act = Act(
            f"act-{campaign}",
            "staff-1",
            "import.ask_to_confirm",
            f"broadcast/{campaign}",
            self.office.now,
            standing=AS_OPERATOR,
        )
        return ask(PAPER, campaign, confirm_by, act)


def taken_over() -> Asking:
    asking = Asking()
    asking.office.takes_over(phone(1), phone(2))
    return asking


def test_the_campaign_is_a_draft_to_the_unconfirmed_of_this_import_and_useless_after_its_date() -> None:
    asking = taken_over()

    made = asking()

    assert made == asking.stored.header(CAMPAIGN)
    assert made.status is BroadcastStatus.DRAFT
    assert made.audience_rule == AudienceRule(AudienceKind.UNCONFIRMED, PAPER)
    assert made.draft.expires_at == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert asking.office.found().campaigns == {CAMPAIGN}
    assert asking.stored.posts.load(CAMPAIGN) is None


def test_people_read_the_date_in_words_and_press_one_of_two_buttons() -> None:
    draft = taken_over()().draft
    template = TEMPLATES[draft.template]
    row = RowReference(CAMPAIGN, 3, UUID(int=3))

    assert "entro giovedì 31 dicembre 2026." in render(template, draft.parameters)
    assert [button.text for button in template.buttons] == ["Confermo", "Cancellami"]
    assert set(notice(template, draft.parameters, row, BUTTONS).quick_replies) == {
        QuickReply(0, f"confirm:{row}"),
        QuickReply(1, BUTTONS.leave(row)),
    }


def test_the_date_may_be_moved_and_people_asked_again() -> None:
    asking = taken_over()
    asking()

    again = asking(date(2027, 1, 8), UUID(int=501))

    moved = asking.office.found()
    assert again.draft.parameters == {"data": "venerdì 8 gennaio 2027"}
    assert (moved.confirm_by, len(moved.campaigns)) == (date(2027, 1, 8), 2)


def test_a_second_request_does_not_take_time_away_from_who_read_the_first() -> None:
    asking = taken_over()
    asking()

    with pytest.raises(InvalidError, match="non prima di giovedì 31 dicembre 2026"):
        asking(date(2026, 12, 20), UUID(int=501))

    assert asking.office.found().confirm_by == date(2026, 12, 31)


def test_a_date_too_near_asks_for_another() -> None:
    asking = taken_over()
    asking.office.passes(days=33)

    with pytest.raises(InvalidError):
        asking()
    assert asking(date(2027, 1, 31)).draft.parameters == {"data": "domenica 31 gennaio 2027"}


def test_nobody_is_asked_while_the_list_is_still_being_taken_over() -> None:
    asking = Asking()
    asking.office.hands_over(phone(1))

    with pytest.raises(StillRunningError):
        asking()


def test_nobody_is_asked_once_the_import_is_over() -> None:
    asking = taken_over()
    asking.office.register.end(PAPER, NOON + timedelta(days=40))

    with pytest.raises(NobodyLeftError):
        asking()


def test_a_profile_without_the_template_says_so_and_leaves_no_campaign_behind() -> None:
    asking = taken_over()
    asking.templates = ()

    with pytest.raises(NoTemplateError):
        asking()
    assert asking.office.found().campaigns == frozenset()


def test_an_import_that_never_was_has_nobody_to_ask() -> None:
    with pytest.raises(NotFoundError):
        Asking()()


def test_the_same_campaign_is_written_once() -> None:
    asking = taken_over()
    asking()

    with pytest.raises(ConflictError):
        asking()
    assert len(asking.stored.headers()) == 1
