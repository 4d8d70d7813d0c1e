"""One folder, one function, one handler, one resource."""

import ast
from pathlib import Path

from tests.architecture.blueprint import (
    FUNCTIONS,
    folder_of,
    functions,
    handlers,
    parsed,
    template,
)
from tests.cases import every


def _folders() -> set[str]:
    return {path.name for path in FUNCTIONS.iterdir() if path.is_dir() and path.name != "__pycache__"}


def test_every_folder_is_a_function_of_the_template_and_every_function_a_folder() -> None:
    assert {folder_of(name) for name in functions()} == _folders()


@every("name", sorted(functions()))
def test_a_function_takes_its_code_from_its_own_folder(name: str) -> None:
    assert functions()[name]["Properties"]["CodeUri"] == f"functions/{folder_of(name)}"


@every("folder", sorted(_folders()))
def test_a_handler_has_no_siblings(folder: str) -> None:
    content = {path.name for path in (FUNCTIONS / folder).iterdir() if path.name != "__pycache__"}

    assert content == {"handler.py"}


@every("path", handlers())
def test_a_handler_is_found_where_the_template_looks(path: Path) -> None:
    defined = {node.name for node in parsed(path).body if isinstance(node, ast.FunctionDef)}

    assert template()["Globals"]["Function"]["Handler"] == "handler.lambda_handler"
    assert "lambda_handler" in defined


@every("path", handlers())
def test_a_handler_starts_before_it_imports_anything_else(path: Path) -> None:
    """Or garbage is looked for among what is imported before: `urp.wiring.start`."""
    body = parsed(path).body
    imports = [each for each in body if isinstance(each, ast.Import | ast.ImportFrom)]
    logger = next(each for each in body if isinstance(each, ast.Assign))

    assert [ast.unparse(each) for each in imports[:2]] == [
        "from __future__ import annotations",
        "from urp.wiring.start import started",
    ]
    assert ast.unparse(logger) == f"logger = started('{path.parent.name}')"
    assert logger.lineno > imports[-1].lineno


@every("name", sorted(functions()))
def test_no_function_has_a_role_handler_or_concurrency_of_its_own(name: str) -> None:
    """Roles come from SAM, one each; new accounts have too little concurrency to reserve any."""
    own = functions()[name]["Properties"].keys()

    assert own.isdisjoint({"Role", "Handler", "ReservedConcurrentExecutions", "Runtime", "Layers"})


def test_nothing_is_reserved_for_everybody_either() -> None:
    assert "ReservedConcurrentExecutions" not in template()["Globals"]["Function"]


def test_a_tick_that_failed_or_waited_too_long_is_not_repeated() -> None:
    """The next comes in a minute: after an hour without concurrency sixty old ones would come at once."""
    assert functions()["BroadcastDispatchFunction"]["Properties"]["EventInvokeConfig"] == {
        "MaximumEventAgeInSeconds": 60,
        "MaximumRetryAttempts": 0,
    }
