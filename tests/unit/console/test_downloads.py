"""What a browser saves: a route's file as it is, else its sheet."""

from base64 import b64decode
from dataclasses import replace

from urp.console.answers import download
from urp.console.visits import File
from urp.moderation.api.case_figures import FIGURES, CaseFiguresJson
from urp.staff_api.sheets import Download

YEAR = CaseFiguresJson(
    year=2026,
    fewest_shown=5,
    opened=7,
    breaches=(),
    breaches_hidden=0,
    outcomes=(),
    outcomes_hidden=0,
    steps=(),
    steps_hidden=0,
)
ZIP = Download("prove.zip", "application/zip", b"PK\x00\xff", {"x-manifest-sha256": "ab"})


def test_a_route_gives_its_file_or_its_sheet_or_nothing() -> None:
    sheet = FIGURES.make_file(None, YEAR)  # type: ignore[arg-type]  # no office is asked

    assert sheet is not None
    assert (sheet.name, sheet.content_type) == ("moderazione-2026.csv", "text/csv; charset=utf-8")
    assert replace(FIGURES, download=lambda _: ZIP).make_file(None, YEAR) == ZIP  # type: ignore[arg-type]
    assert replace(FIGURES, sheet=None).make_file(None, YEAR) is None  # type: ignore[arg-type]
    assert ZIP.headers == {
        "content-disposition": 'attachment; filename="prove.zip"',
        "x-manifest-sha256": "ab",
    }


def test_bytes_reach_the_browser_as_they_are_and_are_saved() -> None:
    event = download(File("prove.zip", "application/zip", b"PK\x00\xff")).to_event()

    assert (event["isBase64Encoded"], b64decode(event["body"])) == (True, b"PK\x00\xff")
    assert event["headers"]["content-disposition"] == 'attachment; filename="prove.zip"'
    assert event["headers"]["cache-control"] == "no-store"
