"""Reading bodies of JSON: what a key holds, or an empty value of that kind when it holds something else."""

type Json = dict[str, object]


def read_text(body: Json, key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def read_object(body: Json, key: str) -> Json:
    return as_object(body.get(key))


def as_object(value: object) -> Json:
    return {str(key): held for key, held in value.items()} if isinstance(value, dict) else {}


def read_objects(body: Json, key: str) -> list[Json]:
    """The objects of a list; anything else in the list is left out."""
    value = body.get(key)
    return [as_object(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def read_number(body: Json, key: str, missing: float) -> float:
    value = body.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else missing
