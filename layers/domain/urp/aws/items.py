"""One codec between a dataclass and its stored item.

An attribute has the name of its field and holds its plain form: a text, a number, a list, a map. What
differs is said where the codec is made: other names, other forms, fields that stand apart. Types are read at
the first use, none at import.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeAliasType, get_args, get_origin, get_type_hints
from uuid import UUID

from urp.aws.dynamodb_values import Item, Value, from_iso, to_iso


def _same(value: Any) -> Any:  # noqa: ANN401 - of any type
    return value


class Form(NamedTuple):
    """How values of one type are stored, and read; else as they are."""

    write: Callable[[Any], Any] = _same
    read: Callable[[Any], Any] = _same


SECONDS = Form(lambda moment: int(moment.timestamp()), lambda seconds: datetime.fromtimestamp(seconds, UTC))
"""Of moments: their fractions do not count."""

_FORMS: Mapping[Any, Form] = {
    **dict.fromkeys((str, int, float, bool, bytes), Form()),
    datetime: Form(to_iso, from_iso),
    date: Form(date.isoformat, date.fromisoformat),
    time: Form(lambda moment: moment.isoformat(timespec="minutes"), time.fromisoformat),
    timedelta: Form(lambda span: int(span.total_seconds()), lambda seconds: timedelta(seconds=seconds)),
    UUID: Form(str, UUID),
}


type _Attribute = tuple[str, str, Callable[[Any], Any], Callable[[Any], Any]]
"""Its field, its name, and how it is stored and read."""


class Codec[T]:
    def __init__(
        self,
        kind: type[T],
        *,
        names: Mapping[str, str] | None = None,
        forms: Mapping[Any, Form] | None = None,
        apart: Collection[str] = (),
        sparse: Collection[str] = (),
    ) -> None:
        """`names`: of attributes named otherwise than their field. `forms`: by type. `apart`: fields that the
        key or another attribute holds, given to `decode`. `sparse`: fields not stored if empty or false."""
        self._kind = kind
        self._names = names or {}
        self._forms = {**_FORMS, **(forms or {})}
        self._apart = apart
        self._sparse = sparse

    def encode(self, thing: T) -> dict[str, Value]:
        """None for what is not there: a put leaves it out, an update removes it."""
        item: dict[str, Value] = {}
        for field, name, write, _ in self._attributes:
            value = getattr(thing, field)
            item[name] = value if value is None or write is _same else write(value)
        return item

    def decode(self, item: Item, **given: Any) -> T:  # noqa: ANN401 - fields of any type
        """A field whose attribute is absent has its default, else None; KeyError if it has neither. What
        is given is taken as it is."""
        values = {**self._nothing}
        for field, name, _, read in self._attributes:
            value = item.get(name)
            if value is not None:
                values[field] = value if read is _same else read(value)
        values.update(given)
        if missing := self._needed.keys() - values.keys():
            raise KeyError(*(self._needed[field] for field in missing))
        return self._kind(**values)

    def as_map(self) -> Form:
        """Inside another item, without what is not there."""

        def write(thing: T) -> dict[str, Value]:
            return {name: value for name, value in self.encode(thing).items() if value is not None}

        return Form(write, self.decode)

    def as_list(self) -> Form:
        """Inside another item, without names: values in the order of the fields."""

        def write(thing: T) -> list[Value]:
            return list(self.encode(thing).values())

        def read(values: list[Any]) -> T:
            pairs = zip(self._attributes, values, strict=False)  # an older list may be shorter
            return self._kind(
                **{field: None if value is None else read(value) for (field, _, _, read), value in pairs}
            )

        return Form(write, read)

    @cached_property
    def _needed(self) -> dict[str, str]:
        """Fields without a default that may not be None, and their attributes."""
        return {field: name for field, name in self._without_default.items() if field not in self._nothing}

    @cached_property
    def _nothing(self) -> dict[str, None]:
        """Fields without a default that may be None."""
        types = self._types
        return {field: None for field in self._without_default if NoneType in get_args(types[field])}

    @cached_property
    def _without_default(self) -> dict[str, str]:
        return {
            field.name: self._names.get(field.name, field.name)
            for field in self._stored
            if field.default is MISSING and field.default_factory is MISSING
        }

    @cached_property
    def _attributes(self) -> tuple[_Attribute, ...]:
        return tuple(map(self._to_attribute, self._stored))

    def _to_attribute(self, field: Field[Any]) -> _Attribute:
        form = _find_form(self._types[field.name], self._forms)
        write = _or_none(form.write) if field.name in self._sparse else form.write
        return field.name, self._names.get(field.name, field.name), write, form.read

    @cached_property
    def _stored(self) -> list[Field[Any]]:
        known = fields(self._kind)  # type: ignore[arg-type]  # of a dataclass
        if unknown := {*self._names, *self._apart, *self._sparse} - {field.name for field in known}:
            raise TypeError(f"{self._kind.__name__} has no {', '.join(sorted(unknown))}")
        return [field for field in known if field.name not in self._apart]

    @cached_property
    def _types(self) -> dict[str, Any]:
        return get_type_hints(self._kind)


def _or_none(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: write(value) or None


def _find_form(kind: Any, forms: Mapping[Any, Form]) -> Form:  # noqa: ANN401 - a type, as annotated
    if kind in forms:
        return forms[kind]
    if isinstance(kind, TypeAliasType):
        return _find_form(kind.__value__, forms)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (there,) = (one for one in inner if one is not NoneType)
        return _find_form(there, forms)
    if origin is Literal:
        return Form()
    if origin is frozenset or (origin is tuple and inner[-1] is Ellipsis):
        return _of_many(origin, _find_form(inner[0], forms))
    if origin is Mapping:
        return _of_mapping(_find_form(inner[0], forms), _find_form(inner[1], forms))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Form(attrgetter("_value_"), kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return Codec(kind, forms=forms).as_map()
    raise TypeError(f"no stored form of {kind}")


def _of_many(kind: Any, form: Form) -> Form:  # noqa: ANN401 - tuple, list or frozenset
    """A set is stored in order, so that the same is always the same item."""
    order = sorted if kind is frozenset else list
    if form == Form():
        return Form(order, kind)
    return Form(lambda values: order(map(form.write, values)), lambda values: kind(map(form.read, values)))


def _of_mapping(key: Form, value: Form) -> Form:
    return Form(
        lambda values: {key.write(name): value.write(one) for name, one in values.items()},
        lambda values: {key.read(name): value.read(one) for name, one in values.items()},
    )
