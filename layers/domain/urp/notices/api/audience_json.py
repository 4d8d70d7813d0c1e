"""Whom a notice goes to, as public JSON: topics by id, for a program, and by name, for who reads it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.notices.broadcasts.audience import AudienceKind
from urp.staff_api.schemas import Output

if TYPE_CHECKING:
    from urp.notices.broadcasts.audience import AudienceRule
    from urp.town.municipality import Municipality

TOPIC_NAMES = "The same by name, in their order; an id where the profile has it no more"


class AudienceRuleJson(Output):
    """Whom it goes to."""

    kind: AudienceKind
    of: UUID | None = Field(description="The broadcast, or the import, that the kind is about")
    topics: tuple[str, ...] = Field(description="Ids of the municipality's topics; empty: all of them")
    topic_names: tuple[str, ...] = Field(description=TOPIC_NAMES)
    description: str = Field(description="Italian, for the office")


def audience_rule_json(rule: AudienceRule, town: Municipality) -> AudienceRuleJson:
    topics = tuple(sorted(rule.topics))
    names = name_topics(topics, town)
    return AudienceRuleJson.from_view(
        rule, topics=topics, topic_names=names, description=rule.describe(names)
    )


def name_topics(topics: Collection[str], town: Municipality) -> tuple[str, ...]:
    titles = {topic.id: topic.title for topic in town.topics}
    return tuple(titles.get(each, each) for each in sorted(topics))
