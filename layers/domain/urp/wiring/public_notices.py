"""What makes a notice public, for whoever advances notices and for whoever mends the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from urp.notices.broadcasts.wording import Wording
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.statements import Statements
from urp.public.publishing import PublishNotice
from urp.public.store.archive import PublicArchive

if TYPE_CHECKING:
    from urp.aws.tables import Tables
    from urp.town.municipality import Municipality
    from urp.town.templates import MessageTemplate


def publish_notice_of(
    tables: Tables, town: Municipality, templates: Mapping[str, MessageTemplate], *, training: bool
) -> PublishNotice:
    return PublishNotice(
        broadcasts=Broadcasts(tables),
        statements=Statements(tables),
        archive=PublicArchive(tables),
        wording=Wording(templates),
        topics={topic.id: topic.title for topic in town.topics},
        training=training,
    )
