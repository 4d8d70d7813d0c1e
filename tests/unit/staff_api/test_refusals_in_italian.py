"""Who works at the desk reads Italian: every refusal has a sentence of it, whatever its code."""

from __future__ import annotations

import ast
import json
import pkgutil
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

import urp
from infra.openapi.refusals import REFUSALS, Refusal
from tests.cases import every
from urp.acts.authentication import SignInAgainError
from urp.errors import InvalidError, RejectedError, UnavailableError, UrpError
from urp.staff_api.pace import TooManyCallsError
from urp.staff_api.problems import STATUSES, FieldsError, to_problem
from urp.staff_api.reading import read_body, read_query
from urp.staff_api.schemas import Input

DOMAIN = Path(urp.__file__).parent
CONTRACT = Path(__file__).parents[2] / "contract" / "staff_api"
WORD = re.compile(r"[a-zàèéìòù_]+(?:'(?=[a-zàèéìòù]))?", re.IGNORECASE)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ITALIAN = _listed(
    "a al alla allo all' anche c' chi che come con da dal dall' dalla dell' del della di e è fra già gli ha "
    "i il in l' la le lo manca massimo minimo nel nella non o per più prima qualcun qualcuno quanto questa "
    "queste questo serve servono si sono sta stato su tutti un un' una uno va ogni deve deciso"
)
"""Little words: a sentence of three has one."""
ENGLISH = _listed(
    "about already an and another are at be been before by cannot every first for from has have how is it "
    "its longer more must never no nobody not of once only or other should somebody such than that the "
    "their them there these they this to too use was what when where which while who whole with without"
)
NOT_READ_BY_STAFF = (
    "acts/store/record.py", "aws/dynamodb_failures.py", "citizens/identity/",
    "citizens/store/citizen_items.py",
    "citizens/store/citizens.py", "inbound/", "meaning/", "moderation/blocks/carry_out.py",
    "notices/broadcasts/closing.py", "notices/broadcasts/freezing.py", "notices/imports/take_over.py",
    "settings/", "town/municipality/", "town/profile_files/", "whatsapp/",
)  # fmt: skip
READ_ALL_THE_SAME = (
    "inbound/store/", "town/municipality/codes.py", "whatsapp/graph/", "whatsapp/pacing.py",
    "whatsapp/rate_ports.py", "whatsapp/reach.py", "whatsapp/store/",
)  # fmt: skip
"""What functions say to themselves, and to who writes a profile: their sentences end in a log."""


def is_italian(sentence: str) -> bool:
    words = {word.lower() for word in WORD.findall(sentence)}
    return bool(words & ITALIAN) and not words & ENGLISH


def refusals() -> dict[str, type[UrpError]]:
    """Every failure of the domain that the API may meet, private ones of a module left out."""
    for module in pkgutil.walk_packages([str(DOMAIN)], "urp."):
        import_module(module.name)
    found = _below(RejectedError) | _below(UnavailableError)
    return {
        kind.__name__: kind
        for kind in sorted(found, key=lambda kind: kind.__name__)
        if kind.__name__[0] != "_"
    }


def _below(kind: type[UrpError]) -> set[type[UrpError]]:
    return {kind}.union(*(_below(subclass) for subclass in kind.__subclasses__()))


KINDS = refusals()
FAILURES: dict[type[UrpError], UrpError] = {
    InvalidError: InvalidError("text", "manca"), FieldsError: FieldsError(()),
    TooManyCallsError: TooManyCallsError(20),
    SignInAgainError: SignInAgainError(timedelta(minutes=15)),
}  # fmt: skip
"""Those that are more than their sentence."""


@every("sentence", ["the conversation is closed", "Not found", "", "window_closed", "is empty"])
def test_english_is_noticed(sentence: str) -> None:
    assert not is_italian(sentence)


@every("kind", KINDS.values())
def test_every_code_has_an_italian_title_and_stays_english_itself(kind: type[UrpError]) -> None:
    problem = to_problem(FAILURES.get(kind) or kind.__new__(kind))

    assert problem.title in {title for _, title in STATUSES.values()}
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code)
    assert problem.status in {status for status, _ in STATUSES.values()}


