"""What S3 refuses to delete is not counted as deleted: it says so in an answer of status 200."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from urp.errors import UnavailableError
from urp.privacy.store.purge import S3ExpiredBodies
from urp.retention.classes import RetentionClass

LONG_AGO, NOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 25, 2, tzinfo=UTC)


class ExpiredObjects:
    def __init__(self, *refused: str) -> None:
        self.refused = refused

    def list_objects_v2(self, **_: object) -> dict[str, Any]:
        return {"Contents": [{"Key": f"messages/{name}", "LastModified": LONG_AGO} for name in "ab"]}

    def delete_objects(self, **_: object) -> dict[str, Any]:
        errors = [{"Key": key, "Code": "AccessDenied"} for key in self.refused]
        return {"Errors": errors} if errors else {}


def test_what_is_past_its_time_is_deleted_and_counted() -> None:
    page = S3ExpiredBodies(ExpiredObjects(), "received", 30).delete_page(None, NOW)  # type: ignore[arg-type]

    assert page.deleted == {RetentionClass.RECEIVED_BODIES: 2}


def test_a_deletion_that_s3_refused_is_no_proof() -> None:
    bodies = S3ExpiredBodies(ExpiredObjects("messages/b"), "received", 30)  # type: ignore[arg-type]

    with pytest.raises(UnavailableError, match="1 of 2"):
        bodies.delete_page(None, NOW)
