"""Erasing a citizen on their request: what goes, what stays and why."""

from __future__ import annotations

from pydantic import Field

from urp.privacy.api.rights_json import RightsRequestJson
from urp.privacy.rights.erasure import Why
from urp.retention.classes import RetentionClass
from urp.staff_api.schemas import Input, Output


class ErasureOrder(Input):
    told_elsewhere: str | None = Field(
        None,
        min_length=3,
        max_length=200,
        description="How the citizen is told, if not in the chat; absent: this call tells them there",
    )


class ErasedJson(Output):
    kind: RetentionClass
    items: int


class KeptJson(Output):
    kind: RetentionClass
    items: int | None = Field(description="Null: not kept by person, so not counted")
    reason: Why
    words: str
    article: str = Field(description="Of the GDPR")


class ErasurePreviewJson(Output):
    request: RightsRequestJson
    erased: tuple[ErasedJson, ...]
    kept: tuple[KeptJson, ...]
    undecided_cases: int = Field(description="Cases that would be erased before anybody decided them")
