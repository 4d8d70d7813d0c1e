"""Parse bodies, queries and moments; refusals name the field, never its value."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from urp.errors import InvalidError
from urp.staff_api.problems import (
    FieldProblem,
    FieldsError,
    MalformedError,
    TooLargeError,
    UnsupportedMediaError,
    show_path,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails


FIRST_YEAR, LAST_YEAR = 2000, 9000
"""Far from the ends of computers' calendars, which a change of zone would pass."""


def read_moment(field: str, text: str, zone: ZoneInfo) -> datetime:
    """In UTC. A wall-clock time that a clock change skips or repeats is refused rather than guessed."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidError(field, "un momento si scrive 2026-11-25T09:30 o 2026-11-25T08:30:00Z") from None
    if len(text) <= len("2026-11-25"):
        raise InvalidError(field, "manca l'ora")
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise InvalidError(field, f"è fuori dagli anni da {FIRST_YEAR} a {LAST_YEAR}")
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    local = read.replace(tzinfo=zone)
    utc = local.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != read:
        raise InvalidError(field, "il cambio dell'ora salta questo orario: scegline un altro")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise InvalidError(field, "il cambio dell'ora ripete questo orario: aggiungi il fuso, come +02:00")
    return utc


def read_optional_moment(field: str, text: str | None, zone: ZoneInfo) -> datetime | None:
    return None if text is None else read_moment(field, text, zone)


MAX_BODY_BYTES = 32_768
"""The longest answer of an operator is 4,096 characters; nothing but a list to import comes near."""

_SENTENCES: Mapping[str, str] = {
    "missing": "manca",
    "extra_forbidden": "questo campo non esiste",
    "string_type": "deve essere un testo",
    "string_too_short": "deve avere almeno {min_length} caratteri",
    "string_too_long": "deve avere al massimo {max_length} caratteri",
    "string_pattern_mismatch": "non ha la forma prevista",
    "int_type": "deve essere un numero intero",
    "int_parsing": "deve essere un numero intero",
    "int_parsing_size": "deve essere un numero intero più piccolo",
    "int_from_float": "deve essere un numero intero",
    "bool_type": "deve essere true o false",
    "bool_parsing": "deve essere true o false",
    "greater_than": "deve essere più di {gt}",
    "greater_than_equal": "deve essere almeno {ge}",
    "less_than": "deve essere meno di {lt}",
    "less_than_equal": "deve essere al massimo {le}",
    "literal_error": "deve essere uno fra: {expected}",
    "enum": "deve essere uno fra: {expected}",
    "dict_type": "deve essere un oggetto",
    "model_type": "deve essere un oggetto",
    "model_attributes_type": "deve essere un oggetto",
    "list_type": "deve essere un elenco",
    "tuple_type": "deve essere un elenco",
    "too_long": "deve avere al massimo {max_length} elementi",
    "too_short": "deve avere almeno {min_length} elementi",
    "uuid_type": "deve essere un id",
    "uuid_parsing": "deve essere un id",
    "date_type": "deve essere un giorno come 2026-11-25",
    "date_parsing": "deve essere un giorno come 2026-11-25",
    "date_from_datetime_parsing": "deve essere un giorno come 2026-11-25",
    "value_error": "{error}",
}
"""By pydantic's kind. What is put in comes from the model alone, never from what was sent: a kind that is not
here, or whose context is not of the model, is only "not valid"."""


def read_body[M: BaseModel](
    model: type[M], content: bytes, content_type: str, longest: int = MAX_BODY_BYTES
) -> M:
    if len(content) > longest:
        raise TooLargeError(f"Al massimo {longest} byte.")
    if content and content_type.partition(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaError("Manda il corpo come application/json.")
    try:
        return model.model_validate_json(content or b"{}", strict=True)  # else `true` is the number 1
    except ValidationError as error:
        raise _to_refusal(error.errors(include_url=False, include_input=False)) from None


def read_query[M: BaseModel](model: type[M], values: Mapping[str, str]) -> M:
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise _to_refusal(error.errors(include_url=False, include_input=False)) from None


def _to_refusal(errors: list[ErrorDetails]) -> MalformedError | FieldsError:
    if errors[0]["type"] == "json_invalid":
        return MalformedError("Il corpo della richiesta non è JSON.")
    return FieldsError(tuple(FieldProblem(show_path(error["loc"]), _to_sentence(error)) for error in errors))


def _to_sentence(error: ErrorDetails) -> str:
    if error["type"] == "string_too_short" and error["ctx"]["min_length"] == 1:
        return "è vuoto"
    wanted = {name: str(value) for name, value in error.get("ctx", {}).items()}
    if "expected" in wanted:  # words of a list, the last two joined in English; or Python's own for true
        wanted["expected"] = wanted["expected"].replace(" or ", " o ").replace("True", "true")
    return _SENTENCES.get(error["type"], "non è valido").format_map(wanted)
