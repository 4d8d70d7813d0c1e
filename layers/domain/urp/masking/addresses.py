"""E-mail addresses, also written so that a program should not see them: "nome chiocciola posta punto it"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from urp.masking.model import Identifier, IdentifierKind

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+"
    r"(?: ?@ ?| ?[(\[] ?(?:AT|CHIOCCIOLA) ?[)\]] ?| CHIOCCIOLA )"
    r"[\w-]+(?:(?: ?\. ?| PUNTO | DOT )[\w-]+)*(?: ?\.| PUNTO | DOT ) ?[A-Z]{2,24}(?![\w-])"
)
"""Begins only where a word begins, and every part ends where the next one must begin: linear."""


def find_emails(plain: str, _: str) -> Iterator[Identifier]:
    for match in _EMAIL.finditer(plain):
        yield Identifier(IdentifierKind.EMAIL, match.start(), match.end())
