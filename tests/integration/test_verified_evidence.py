"""A stranger's program finds every byte that is not what the town hall exported."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.evidence.verify import members_of, problems
from tests.cases import every
from tests.integration.evidence_archives import NAMES, exported, members
from tests.integration.evidence_posts import APP_SECRET
from urp.moderation.evidence.export import hash_bytes, zip_members

VERIFY = Path(__file__).parents[2] / "infra" / "evidence" / "verify.py"


ARCHIVE = exported().content


def named_at(place: int) -> str:
    """The file whose header or content lies there; behind the last one, the index."""
    found, end = members_of(ARCHIVE)
    if place >= end:
        return "l'indice dei file"
    return max((at, name) for name, _, at in found if at <= place)[1].decode()


def test_one_flipped_bit_in_any_byte_is_found_and_named() -> None:
    for place in range(len(ARCHIVE)):
        flipped = bytearray(ARCHIVE)
        flipped[place] ^= 1 << place % 8

        assert named_at(place) in " ".join(problems(bytes(flipped))), place


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(place=st.integers(0, len(ARCHIVE) - 1), value=st.integers(1, 255))
def test_any_other_byte_in_its_place_is_found(place: int, value: int) -> None:
    flipped = bytearray(ARCHIVE)
    flipped[place] ^= value

    assert problems(bytes(flipped))


@every("name", NAMES)
def test_a_flipped_byte_of_a_file_is_named(name: str) -> None:
    content = members(ARCHIVE)[name]
    place = ARCHIVE.index(content) + len(content) // 2
    flipped = bytearray(ARCHIVE)
    flipped[place] ^= 1

    assert any(problem.startswith(name) for problem in problems(bytes(flipped)))


@every("name", NAMES)
def test_a_byte_changed_before_somebody_zips_it_anew_is_named(name: str) -> None:
    changed = {**members(ARCHIVE), name: members(ARCHIVE)[name] + b" "}
    found = problems(zip_members(changed), expected_manifest=hash_bytes(members(ARCHIVE)["manifesto.json"]))

    assert any(problem.startswith(name) for problem in found)


@every("name", NAMES)
def test_a_file_that_is_missing_is_named(name: str) -> None:
    fewer = {each: content for each, content in members(ARCHIVE).items() if each != name}

    assert name in " ".join(problems(zip_members(fewer)))


def test_a_file_too_many_is_named() -> None:
    more = {**members(ARCHIVE), "altro.txt": b"?"}

    assert "altro.txt: è in più, il manifesto non lo elenca" in problems(zip_members(more))


@pytest.mark.parametrize("cut", [1, 22, 500])
def test_what_was_cut_off_is_found(cut: int) -> None:
    assert problems(ARCHIVE[:-cut])
    assert problems(ARCHIVE + b"\0" * cut)


@pytest.mark.parametrize("archive", [b"", b"PK\x03\x04", b"no archive at all", ARCHIVE[:40]])
def test_what_is_no_archive_is_said_to_be_none(archive: bytes) -> None:
    assert problems(archive)


def test_a_custody_log_written_anew_with_its_manifest_breaks_its_chain() -> None:
    files = members(ARCHIVE)
    log = json.loads(files["custodia.json"])
    log[1]["chi"] = "staff-7"
    changed = json.dumps(log, ensure_ascii=False, indent=2).encode()
    manifest = json.loads(files["manifesto.json"])
    entry = next(each for each in manifest["file"] if each["nome"] == "custodia.json")
    entry |= {"byte": len(changed), "sha256": hash_bytes(changed)}
    files |= {"custodia.json": changed, "manifesto.json": json.dumps(manifest).encode()}

    assert problems(zip_members(files)) == [
        "custodia.json: l'impronta della voce 2 non corrisponde al suo contenuto"
    ]


def test_another_key_does_not_confirm_metas_signature() -> None:
    assert problems(ARCHIVE, "another") == ["grezzo/0001.json: la firma di Meta non torna con questa chiave"]


def test_two_that_look_alike_in_one_archive_are_found() -> None:
    written_twice = BytesIO()
    with ZipFile(written_twice, "w", ZIP_STORED) as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name, content in (*members(ARCHIVE).items(), ("custodia.json", b"[]")):
            archive.writestr(name, content)

    assert "l'archivio contiene due file con lo stesso nome" in problems(written_twice.getvalue())


def test_the_program_needs_nothing_of_ours(tmp_path: Path) -> None:
    """A court's expert has Python and the file."""
    (tmp_path / "whole.zip").write_bytes(ARCHIVE)
    (tmp_path / "broken.zip").write_bytes(ARCHIVE.replace(b"fuoco", b"fuoch", 1))

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(VERIFY), *arguments]
        return subprocess.run(  # noqa: S603 - the program under test
            command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
        )

    whole, broken, none = run("whole.zip", APP_SECRET=APP_SECRET), run("broken.zip"), run("none.zip")

    assert (whole.returncode, broken.returncode, none.returncode) == (0, 1, 2)
    assert "Il fascicolo è integro" in whole.stdout
    assert re.search(r"NON TORNA: (fascicolo\.html|grezzo/0001\.json)", broken.stdout)
    assert not {line.split()[1].partition(".")[0] for line in VERIFY.read_text().splitlines()
                if line.startswith(("import ", "from "))} - set(sys.stdlib_module_names)  # fmt: skip