def test_titles_are_italian() -> None:
    assert {title for _, title in STATUSES.values()} == {
        "Accesso non riconosciuto", "Dati non validi", "Idempotency-Key già usata per altro",
        "Limite raggiunto", "Non possibile", "Non possibile adesso", "Non è JSON", "Non permesso",
        "Non trovato", "Richiesta che non si legge", "Richiesta troppo grande",
        "Servizio non disponibile in questo momento",
    }  # fmt: skip


def raised() -> Iterator[tuple[str, str]]:
    """Where, and the sentence, of each refusal that a module the office works with raises."""
    for path in sorted(DOMAIN.rglob("*.py")):
        name = str(path.relative_to(DOMAIN))
        if name.startswith(NOT_READ_BY_STAFF) and not name.startswith(READ_ALL_THE_SAME):
            continue
        in_schemas = path.name.startswith("schemas")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                kind = KINDS.get(node.func.id)
                refuses = kind is not None and issubclass(kind, RejectedError)
                if refuses or node.func.id == "_refused" or (in_schemas and node.func.id == "ValueError"):
                    yield from ((f"{name}:{node.lineno}", text) for text in _texts(node.args[-1]))


def _texts(node: ast.expr) -> Iterator[str]:
    """The text itself; a name or a value inside it reads as nothing."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else " … " for part in parts)
        case ast.BinOp(left=left):
            yield from _texts(left)


SENTENCES = tuple(raised())


def test_the_sentences_of_the_domain_are_found() -> None:
    assert len(SENTENCES) > 150


@every(("where", "sentence"), SENTENCES)
def test_every_sentence_of_a_refusal_is_italian(where: str, sentence: str) -> None:
    assert is_italian(sentence), where


@every("refusal", REFUSALS)
def test_every_answer_in_the_description_is_italian(refusal: Refusal) -> None:
    assert is_italian(to_problem(refusal.example).detail)


def test_what_fails_here_says_so_in_italian_and_nothing_more() -> None:
    problem = to_problem(KeyError("393330000001"))

    assert (problem.status, problem.code) == (500, "internal")
    assert is_italian(problem.detail)


def test_what_cannot_be_stored_is_not_asked_for_again() -> None:
    """It would be refused again: the caller is not told to come back."""

    class EndlessError(UnavailableError):
        code = "never_taken"
        retryable = False

    problem = to_problem(EndlessError("ValidationException"))

    assert (problem.status, problem.code, dict(problem.headers)) == (422, "never_taken", {})
    assert is_italian(problem.detail)


class Everything(Input):
    """One field of each kind that inputs of the API have."""

    text: str
    number: int
    yes: bool
    many: tuple[int, ...]
    named: dict[str, str]


def test_every_refusal_of_a_field_is_italian() -> None:
    wrong = {"text": 1, "number": True, "yes": "si", "many": 1, "named": [], "extra": 1}

    with pytest.raises(RejectedError) as refused:
        read_body(Everything, json.dumps(wrong).encode(), "application/json")

    problems = {error.field: error.problem for error in to_problem(refused.value).errors}
    assert problems == {
        "text": "deve essere un testo",
        "number": "deve essere un numero intero",
        "yes": "deve essere true o false",
        "many": "deve essere un elenco",
        "named": "deve essere un oggetto",
        "extra": "questo campo non esiste",
    }
    with pytest.raises(RejectedError) as missing:
        read_query(Everything, {})
    assert {error.problem for error in to_problem(missing.value).errors} == {"manca"}


def recorded() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted(CONTRACT.glob("*.json")):
        answer = json.loads(path.read_text(encoding="utf-8"))["answer"]
        if answer["content-type"] == "application/problem+json":
            yield path.stem, answer["body"]


RECORDED = tuple(recorded())


@every(("name", "problem"), RECORDED)
def test_every_refusal_that_programs_rely_on_is_italian(name: str, problem: dict[str, object]) -> None:
    errors = problem["errors"]
    assert isinstance(errors, list)

    assert is_italian(str(problem["detail"])), name
    assert all(is_italian(str(error["problem"])) for error in errors), name
