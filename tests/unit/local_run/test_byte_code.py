"""What a build is compiled to."""

import json
import marshal
import re
import tomllib
from pathlib import Path
from shutil import copytree
from types import CodeType

import pytest

from infra.local.byte_code import WORKED_OUT, compile_all, work_out
from infra.local.failure import LocalRunError
from urp.language import HEARD
from urp.meaning.foreign import compile_language, compiled_name
from urp.meaning.word_files import WORDS, load_built

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


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = tmp_path_factory.mktemp("build")
    folder = build / "DomainLayer" / "python" / "urp" / "meaning" / "words"
    folder.mkdir(parents=True)
    copytree(WORDS, folder, dirs_exist_ok=True)
    compile_all(build)
    return folder


def test_each_word_file_goes_out_in_a_form_that_says_the_same_and_is_read_at_once(words: Path) -> None:
    written = sorted(WORDS.rglob("*.toml"))

    assert written
    for each in written:
        copy = words / each.relative_to(WORDS)
        read = json.loads(copy.with_suffix(".json").read_text(encoding="utf-8"))
        assert read == tomllib.loads(each.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WORKED_OUT)
def test_what_is_worked_out_at_build_is_found_by_the_function_as_it_would_make_it(
    name: str, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("urp.meaning.word_files.WORDS", words)

    found = load_built(name, lambda: None)

    assert found == json.loads(json.dumps(WORKED_OUT[name]()))


@pytest.mark.parametrize("language", HEARD)
def test_the_phrases_of_another_language_are_compiled_too(
    language: str, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("urp.meaning.word_files.WORDS", words)

    found = load_built(compiled_name(language), lambda: None)

    assert found == json.loads(json.dumps(compile_language(language)))


def test_everything_that_may_be_worked_out_before_is() -> None:
    sources = "".join(each.read_text("utf-8") for each in WORDS.parent.rglob("*.py"))

    asked_for = set(re.findall(r'built\("(\w+)", (\w+)\)', sources))

    assert asked_for == {(name, make.__name__) for name, make in WORKED_OUT.items()}


def test_without_the_tables_the_build_says_how_to_make_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("urp.meaning.word_counts.WORDS", tmp_path)

    with pytest.raises(LocalRunError, match="make count-words"):
        work_out(tmp_path)
