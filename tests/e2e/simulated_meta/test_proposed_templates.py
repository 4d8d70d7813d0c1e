"""The town proposes its message templates to Meta with one command."""

import pytest

from infra.local.meta.reading import read_objects
from infra.local.propose_templates import main
from tests.fakes.graph_caller import ACCESS_TOKEN, WABA_ID, GraphCaller

INVENTED_TOWN = "tests.profiles.roccaserena"


def test_the_towns_templates_are_proposed_and_known_to_meta(
    meta: GraphCaller, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("META_ACCESS_TOKEN", ACCESS_TOKEN)

    ended = main(["--waba-id", WABA_ID, "--profile", INVENTED_TOWN, "--graph", f"http://{meta.address}"])

    assert ended == 0
    _, listed = meta.call("GET", f"/v25.0/{WABA_ID}/message_templates?fields=name,status")
    known = {each["name"] for each in read_objects(listed, "data")}
    printed = {line.partition(":")[0] for line in capsys.readouterr().out.splitlines()}
    assert printed
    assert printed <= known


def test_proposed_again_they_are_compared_and_left_as_they_are(
    meta: GraphCaller, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("META_ACCESS_TOKEN", ACCESS_TOKEN)
    call = ["--waba-id", WABA_ID, "--profile", INVENTED_TOWN, "--graph", f"http://{meta.address}"]
    main(call)
    capsys.readouterr()

    ended = main(call)

    assert ended == 0
    assert all("c'è già, APPROVED" in line for line in capsys.readouterr().out.splitlines())


def test_without_a_token_nothing_is_proposed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("META_ACCESS_TOKEN", raising=False)

    ended = main(["--waba-id", WABA_ID])

    assert ended == 1
    assert "META_ACCESS_TOKEN" in capsys.readouterr().err


def test_a_refused_token_is_told_without_showing_it(
    meta: GraphCaller, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("META_ACCESS_TOKEN", "a-token-of-somebody-else")

    ended = main(["--waba-id", WABA_ID, "--profile", INVENTED_TOWN, "--graph", f"http://{meta.address}"])

    said = capsys.readouterr()
    assert ended == 1
    assert (said.out, "rifiutato, 190" in said.err) == ("", True)
    assert "a-token-of-somebody-else" not in said.err
