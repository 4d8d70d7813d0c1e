"""Read the account's message templates at Meta. It sends nothing and changes nothing."""

from __future__ import annotations

from http import HTTPStatus

import requests

from urp.errors import UrpError
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.template_list import (
    FIELDS,
    OF_META_ITSELF,
    TemplateAtMeta,
    TemplatePage,
    read_template_page,
)

TIMEOUTS = (3.05, 5.0)  # seconds to connect and to the first byte: it is asked within the minute's tick
A_PAGE = 100
MOST_PAGES = 5
"""An account has 250 templates, a verified one up to 6,000; a town has a dozen."""


class GraphTemplates:
    def __init__(self, base_url: str, version: str, waba_id: str, tokens: GraphTokens) -> None:
        self._url = f"{base_url.rstrip('/')}/{version}/{waba_id}/message_templates"
        self._tokens = tokens

    def read(self) -> tuple[TemplateAtMeta, ...] | None:
        """All of them; None when Meta does not list them, or more than can be read."""
        try:
            return self._read(f"{FIELDS},{OF_META_ITSELF}") or self._read(FIELDS)
        except (requests.RequestException, OSError, UrpError):
            return None

    def _read(self, fields: str) -> tuple[TemplateAtMeta, ...] | None:
        """None also where Meta knows one of the fields no longer: that refuses the whole list."""
        found: list[TemplateAtMeta] = []
        after: str | None = None
        for _ in range(MOST_PAGES):
            page = self._read_page(fields, after)
            if page is None:
                return None
            found.extend(page.templates)
            after = page.after
            if after is None:
                return tuple(found)
        return None

    def _read_page(self, fields: str, after: str | None) -> TemplatePage | None:
        query: dict[str, str | int] = {"fields": fields, "limit": A_PAGE}
        if after is not None:
            query["after"] = after
        answer = self._tokens.ask(
            lambda headers: requests.get(
                self._url, params=query, headers=headers, timeout=TIMEOUTS, allow_redirects=False
            )
        )
        return read_template_page(answer.content) if answer.status_code == HTTPStatus.OK else None
