"""Templates to pages. Whatever is put in is escaped; what is missing is an error, not an empty place."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from urp.console.forms import KEY, TOKEN, field_of, pair_ends, read_span
from urp.console.screens.all import find_modules, load_screens
from urp.console.screens.guide import find_guide
from urp.console.sessions import IDLE
from urp.console.words import MOVING, STEADY

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from jinja2.runtime import Context

    from urp.console.static_files import StaticFiles
    from urp.console.visits import Link, Refused, View, Visit
    from urp.town.municipality import Municipality

_HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')
TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class FormState:
    """One form on the page: where it goes, what is typed in it, what is wrong with that."""

    address: str
    """Below `/console`."""
    action: str
    hidden: Markup
    refused: Refused | None

    def value(self, name: str, otherwise: object = "") -> str:
        """What was typed, else what is so today."""
        if self.refused:
            return self.refused.fields.first(name)
        return "" if otherwise is None else str(otherwise)

    def has(self, name: str, value: object, otherwise: Iterable[object] = ()) -> bool:
        """Whether a box or an option is chosen."""
        chosen: Iterable[str] = self.refused.fields.all(name) if self.refused else map(str, otherwise)
        return str(value) in chosen

    def spans(self, name: str, otherwise: Sequence[str], number: int) -> Sequence[tuple[str, str]]:
        """From and to, of as many spans as the form has room for."""
        typed = self.refused.fields.all(name) if self.refused else ()
        found = list(pair_ends(typed)) if typed else [read_span(each) for each in otherwise]
        return [*found, *[("", "")] * (number - len(found))]

    def error(self, name: str) -> str:
        return self.refused.error_of(name) if self.refused else ""

    def id(self, name: str) -> str:
        """Of the field: on a page with several forms each has its own."""
        place = self.address.strip("/").replace("/", "-")
        return f"{place}-{field_of(name).replace('.', '-')}"


class Pages:
    def __init__(
        self,
        municipality: Municipality,
        base: str,
        static: StaticFiles,
        *,
        training: bool,
    ) -> None:
        """`base`: what stands before `/console` in an address; empty on AWS."""
        self._town = municipality
        self._base = base
        self._static = static
        self._training = training
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(STEADY, label=_label)
        moving = {name: _at_the_visit(write, municipality.zone) for name, write in MOVING.items()}
        self._environment.filters.update(moving)
        self._environment.globals.update(
            at=self.at, static=self._at_static, town=municipality, idle_s=int(IDLE.total_seconds())
        )

    def at(self, path: str) -> str:
        """An address of the console."""
        return f"{self._base}/console{path if path != '/' else ''}"

    def _at_static(self, name: str) -> str:
        return self.at(self._static.address_of(name))

    def show(self, view: View, visit: Visit, menu: Sequence[Link] = (), said: str = "") -> str:
        """A page, or with a template of a part, a piece of one."""
        values = self._common(visit.now) | {
            "visit": visit,
            "menu": menu,
            "said": said,
            "title": view.title,
            "refused": visit.refused,
            "here": visit.here,
            "guide": find_guide(visit.here),
            "form": lambda address: self._form(address, visit),
        }
        return self._render(view.template, {**values, **view.values})

    def show_outside(self, template: str, title: str, now: datetime, here: str = "", **values: object) -> str:
        """A page for somebody who is not signed in."""
        common = self._common(now) | {"title": title, "visit": None, "here": here}
        return self._render(template, common | values)

    def _form(self, address: str, visit: Visit) -> FormState:
        refused = visit.refused if visit.refused and visit.refused.action == address else None
        key = refused.fields.key if refused else secrets.token_urlsafe(18)
        hidden = _HIDDEN.format(TOKEN, visit.session.form_token) + _HIDDEN.format(KEY, key)
        return FormState(address, self.at(address), hidden, refused)

    def _common(self, now: datetime) -> dict[str, object]:
        nothing = {"menu": (), "said": "", "refused": None, "guide": None}
        return {"now": now, "training": self._training, **nothing}

    def _render(self, template: str, values: Mapping[str, object]) -> str:
        return self._environment.get_template(template).render(values)


def _at_the_visit(
    write: Callable[[datetime, datetime, ZoneInfo], str], zone: ZoneInfo
) -> Callable[[Context, datetime], str]:
    @pass_context
    def filtered(context: Context, at: datetime) -> str:
        return write(at, context["now"], zone)

    return filtered


@pass_context
def _label(context: Context, name: str) -> str:
    """How a field is called on the screen one sees or sends to; another may call it differently."""
    screens = load_screens(find_modules(context.get("action") or context["here"]))
    labels = {field: words for screen in screens for field, words in screen.labels.items()}
    plain = field_of(name)
    return labels.get(plain) or labels.get(plain.rpartition(".")[2]) or plain.rpartition(".")[2].capitalize()
