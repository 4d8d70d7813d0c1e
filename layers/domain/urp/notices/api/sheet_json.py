"""The sheet before an approval, and a test send, as public JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.notices.api.audience_json import AudienceRuleJson, audience_rule_json
from urp.notices.api.cost_json import CostJson, cost_json
from urp.notices.api.reach_json import ReachJson, reach_json
from urp.notices.broadcasts.model import BroadcastStatus
from urp.notices.broadcasts.text_checks import Severity
from urp.staff_api.schemas import Input, Moment, Output, ShortText
from urp.town.api.free_answers_json import FreeAnswersJson, free_answers_json

if TYPE_CHECKING:
    from urp.notices.broadcasts.sheet import Sheet
    from urp.notices.broadcasts.trial_send import Trial
    from urp.notices.broadcasts.typed_words import TypedWords
    from urp.town.municipality import Municipality


TRAINING_NOTE = "Italian, to be shown with it wherever it is shown; null for a real notice"


class WindowsJson(Output):
    """Who wrote to the town in the last 24 hours: not counted for WhatsApp's limit, billed all the same."""

    open: int
    closed: int
    exact: bool = Field(description="False: estimated from a thousand people")


class BudgetJson(Output):
    month: date = Field(description="Its first day")
    ceiling_cents: int | None = Field(description="Of the profile; null: no ceiling")
    spent_cents: int = Field(description="By the closing statements of the month's notices")
    planned_cents: int = Field(description="What others scheduled or running are expected to cost")
    left_cents: int | None = Field(description="Before this notice; null: no ceiling")
    over: bool = Field(description="It would be refused, 409 `over_budget`; an emergency never is")
    unpriced: bool = Field(description="Something has no known price: the sums are at least so much")
    sentence: str = Field(description="Italian")


class DuplicateJson(Output):
    broadcast: UUID
    title: str
    status: BroadcastStatus
    at: Moment = Field(description="When it went out or is to; of a draft, when it was written")
    same: bool = Field(description="Word for word; else nearly")


class FindingJson(Output):
    code: str
    severity: Severity = Field(description="refuses: it cannot be submitted like this. look: a doubt")
    sentence: str = Field(description="Italian: what to do")
    field: str = Field(description="`parameters.<name>`, `link`, or `text`: the whole message")
    start: int = Field(description="Of the field's characters; start and end are equal where it is all of it")
    end: int


class WordsToLookAt(Input):
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        {}, max_length=20, description="Values of the template's gaps, as far as they are typed"
    )
    link: str = Field("", max_length=300)
    correction: bool = Field(False, description="It corrects another notice: WhatsApp's text says so")


class TypedWordsJson(Output):
    text: str = Field(
        description="As a citizen would read it, with the template's examples where nothing is typed yet"
    )
    characters: int = Field(description="Of the text, in UTF-16 units")
    findings: tuple[FindingJson, ...] = Field(
        description="What refuses it first. Of the whole message only once every gap is filled"
    )


def typed_words_json(words: TypedWords) -> TypedWordsJson:
    return TypedWordsJson.from_view(
        words, findings=tuple(FindingJson.from_view(each) for each in words.findings)
    )


class SheetJson(Output):
    """As of this very moment. Nobody approves it: approvals repeat people and euro."""

    audience_rule: AudienceRuleJson
    people: int
    people_exact: bool = Field(description="False beyond some 75,000: estimated, within one per cent")
    windows: WindowsJson | None = Field(description="Null for those whom another notice is about")
    cost: CostJson
    free_answers: FreeAnswersJson = Field(
        description="Answers of a month that are not billed; no notice is among them"
    )
    budget: BudgetJson
    limit_percent: int | None = Field(description="Of WhatsApp's limit of 24 hours; null: no limit")
    reach: ReachJson
    starts_at: Moment = Field(description="When it is to go out; now, if that is not said")
    ends_at: Moment | None = Field(description="When the last one is written to; null: it ends before")
    duplicates: tuple[DuplicateJson, ...] = Field(
        description="Of the last 14 days: the same words, or nearly"
    )
    findings: tuple[FindingJson, ...] = Field(description="What refuses it first")
    problems: tuple[str, ...] = Field(
        description="Italian; with any of them it cannot be sent as it is: Meta, silence, quiet hours"
    )
    training_note: str | None = Field(description=TRAINING_NOTE)


def sheet_json(sheet: Sheet, now: datetime, town: Municipality) -> SheetJson:
    people, windows = sheet.audience.people, sheet.windows
    return SheetJson.from_view(
        sheet,
        audience_rule=audience_rule_json(sheet.rule, town),
        people=people,
        people_exact=sheet.audience.exact,
        free_answers=free_answers_json(sheet.free_answers),
        windows=WindowsJson(open=windows.open, closed=max(0, people - windows.open), exact=windows.exact)
        if windows
        else None,
        cost=cost_json(sheet.cost),
        budget=BudgetJson.from_view(sheet.budget),
        reach=reach_json(sheet.reach, now, town.zone),
        duplicates=tuple(
            DuplicateJson.from_view(each, broadcast=each.broadcast_id) for each in sheet.duplicates
        ),
        findings=tuple(FindingJson.from_view(each) for each in sheet.findings),
    )


class TrialJson(Output):
    phones: int = Field(description="To how many it is on its way")
    left_today: int = Field(description="Test sends that are left for today, of all notices")
    words: str = Field(description="Italian")


def trial_json(trial: Trial) -> TrialJson:
    return TrialJson.from_view(trial)
