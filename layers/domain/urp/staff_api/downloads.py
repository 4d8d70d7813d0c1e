"""Answers that are a file. API Gateway takes them as base64 and hands on the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Download:
    name: str
    content_type: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
