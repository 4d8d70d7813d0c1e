"""A cost as stored in the statement that it belongs to: the prices it used stay readable."""

from __future__ import annotations

from urp.aws.items import Codec
from urp.town.pricing.model import Cost

COST = Codec(Cost).as_map()
