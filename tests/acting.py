"""In what people of these tests act, where it does not matter."""

from __future__ import annotations

from urp.acts.model import Role, Standing

AS_OPERATOR = Standing(frozenset({Role.OPERATOR}))
