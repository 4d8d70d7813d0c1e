"""What a build is compiled to."""

import marshal
from pathlib import Path
from types import CodeType

from infra.local.byte_code import compile_all

SOURCE = 'NAMES = {"anna", "bruno"}\n\ndef known(name):\n    return name in {"a", "b"} or name in NAMES\n'
_HEADER = 16  # bytes: magic number, flags, hash of the source
_UNCHECKED_HASH = b"\x01\x00\x00\x00"


def compiled(build: Path) -> bytes:
    package = build / "DomainLayer" / "python" / "urp"
    package.mkdir(parents=True)
    (package / "greeting.py").write_text(SOURCE, encoding="utf-8")
    compile_all(build)
    return next(package.glob("__pycache__/greeting.*.pyc")).read_bytes()


def test_the_same_sources_give_the_same_bytes_wherever_they_are_built(tmp_path: Path) -> None:
    assert compiled(tmp_path / "here") == compiled(tmp_path / "elsewhere")


def test_the_loader_does_not_ask_whether_the_source_is_newer(tmp_path: Path) -> None:
    assert compiled(tmp_path)[4:8] == _UNCHECKED_HASH


def test_a_trace_names_the_place_where_lambda_puts_the_layer(tmp_path: Path) -> None:
    code = marshal.loads(compiled(tmp_path)[_HEADER:])  # noqa: S302 - compiled a line above

    assert isinstance(code, CodeType)
    assert code.co_filename == "/opt/python/urp/greeting.py"
