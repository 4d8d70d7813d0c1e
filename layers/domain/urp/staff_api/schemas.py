"""What every input and output of the API has in common."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


class Input(BaseModel):
    """Unknown fields are refused: a misspelt one must not be ignored in silence."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        defer_build=True,  # one call needs one model: the others would only slow the first start
    )


class Output(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    @classmethod
    def from_view(cls, view: object, **besides: object) -> Self:
        """`view` has the fields under the same names; `besides`: what it has not, or as something else."""
        same = {name: getattr(view, name) for name in cls.model_fields if name not in besides}
        return cls(**same, **besides)


ShortText = Annotated[str, Field(max_length=1024)]
"""A gap of a template or of a reply; how long it may be the template says."""
TopicId = Annotated[str, Field(max_length=60)]
HIGHEST = 1_000_000_000
"""Of versions and counts: DynamoDB keeps 38 digits of a number, and refuses more."""
Count = Annotated[int, Field(ge=0, le=HIGHEST)]


class Nothing(Input):
    """A call that takes no query, or no body."""


class Listing(Input):
    """Which part of a list."""

    limit: int = Field(25, ge=1, le=100, description="How many at most")
    cursor: str | None = Field(
        None, min_length=1, max_length=1500, description="The `next` of the page before; opaque"
    )


class BroadcastListing(Listing):
    status: Literal["stale", "submitted", "to_review"] | None = Field(
        None,
        description="stale: found too late and not sent; a person submits them again or stops them. "
        "submitted: waits for an approval. to_review: one person sent it alone, and another reviews it; "
        "no `next`. Longest due first",
    )


def _to_seconds(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


type Moment = Annotated[
    datetime,
    PlainSerializer(_to_seconds, return_type=str, when_used="json"),
    Field(json_schema_extra={"format": "date-time"}, description="UTC"),
]
