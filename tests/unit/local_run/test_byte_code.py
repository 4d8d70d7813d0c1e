"""What a build is compiled to."""

import json
import marshal
import tomllib
from pathlib import Path
from shutil import copytree
from types import CodeType

from infra.local.byte_code import compile_all
from infra.local.places import ROOT
from urp.meaning.foreign import TELLING, telling

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


def test_what_tells_the_languages_apart_goes_out_as_one_table(tmp_path: Path) -> None:
    folder = tmp_path / "DomainLayer" / "python" / "urp" / "meaning" / "words" / "foreign"
    copytree(ROOT / "layers/domain/urp/meaning/words/foreign", folder)

    compile_all(tmp_path)

    assert json.loads((folder / TELLING).read_text(encoding="utf-8")) == telling()
    assert json.loads((folder / "ro.json").read_text(encoding="utf-8"))["leave"]["exact"]


def test_a_trace_names_the_place_where_lambda_puts_the_layer(tmp_path: Path) -> None:
    code = marshal.loads(compiled(tmp_path)[_HEADER:])  # noqa: S302 - compiled a line above

    assert isinstance(code, CodeType)
    assert code.co_filename == "/opt/python/urp/greeting.py"


def test_what_no_town_hall_of_italy_reads_is_not_deployed(tmp_path: Path) -> None:
    packages = tmp_path / "DependenciesLayer" / "python"
    kept = {
        "holidays/countries/__init__.py",
        "holidays/countries/italy.py",
        "holidays/financial/__init__.py",
        "holidays/locale/en_US/LC_MESSAGES/IT.mo",
        "holidays/locale/it_IT/LC_MESSAGES/IT.mo",
        "tzdata/zoneinfo/Europe/Rome",
        "tzdata/zoneinfo/UTC",
        "tzdata/zones",
        "stdnum/fr/tva.py",
    }
    left_out = {
        "holidays/countries/france.py",
        "holidays/financial/ny_stock_exchange.py",
        "holidays/locale/fr/LC_MESSAGES/FR.mo",
        "tzdata/zoneinfo/Asia/Tokyo",
        "tzdata/zoneinfo/America/Indiana/Knox",
    }
    for name in kept | left_out:
        file = packages / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")

    compile_all(tmp_path)

    files = (each for each in packages.rglob("*") if each.is_file() and each.suffix != ".pyc")
    assert {each.relative_to(packages).as_posix() for each in files} == kept


def test_each_word_file_goes_out_in_a_form_that_says_the_same_and_is_read_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "DomainLayer" / "python" / "urp" / "meaning" / "words"
    folder.mkdir(parents=True)
    written = sorted((ROOT / "layers/domain/urp/meaning/words").glob("*.toml"))
    for each in written:
        (folder / each.name).write_bytes(each.read_bytes())

    compile_all(tmp_path)

    assert written
    for each in written:
        read = json.loads((folder / each.name).with_suffix(".json").read_text(encoding="utf-8"))
        assert read == tomllib.loads(each.read_text(encoding="utf-8"))
