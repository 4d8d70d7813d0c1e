"""Canned replies as the office's programs see them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from urp.language import Language
from urp.staff_api.schemas import Count, Input, Output, ShortText


class CannedListing(Input):
    q: str = Field("", max_length=100, description="Words that title or text must hold, in any order")
    to_verify: bool | None = Field(None, description="true: only those to be verified; false: the others")


class NewCannedReply(Input):
    title: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=3000, description="With gaps such as {giorno}")
    link: str = Field("", max_length=300, description="https, of an official domain; under the text")
    language: Language = Language.ITALIAN
    verified: bool = Field(False, description="The author has verified it today")


class ChangedCannedReply(NewCannedReply):
    version: Count = Field(description="The one that was read: 409 `changed_meanwhile` if it moved")


class CannedFields(Input):
    fields: dict[str, ShortText] = Field(
        default_factory=dict, max_length=20, description="One value for each gap"
    )


class CannedReplyJson(Output):
    id: str
    title: str
    text: str
    link: str
    language: Language
    fields: tuple[str, ...] = Field(description="The gaps, in the order of the text")
    verified_on: date | None
    verified_by: str | None = Field(description="Id of the member of staff")
    to_verify: bool = Field(description="Nobody verified it, or too long ago")
    version: int = Field(description="0: as the profile has it")


class CannedRepliesJson(Output):
    items: tuple[CannedReplyJson, ...]


class FilledReplyJson(Output):
    text: str = Field(description="As the citizen would read it")
    to_verify: bool
