"""What every control call is: its form, and the way to say that it makes no sense."""

import http
from collections.abc import Callable

from infra.local.meta.reading import Json

type Call = Callable[[list[str], dict[str, str], object], Json]
"""Path pieces that stood for `*`, the query, the body."""


class NotUnderstood(Exception):  # noqa: N818 - said to the caller of a control call, with its status
    def __init__(self, reason: str, status: http.HTTPStatus = http.HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(reason)
        self.status = status
