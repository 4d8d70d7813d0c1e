"""What was sent to other channels, wired for the office."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.redirects.counts import CountRedirects
    from urp.wiring.office import OfficeParts


class WiredRedirects:
    """Part of the offices of the API."""

    @cached_property
    def _parts(self) -> OfficeParts:
        raise NotImplementedError

    @cached_property
    def count_redirects(self) -> CountRedirects:
        from urp.adapters.dynamodb_redirects import DynamoRedirectCounts
        from urp.redirects.counts import CountRedirects

        return CountRedirects(DynamoRedirectCounts(self._parts.client, self._parts.desk_table))
