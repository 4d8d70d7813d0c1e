"""How people shorten and spell on a phone, and in the dialect: the word that is meant."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def shorthand() -> Mapping[str, str]:
    text = resources.files("urp.meaning").joinpath("words", "shorthand.toml").read_text("utf-8")
    return {short: meant for short, meant in tomllib.loads(text).items() if isinstance(meant, str)}
