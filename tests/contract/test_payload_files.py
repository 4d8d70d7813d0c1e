"""Every payload has its expectations."""

from pathlib import Path

from tests.contract.payload_files import PAYLOADS

TESTS = Path(__file__).parents[1]


def test_every_payload_is_expected_somewhere() -> None:
    written = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))

    assert [path.stem for path in sorted(PAYLOADS.glob("*.json")) if path.stem not in written] == []
