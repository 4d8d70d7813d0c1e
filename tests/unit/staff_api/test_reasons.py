"""What the API lets staff write is what the office takes."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from urp.moderation.api.block_json import LiftedBlock, NewBlock
from urp.moderation.blocks.office import REASON_LENGTHS


@pytest.mark.parametrize("model", [NewBlock, LiftedBlock])
def test_a_reason_is_refused_at_the_door_exactly_where_the_office_would(model: type[BaseModel]) -> None:
    longest = {"reason": "x" * REASON_LENGTHS[-1]}

    assert model.model_validate(longest).model_dump()["reason"] == longest["reason"]
    with pytest.raises(ValidationError):
        model.model_validate({"reason": longest["reason"] + "x"})
