"""Costs in Italian, for the office."""

from __future__ import annotations

from collections.abc import Mapping

from urp.town.opening_hours.words import write_day, write_from
from urp.town.pricing.model import CENT, MICRO, Cost, CostLine, FreeAnswers
from urp.whatsapp.status import FREE

ESTIMATE = "Stima: Meta addebita alla consegna."
_AS: Mapping[str, str] = {
    "utility": ", come avvisi di servizio",
    "marketing": ", come promozioni",
    "marketing_lite": ", come promozioni",
    "authentication": ", come codici di accesso",
    "authentication_international": ", come codici di accesso dall'estero",
    "service": ", come risposte",
    "": "",
}
"""How Meta bills them. A category that is not among them is said as Meta says it."""


def write_euro(micro_euro: int) -> str:
    """Such as "1.316,00 €": to the cent, half a cent upwards."""
    cents = (micro_euro + CENT // 2) // CENT
    return f"{_write_thousands(cents // 100)},{cents % 100:02d} €"


def write_unit_price(micro_euro: int) -> str:
    """Of one message, such as "0,0248 €": no decimal is lost."""
    decimals = f"{micro_euro % MICRO:06d}".rstrip("0").ljust(2, "0")
    return f"{_write_thousands(micro_euro // MICRO)},{decimals} €"


def write_free_answers(found: FreeAnswers | None) -> str:
    """Said as what it is: set by a person, since Meta does not tell."""
    if found is None:
        return "Quante risposte al mese siano gratuite non è impostato nel listino del Comune."
    confirm = ", da confermare" if found.to_confirm else ""
    return (
        f"Risposte gratuite al mese: {_write_thousands(found.per_month)}, valore impostato nel listino del"
        f" Comune (letto {write_day(found.set_on)}{confirm}), non appreso da Meta."
    )


def write_cost(cost: Cost) -> str:
    if not cost.people:
        return "Nessun messaggio da pagare a Meta."
    said = [_write_total(cost), *(f"{_write_line(line)}." for line in cost.lines)]
    if cost.assumed:
        where = f" come {cost.assumed_country}" if cost.assumed_country else ""
        said.append(f"Paese non noto per {_write_people(cost.assumed)}: contate{where}.")
    return " ".join([*said, ESTIMATE])


def _write_total(cost: Cost) -> str:
    if cost.micro_euro is None:
        return f"Prezzo non noto per {_write_people(cost.people)}."
    if cost.without_price:
        unknown = _write_people(cost.without_price)
        return f"Almeno {write_euro(cost.micro_euro)} a Meta; prezzo non noto per {unknown}."
    return f"Circa {write_euro(cost.micro_euro)} a Meta."


def _write_line(line: CostLine) -> str:
    billed = _AS.get(line.category, f", {line.category}")
    who = f"{line.country or 'Paese non noto'}{billed}: {_write_people(line.people)}"
    if line.category == FREE:
        return f"{line.country}: {_write_people(line.people)} senza addebito, dice Meta"
    if line.micro_euro is None:
        return f"{who}, prezzo non noto"
    doubt = ", da confermare" if line.to_confirm else ""
    since = f", prezzo {write_from(line.valid_from)}" if line.valid_from else ""
    return f"{who} a {write_unit_price(line.micro_euro)}{since}{doubt}"


def _write_people(number: int) -> str:
    return "1 persona" if number == 1 else f"{_write_thousands(number)} persone"


def _write_thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
