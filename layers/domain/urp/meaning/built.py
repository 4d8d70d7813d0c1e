"""What the build works out of the word files and tables, so that no new process has to.

`infra/local/byte_code.py` writes it beside them; in a clone it is worked out when it is first needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

WORDS = Path(__file__).with_name("words")


def built[Made](name: str, make: Callable[[], Made]) -> Made:
    """`make`: gives nothing but dictionaries, lists, text and whole numbers, the same from the same files."""
    file = WORDS / f"{name}.json"
    if not file.is_file():
        return make()
    found: Made = json.loads(file.read_bytes())
    return found
