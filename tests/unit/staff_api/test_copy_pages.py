"""A cursor of the copy names an entry that is in it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from urp.errors import InvalidError
from urp.privacy.api.copy_pages import cut_page
from urp.privacy.api.rights_json import OwnCopyJson

RECORDED = Path(__file__).parents[2] / "contract" / "staff_api" / "rights_export.json"


@pytest.mark.parametrize("made_up", ["0#", "0#2020-01-01T00:00:00+00:00#00#0", "9#"])
def test_a_made_up_cursor_is_refused_like_any_other_bad_one(made_up: str) -> None:
    copy = OwnCopyJson.model_validate(json.loads(RECORDED.read_text("utf-8"))["answer"]["body"])
    cursor = base64.urlsafe_b64encode(made_up.encode()).decode().rstrip("=")

    with pytest.raises(InvalidError):
        cut_page(copy, cursor)
