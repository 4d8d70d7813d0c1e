"""/staff/topics: what a notice can be about, and a subscriber can do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing
from urp.town.api.templates import TopicJson, TopicsJson

if TYPE_CHECKING:
    from urp.town.api.offices import TownOffices


def list_topics(offices: TownOffices, _: Request[Nothing, Nothing]) -> TopicsJson:
    topics = offices.municipality.topics
    return TopicsJson(items=tuple(TopicJson.from_view(topic) for topic in topics))


ROUTES = (
    Route(
        "GET", "/staff/topics", Permission.READ, "List the topics that citizens choose from",
        Nothing, Nothing, TopicsJson, list_topics,
        description="In the order in which citizens see them. None: every notice goes to everybody.",
    ),
)  # fmt: skip
