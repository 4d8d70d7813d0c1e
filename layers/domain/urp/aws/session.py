"""The one session that all clients of AWS come from."""

from __future__ import annotations

from functools import cache

import botocore.session


@cache
def botocore_session() -> botocore.session.Session:
    return botocore.session.get_session()
